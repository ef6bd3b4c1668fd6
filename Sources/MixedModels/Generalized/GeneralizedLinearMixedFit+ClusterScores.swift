import LinearAlgebra
import Modeling

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension GeneralizedLinearMixedFit {
  /// The scores of clusters that hold whole groups, over coefficients, free entries of Λ and log φ.
  ///
  /// Random effects of different clusters are independent, so that Laplace's −2 log L is a sum over
  /// clusters; its parts are differentiated by differences of fourth order. Complexity: four deviances a
  /// parameter.
  ///
  /// - Throws: ``MixedModelsError/dividedGroup(grouping:column:)``,
  ///   ``MixedModelsError/clustersNeedLaplace(points:)``,
  ///   ``MixedModelsError/noVarianceCovariance(formula:)``, ``MixedModelsError/notFinite(formula:)``.
  func clusterScores(
    codes: [Int32], count: Int, column: String
  ) throws -> Matrix {
    let clusters = ClusterCodes(
      rows: codes, levels: try randomEffects.clustersOfLevels(codes: codes, column: column),
      count: count)
    if model.quadraturePoints > 1 {
      throw MixedModelsError.clustersNeedLaplace(points: model.quadraturePoints)
    }
    guard let jointCovariance else {
      throw MixedModelsError.noVarianceCovariance(formula: frame.formula.description)
    }
    let estimates = estimates
    let laplace = LaplaceDeviance(problem, start: standard.spherical)
    var scores = Matrix(rowCount: count, columnCount: estimates.count)
    for (index, variance) in jointCovariance.diagonal.enumerated() where variance > 0 {
      let step = 1e-2 * variance.squareRoot()
      for (multiple, weight) in [(1.0, 8.0), (-1, -8), (2, -1), (-2, 1)] {
        var there = estimates
        there[index] += multiple * step
        guard
          let parts = clusterDeviances(laplace, at: there, clusters)
        else { throw MixedModelsError.notFinite(formula: frame.formula.description) }
        for cluster in 0..<count {
          scores[cluster, index] -= 0.5 * weight / (12 * step) * parts[cluster]
        }
      }
    }
    return product(scores, wholeBasis(coordinates.fixed.inverse))
  }

  /// The inverse of the observed information over coefficients, free entries of Λ and log φ; zeros for
  /// parameters that are taken as known, not numbers where there is no inverse.
  var inverseInformation: Matrix {
    guard let jointCovariance else {
      let p = problem.fixedCount
      return Matrix(rowCount: p, columnCount: p, repeating: .nan)
    }
    let basis = wholeBasis(coordinates.fixed.basis)
    return product(basis, product(jointCovariance, basis.transposed)).symmetrized
  }

  /// A change of the coefficients' coordinates that leaves the other parameters as they are.
  private func wholeBasis(_ own: Matrix) -> Matrix {
    var whole = Matrix.identity(estimates.count)
    for j in 0..<problem.fixedCount {
      for i in 0..<problem.fixedCount { whole[i, j] = own[i, j] }
    }
    return whole
  }

  /// The share of each cluster in −2 log L by Laplace's approximation at standard β, θ and log φ; nil where
  /// there are no modes.
  func clusterDeviances(
    _ laplace: LaplaceDeviance, at parameters: [Double], _ clusters: ClusterCodes
  ) -> [Double]? {
    guard laplace.value(at: parameters).isFinite, let modes = laplace.modes else { return nil }
    var sums = [Double](repeating: 0, count: clusters.count)
    let rows = model.rowLogLikelihoods(
      frame, predictor: modes.rows.predictor,
      dispersion: problem.hasDispersion ? parameters.last.map { exp($0) } ?? 1 : 1)
    for (cluster, value) in zip(clusters.rows, rows) { sums[Int(cluster)] -= 2 * value }
    let determinants = laplace.factor.levelLogDeterminants()
    var first = 0
    for (index, block) in randomEffects.blocks.enumerated() {
      let q = block.effects.columnCount
      for level in 0..<block.levelCount {
        let own = modes.spherical[first + level * q..<first + (level + 1) * q]
        sums[Int(clusters.levels[index][level])] +=
          determinants[index][level] + own.reduce(0) { $0 + $1 * $1 }
      }
      first += block.levelCount * q
    }
    return sums
  }
}

/// The clusters, from 0, of the rows used and of the levels of each grouping.
struct ClusterCodes: Sendable {
  let rows: [Int32]
  let levels: [[Int32]]
  let count: Int
}
