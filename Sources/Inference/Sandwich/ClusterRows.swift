import LinearAlgebra
import Modeling

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How the rows of a cluster come to be independent under the working model.
enum ClusterRows: Sendable {
  /// As they are, with the variances of the working model where it has them.
  case plain(OrthonormalRows, logVariances: [Double]?)
  /// As combinations.
  case combined(OrthonormalRows, @Sendable (_ rows: [Int]) throws -> IndependentRows)

  init(_ working: WorkingModel) {
    let rows = OrthonormalRows(working.rows)
    switch working.errors {
    case .equalVariances: self = .plain(rows, logVariances: nil)
    case .variances(let logarithms): self = .plain(rows, logVariances: logarithms())
    case .dependent(let combine): self = .combined(rows, combine)
    }
  }

  /// p.
  var columnCount: Int {
    switch self {
    case .plain(let rows, _), .combined(let rows, _): rows.columnCount
    }
  }

  /// Whether rows have variances of their own.
  var haveVariances: Bool {
    switch self {
    case .plain(_, let logarithms): logarithms != nil
    case .combined: true
    }
  }

  /// The rows of one cluster.
  func block(_ members: ArraySlice<Int>) throws -> ClusterBlock {
    switch self {
    case .plain(let rows, let logarithms):
      return ClusterBlock(rows, of: members, logVariances: logarithms)
    case .combined(let rows, let combine):
      let independent = try combine(Array(members))
      let roots = independent.variances.map { 1 / $0.squareRoot() }
      return ClusterBlock(
        basis: product(independent.design, rows.ingredients.breadFactor).scalingRows(by: roots),
        residuals: zip(independent.residuals, roots).map { $0 * $1 }, weightRoots: roots,
        logVariances: independent.variances.map { log($0) })
    }
  }
}
