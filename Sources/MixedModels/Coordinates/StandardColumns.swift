import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Columns in coordinates in which they are orthonormal over the rows, S = C U for the columns C given,
/// with the columns R that rows are read from: C itself, or ``SteadyColumns`` of the same span where
/// cross-products of C would lose digits.
///
/// A model whose columns are replaced by S has other coefficients and the same likelihood, so that what is
/// found does not depend on units or origins.
struct StandardColumns: Sendable {
  /// R, n × q.
  let read: PartitionedMatrix
  /// S = R · fromRead.
  let fromRead: Matrix
  /// Its inverse: R = S · toRead.
  let toRead: Matrix
  /// U.
  let basis: Matrix
  /// U⁻¹.
  let inverse: Matrix
  /// log |det U|.
  let logDeterminant: Double

  /// Coordinates of the columns as they are.
  init(asGiven columns: PartitionedMatrix) {
    read = columns
    fromRead = .identity(columns.columnCount)
    toRead = fromRead
    basis = fromRead
    inverse = fromRead
    logDeterminant = 0
  }

  /// - Parameters:
  ///   - given: C.
  ///   - steady: what rows are read from instead, if not C.
  ///   - gram: R′WR over the sum of the weights.
  ///   - groups: the columns that may be mixed with each other.
  init(
    _ given: PartitionedMatrix, steady: SteadyColumns?, gram: Matrix, groups: [Range<Int>]
  ) {
    let own = OrthonormalBasis(gram: gram, groups: groups)
    read = steady?.columns ?? given
    fromRead = own.basis
    toRead = own.inverse
    basis = steady.map { product($0.basis, own.basis) } ?? own.basis
    inverse = steady.map { product(own.inverse, $0.inverse) } ?? own.inverse
    // Both are triangular in some order of the columns.
    logDeterminant = (own.basis.diagonal + (steady?.basis.diagonal ?? []))
      .reduce(0) { $0 + log($1) }
  }

  /// The standard columns of a matrix whose rows are at hand. Complexity: a pass over the rows; with columns
  /// far from zero or nearly dependent a least-squares fit for each.
  ///
  /// - Throws: what `leastSquares` throws.
  init(_ given: PartitionedMatrix, groups: [Range<Int>]) throws(LinearAlgebraError) {
    func gram(_ columns: PartitionedMatrix) -> Matrix {
      (1 / Double(max(1, columns.rowCount))) * crossProduct(columns)
    }
    let first = gram(given)
    if isSteady(first, groups: groups) {
      self.init(given, steady: nil, gram: first, groups: groups)
    } else {
      let steady = try SteadyColumns(given, groups: groups, weights: nil)
      self.init(given, steady: steady, gram: gram(steady.columns), groups: groups)
    }
  }

  /// S, column by column; those of R that are standard already stay where they are.
  func materialized() -> PartitionedMatrix {
    var columns: [DenseColumn] = []
    for position in 0..<fromRead.columnCount {
      let shares = fromRead.column(position)
      let isOwn = shares.indices.allSatisfy { shares[$0] == ($0 == position ? 1 : 0) }
      let own = read.dense.first { $0.position == position }
      columns.append(
        DenseColumn(
          position: position,
          values: isOwn && own != nil
            ? own?.values ?? .constant(0) : .numbers(product(read, shares))))
    }
    return PartitionedMatrix(
      rowCount: read.rowCount, columnCount: fromRead.columnCount, dense: columns)
  }

  /// The covariance of coefficients of C for that of coefficients of S: U V U′.
  func covariance(_ standard: Matrix) -> Matrix {
    product(basis, product(standard, basis.transposed)).symmetrized
  }

  /// Rows of C in standard coordinates.
  func standardized(_ given: Matrix) -> Matrix { product(given, basis) }
}

/// Whether cross-products keep at least twelve digits of what is left of each column after those before
/// it in its group.
func isSteady(_ gram: Matrix, groups: [Range<Int>]) -> Bool {
  OrthonormalBasis(gram: gram, groups: groups.filter { $0.count > 1 }).leastPivot >= 1e-4
}
