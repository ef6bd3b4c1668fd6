import LinearAlgebra
import Modeling

extension LinearMixedFit {
  /// The rows of a cluster of whole groups as independent combinations, in units of σ.
  ///
  /// Without weights Φ = I + ZΛΛ′Z′ acts within the span of [Z X] only, so that what is diagonalised
  /// has the order of the cluster's random effects and coefficients, however many its rows. With weights, or
  /// fewer rows than that, all rows take part.
  ///
  /// Complexity: O(n k²) for n rows and k random effects and coefficients of the cluster.
  ///
  /// - Throws: ``MixedModelsError/clusterTooLarge(rows:order:limit:)``, or `LinearAlgebraError` where
  ///   numbers are beyond range.
  func independentRows(of rows: [Int]) throws -> IndependentRows {
    let effects = clusterEffects(of: rows)
    let design = frame.design.parts.selectingColumns(coefficients.designColumns)
      .selectingRows(rows)
    let weights = frame.weights.map { all in rows.map { all.values[$0] } }
    let width = effects.scaled.columnCount + design.columnCount
    let order = weights == nil ? min(width, rows.count) : rows.count
    guard order <= mostClusterOrder, rows.count <= mostClusterElements / max(1, width) else {
      throw MixedModelsError.clusterTooLarge(
        rows: rows.count, order: order, limit: mostClusterOrder)
    }
    let residuals = zip(rows, effects.sums).map { self.residuals[$0] + $1 }
    return weights == nil && width < rows.count
      ? try reducedRows(effects.scaled, design, residuals)
      : try diagonalRows(effects.scaled, design, residuals, weights: weights)
  }

  /// ZΛ for a cluster's rows and its own levels, and Zb.
  private func clusterEffects(of rows: [Int]) -> (scaled: Matrix, sums: [Double]) {
    let structure = numbers.structure
    let lambdas = structure.templates.factors(at: theta)
    var elements: [Double] = []
    var sums = [Double](repeating: 0, count: rows.count)
    for (index, block) in randomEffects.blocks.enumerated() {
      let q = block.effects.columnCount
      let own = block.effects.selectingRows(rows)
      var placeOfLevel: [Int32: Int] = [:]
      for row in rows {
        let level = block.codes[row]
        if placeOfLevel[level] == nil { placeOfLevel[level] = placeOfLevel.count }
      }
      var part = [Double](repeating: 0, count: rows.count * placeOfLevel.count * q)
      for (i, row) in rows.enumerated() {
        let level = block.codes[row]
        let first = structure.effectStarts[index] + Int(level) * q
        let place = (placeOfLevel[level] ?? 0) * q
        for r in 0..<q {
          sums[i] += own[i, r] * effects[first + r]
          for c in 0...r {
            part[(place + c) * rows.count + i] += own[i, r] * lambdas[index][r * q + c]
          }
        }
      }
      elements += part
    }
    return (
      Matrix(
        rowCount: rows.count, columnCount: rows.isEmpty ? 0 : elements.count / rows.count,
        elements: elements), sums
    )
  }
}

/// Combinations of rows in the span of ZΛ and X, with Q from their orthogonalisation.
private func reducedRows(
  _ effects: Matrix, _ design: Matrix, _ residuals: [Double]
) throws -> IndependentRows {
  let both = Matrix(
    rowCount: effects.rowCount, columnCount: effects.columnCount + design.columnCount,
    elements: effects.elements + design.elements)
  let factorization = try QRFactorization(both)
  let upper = factorization.upper
  let count = effects.columnCount
  let rotated = factorization.applyTransposedQ(
    Matrix(rowCount: residuals.count, columnCount: 1, elements: residuals))
  return try diagonalRows(
    upper.selectingColumns(Array(0..<count)),
    upper.selectingColumns(Array(count..<both.columnCount)),
    Array(rotated.elements.prefix(upper.rowCount)), weights: nil)
}

/// Rows in the eigenvectors of W⁻¹ + TT′, T = ZΛ.
private func diagonalRows(
  _ effects: Matrix, _ design: Matrix, _ residuals: [Double], weights: [Double]?
) throws -> IndependentRows {
  var covariance = product(effects, effects.transposed)
  for i in residuals.indices { covariance[i, i] += weights.map { 1 / $0[i] } ?? 1 }
  let spectrum = try SymmetricEigenDecomposition(covariance.symmetrized)
  return IndependentRows(
    design: transposedProduct(spectrum.vectors, design),
    residuals: transposedProduct(spectrum.vectors, residuals), variances: spectrum.values)
}

/// The order of the largest matrix that is diagonalised: about ten seconds and 0.2 GB.
private let mostClusterOrder = 3_000
/// The most elements of ZΛ and X of one cluster, 0.5 GB.
private let mostClusterElements = 1 << 26
