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
  /// The matrices of R's `contr.treatment`, `contr.sum`, `contr.helmert` and `contr.poly`. Polynomial
  /// columns beyond the precision of the recurrence (more than about 90 levels) are nil.
  package func matrix(levelCount: Int) -> Matrix? {
    precondition(levelCount >= 2, "contrasts of \(levelCount) levels")
    if self == .polynomial {
      let points = (1...levelCount).map(Double.init)
      let trained = OrthogonalPolynomial.trained(on: points, degree: levelCount - 1)
      return trained.polynomial.flatMap { orthonormalMatrix($0.columns(at: points)) }
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

/// The columns as a matrix, if they are orthogonal as they should be.
private func orthonormalMatrix(_ columns: [[Double]]) -> Matrix? {
  for (index, column) in columns.enumerated() {
    for other in columns[..<index] {
      let product = zip(column, other).reduce(0) { $0 + $1.0 * $1.1 }
      if product.magnitude > 1e-8 { return nil }
    }
  }
  return Matrix(columns: columns)
}
