import LinearAlgebra

/// How a factor with k levels becomes k − 1 columns beside an intercept.
public enum ContrastCoding: String, Sendable, Hashable, CaseIterable {
  /// Each level but the first against the first: columns of 0 and 1, named by the level.
  case treatment
  /// Each level but the last against the mean of all; the last is −1 in every column.
  case sum
  /// Each level but the first against the mean of those before it.
  case helmert
  /// Orthonormal polynomials over equally spaced levels, named `.L`, `.Q`, `.C`, `^4` and so on.
  case polynomial
}

extension ContrastCoding {
  /// The coding of a name as written in `C(x, …)`.
  init?(formulaName name: String) {
    switch name {
    case "treatment", "contr.treatment": self = .treatment
    case "sum", "contr.sum": self = .sum
    case "helmert", "contr.helmert": self = .helmert
    case "polynomial", "poly", "contr.poly": self = .polynomial
    default: return nil
    }
  }

  /// The value of each level in each column: `levelCount` by `levelCount − 1`.
  ///
  /// The matrices of R's `contr.treatment`, `contr.sum`, `contr.helmert` and `contr.poly`.
  ///
  /// - Precondition: at least 2 levels, and at most ``polynomialLevelLimit`` for polynomials.
  package func matrix(levelCount: Int) -> Matrix {
    precondition(
      levelCount >= 2 && (self != .polynomial || levelCount <= Self.polynomialLevelLimit),
      "\(self) contrasts of \(levelCount) levels")
    if self == .polynomial {
      return Matrix(columns: orthonormalPolynomials(pointCount: levelCount))
    }
    var matrix = Matrix(rowCount: levelCount, columnCount: levelCount - 1)
    for column in 0..<levelCount - 1 {
      switch self {
      case .treatment: matrix[column + 1, column] = 1
      case .sum:
        matrix[column, column] = 1
        matrix[levelCount - 1, column] = -1
      default:
        for row in 0...column { matrix[row, column] = -1 }
        matrix[column + 1, column] = Double(column + 1)
      }
    }
    return matrix
  }

  /// The most levels polynomial contrasts are made for.
  package static let polynomialLevelLimit = 200

  /// What the names of the columns add to the name of the factor.
  func columnSuffixes(levels: [String]) -> [String] {
    switch self {
    case .treatment: Array(levels.dropFirst())
    case .sum, .helmert: (1..<levels.count).map(String.init)
    case .polynomial:
      (1..<levels.count).map { $0 <= 3 ? [".L", ".Q", ".C"][$0 - 1] : "^\($0)" }
    }
  }
}

/// The orthonormal polynomials of every degree from 1 over equally spaced points.
///
/// Multiplies by x and takes out the components along all columns before, twice, since the plain
/// recurrence loses orthogonality as the degree nears the number of points.
private func orthonormalPolynomials(pointCount: Int) -> [[Double]] {
  let middle = Double(pointCount - 1) / 2
  let x = (0..<pointCount).map { Double($0) - middle }
  var columns = [[Double](repeating: 1 / Double(pointCount).squareRoot(), count: pointCount)]
  for degree in 1..<pointCount {
    var next = zip(x, columns[degree - 1]).map { $0 * $1 }
    for _ in 0..<2 {
      for column in columns {
        let component = zip(next, column).reduce(0) { $0 + $1.0 * $1.1 }
        for i in next.indices { next[i] -= component * column[i] }
      }
    }
    let length = next.reduce(0) { $0 + $1 * $1 }.squareRoot()
    columns.append(next.map { $0 / length })
  }
  return Array(columns.dropFirst())
}
