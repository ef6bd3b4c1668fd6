import LinearAlgebra

/// The rows of one cluster in the metric of estimation, in which the errors of the working model of
/// a generalized fit have equal variances.
///
/// A row that counts m times stands as √m times itself: m equal rows span one direction, on which
/// they act alike. Rows of working weight 0 are left out; they add nothing.
struct ClusterBlock: Sendable {
  /// √(mᵢwᵢ) uᵢ, a row each.
  let basis: Matrix
  /// √(mᵢwᵢ) eᵢ.
  let residuals: [Double]
  /// √wᵢ.
  let weightRoots: [Double]
  /// log θᵢ of the variance of a response under the working model; empty where nobody asks.
  let logVariances: [Double]

  var rowCount: Int { residuals.count }
  var columnCount: Int { basis.columnCount }

  init(_ rows: OrthonormalRows, of members: ArraySlice<Int>, logVariances: [Double]?) {
    let ingredients = rows.ingredients
    let kept = members.filter { ingredients.workingWeights[$0] > 0 }
    let roots = kept.map { row in
      let count = ingredients.multiplicities?[row] ?? 1
      return (count * ingredients.workingWeights[row]).squareRoot()
    }
    basis = rows.rows(kept).scalingRows(by: roots)
    residuals = zip(kept, roots).map { ingredients.workingResiduals[$0] * $1 }
    weightRoots = kept.map { ingredients.workingWeights[$0].squareRoot() }
    self.logVariances = logVariances.map { all in kept.map { all[$0] } } ?? []
  }

  /// For tests and derived blocks.
  init(basis: Matrix, residuals: [Double], weightRoots: [Double], logVariances: [Double]) {
    self.basis = basis
    self.residuals = residuals
    self.weightRoots = weightRoots
    self.logVariances = logVariances
  }
}

extension Matrix {
  /// Each row multiplied by its factor.
  func scalingRows(by factors: [Double]) -> Matrix {
    precondition(factors.count == rowCount, "\(factors.count) factors for \(rowCount) rows")
    var result = elements
    for column in 0..<columnCount {
      for row in 0..<rowCount { result[row + column * rowCount] *= factors[row] }
    }
    return Matrix(rowCount: rowCount, columnCount: columnCount, elements: result)
  }

  /// Each column multiplied by its factor.
  func scalingColumns(by factors: [Double]) -> Matrix {
    precondition(
      factors.count == columnCount, "\(factors.count) factors for \(columnCount) columns")
    var result = elements
    for column in 0..<columnCount {
      for row in 0..<rowCount { result[row + column * rowCount] *= factors[column] }
    }
    return Matrix(rowCount: rowCount, columnCount: columnCount, elements: result)
  }

  /// The columns of two matrices side by side.
  func appendingColumns(of other: Matrix) -> Matrix {
    precondition(rowCount == other.rowCount, "\(rowCount) and \(other.rowCount) rows")
    return Matrix(
      rowCount: rowCount, columnCount: columnCount + other.columnCount,
      elements: elements + other.elements)
  }
}
