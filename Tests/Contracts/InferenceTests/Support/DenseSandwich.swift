import LinearAlgebra
import Modeling

@testable import Inference

/// Clustered covariances and degrees of freedom by their definitions, with n × n matrices.
///
/// On the scale of the response: design X, weights W, working covariance Θ (diagonal), residuals e.
/// A row that counts m times must have been repeated.
struct DenseSandwich {
  let design: Matrix
  let weights: [Double]
  let variances: [Double]
  let residuals: [Double]
  let clusters: [[Int]]
  let bread: Matrix
  /// (I − H) Θ (I − H)′.
  let residualCovariance: Matrix
  /// I − H.
  let annihilator: Matrix
  /// What part of the largest eigenvalue counts as 0 in a Moore–Penrose inverse.
  var negligible = 1e-9

  init(_ fit: ArrayFit, codes: [Int32], count: Int) throws {
    let ingredients = fit.rows
    precondition(ingredients.multiplicities == nil)
    if let variances = fit.variances {
      let slopes = zip(ingredients.workingWeights, variances).map { ($0 * $1).squareRoot() }
      design = ingredients.design.denseMatrix().scalingRows(by: slopes)
      weights = variances.map { 1 / $0 }
      residuals = zip(ingredients.workingResiduals, slopes).map { $0 * $1 }
      self.variances = variances
    } else {
      design = ingredients.design.denseMatrix()
      weights = ingredients.workingWeights
      residuals = ingredients.workingResiduals
      variances = weights.map { _ in 1 }
    }
    clusters = (0..<count).map { cluster in
      codes.indices.filter { Int(codes[$0]) == cluster }
    }
    bread = try CholeskyFactorization(crossProduct(design, weights: weights)).inverse()
    let hat = product(product(design, bread), design.scalingRows(by: weights).transposed)
    annihilator = Matrix.identity(design.rowCount) - hat
    residualCovariance = product(
      annihilator.scalingColumns(by: variances), annihilator.transposed)
  }

  /// The adjustment matrix of a cluster.
  func adjustment(_ correction: ClusterCorrection, _ rows: [Int]) throws -> Matrix {
    switch correction {
    case .cr0, .cr1, .cr1s: return .identity(rows.count)
    case .cr2:
      let roots = rows.map { variances[$0].squareRoot() }
      let inner = residualCovariance.selectingRows(rows).selectingColumns(rows)
        .scalingRows(by: roots).scalingColumns(by: roots)
      return try pseudoInverseSquareRoot(inner, tolerance: negligible)
        .scalingRows(by: roots).scalingColumns(by: roots)
    case .cr3:
      // (I − H)⁻¹ = Θ-metric form of a symmetric matrix, with W = Θ⁻¹ or, for least squares, W.
      let roots = rows.map { weights[$0].squareRoot() }
      let inner = annihilator.selectingRows(rows).selectingColumns(rows)
        .scalingRows(by: roots).scalingColumns(by: roots.map { 1 / $0 })
      let inverse = try CholeskyFactorization(inner.symmetrized).inverse()
      return inverse.scalingRows(by: roots.map { 1 / $0 }).scalingColumns(by: roots)
    }
  }

  /// X_g′W_gA_g for each cluster, p × n_g.
  func estimators(_ correction: ClusterCorrection) throws -> [Matrix] {
    try clusters.map { rows in
      product(
        design.selectingRows(rows).scalingRows(by: rows.map { weights[$0] }).transposed,
        try adjustment(correction, rows))
    }
  }

  /// Without small-sample factor.
  func covariance(_ correction: ClusterCorrection) throws -> Matrix {
    var meat = Matrix(rowCount: bread.rowCount, columnCount: bread.rowCount)
    for (rows, estimator) in zip(clusters, try estimators(correction)) {
      let score = product(estimator, rows.map { residuals[$0] })
      meat += crossProduct(Matrix(rows: [score]))
    }
    return product(bread, product(meat, bread))
  }

  /// The working covariances Pᵢⱼ of clusters' contributions to some contrasts, q × q each.
  private func contributions(
    _ correction: ClusterCorrection, _ contrasts: Matrix
  ) throws -> [[Matrix]] {
    let reach = try estimators(correction).map { product(product(contrasts, bread), $0) }
    return clusters.indices.map { i in
      clusters.indices.map { j in
        let block = residualCovariance.selectingRows(clusters[i]).selectingColumns(clusters[j])
        return product(reach[i], product(block, reach[j].transposed))
      }
    }
  }

  func satterthwaite(_ correction: ClusterCorrection, _ contrast: [Double]) throws -> Double {
    let p = try contributions(correction, Matrix(rows: [contrast]))
    let trace = p.indices.reduce(0) { $0 + p[$1][$1][0, 0] }
    let squares = p.joined().reduce(0) { $0 + $1[0, 0] * $1[0, 0] }
    return trace * trace / squares
  }

  /// η of the approximate Hotelling test, by the variance of every element.
  func hotelling(_ correction: ClusterCorrection, _ contrasts: Matrix) throws -> Double {
    let raw = try contributions(correction, contrasts)
    let count = contrasts.rowCount
    var expectation = Matrix(rowCount: count, columnCount: count)
    for i in raw.indices { expectation += raw[i][i] }
    let scale = try SymmetricEigenDecomposition(expectation.symmetrized).matrix {
      1 / $0.squareRoot()
    }
    var variance = 0.0
    for p in raw.joined() {
      let q = product(scale, product(p, scale))
      for s in 0..<count {
        for t in 0..<count { variance += q[s, s] * q[t, t] + q[s, t] * q[t, s] }
      }
    }
    return Double(count * (count + 1)) / variance
  }
}
