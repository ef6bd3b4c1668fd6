import Families
import LinearAlgebra
import Optimization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// −2 log L by Laplace's approximation, as a function of β and θ together, up to what the saturated
/// likelihood adds:
///
///     D(β, θ) = −2ℓ(û) + ‖û‖² + log |M|,   M = Λ′Z′WZΛ + I
///
/// with û the mode of the standardised effects and W = −∂²ℓ/∂η² there, the observed information
/// (Tierney, L. & Kadane, J. B. (1986), Journal of the American Statistical Association 81, 82–86;
/// Kristensen, K. and others (2016), Journal of Statistical Software 70(5)).
///
/// The gradient is analytic: with h = diag(ZΛM⁻¹Λ′Z′), t = h ∘ ∂W/∂η, a = M⁻¹Λ′Z′t and
/// g = −2s + t − WZΛa it is X′g in β and, in an entry (r, c) of Λ, the sum over levels of
/// (Z′g)ᵣ û꜀ + (Z′s)ᵣ a꜀ and twice that of [Z′WZΛM⁻¹] in (r, c).
///
/// Where the family's dispersion φ is estimated, its logarithm is the last parameter: all of ℓ is over
/// φ, and what φ adds to the density is added.
package final class LaplaceDeviance: SmoothObjective {
  let problem: GeneralizedMixedProblem
  /// The problem with its weights over the dispersion of the last point.
  private var current: GeneralizedMixedProblem
  /// What the dispersion adds at the last point.
  private(set) var terms = DispersionTerms(value: 0, derivative: 0)
  /// The factor of M at the last point.
  let factor: BlockedCholesky
  /// The modes at the last point, nil where there were none.
  private(set) var modes: PenalizedModes?
  private let inverse: SelectedInverse
  private let weights: WeightTotals
  /// Where the next search for modes begins.
  private var start: [Double]
  /// The derivative in every entry of each Λ, free or not, at the last gradient.
  private var unrestricted: [[Double]] = []
  /// That in ΛΛ′, as far as it is known.
  private var covarianceDerivatives: [[Double]]

  init(_ problem: GeneralizedMixedProblem, start: [Double]? = nil) {
    self.problem = problem
    current = problem
    weights = WeightTotals(problem.weights, count: problem.rowCount)
    factor = BlockedCholesky(problem.structure)
    inverse = SelectedInverse(factor)
    covarianceDerivatives = problem.structure.factors.map {
      [Double](repeating: 0, count: $0.effectCount * $0.effectCount)
    }
    self.start = start ?? [Double](repeating: 0, count: problem.structure.effectCount)
  }

  /// D at β, θ and log φ if there is one; not a number where there are no modes.
  package func value(at parameters: [Double]) -> Double {
    guard parameters.allSatisfy(\.isFinite) else {
      modes = nil
      return .nan
    }
    let p = problem.fixedCount
    let coefficients = Array(parameters[..<p])
    let theta = Array(parameters[p..<p + problem.structure.templates.parameterCount])
    if problem.hasDispersion, let dispersion = parameters.last.map({ exp($0) }) {
      guard dispersion > 1e-200, dispersion < 1e200,
        let added = problem.family.dispersionTerms(dispersion: dispersion, weights: weights)
      else {
        modes = nil
        return .nan
      }
      current = problem.with(dispersion: dispersion)
      terms = added
    }
    modes = penalizedModes(
      current, factor, base: problem.fixedPredictor(coefficients),
      lambda: problem.structure.templates.factors(at: theta), from: start)
    guard let modes else { return .nan }
    start = modes.spherical
    return modes.penalizedDeviance + factor.logDeterminant + terms.value
  }

  /// ∂D/∂(β, θ, log φ) at the last point.
  package func gradient() -> [Double] {
    guard let modes else {
      return [Double](repeating: .nan, count: problem.parameterCount)
    }
    let structure = problem.structure
    inverse.invert(factor, includesFixed: false)
    let variances = rowVariances(
      structure, problem.effects, EffectCovariances(inverse, factor))
    var t = current.informationDerivatives(modes.rows)
    for row in t.indices { t[row] *= variances[row] }
    let adjoint = factor.solveEffects(
      scaledTransposed(structure, factor.lambda, problem.effects.transposedProduct(t)))
    let shift = problem.effects.product(
      scaled(structure, factor.lambda, adjoint), rowCount: problem.rowCount)
    for row in t.indices {
      t[row] -= 2 * modes.rows.score[row] + modes.rows.information[row] * shift[row]
    }
    let byFixed = problem.fixedTransposedProduct(t)
    addEffectTerms(modes, rows: t, adjoint: adjoint)
    let byTheta = structure.templates.freeEntries(of: unrestricted)
    guard problem.hasDispersion else { return byFixed + byTheta }
    var byDispersion = terms.derivative - modes.rows.deviance
    for row in variances.indices { byDispersion -= variances[row] * modes.rows.information[row] }
    for effect in adjoint.indices { byDispersion -= adjoint[effect] * modes.spherical[effect] }
    return byFixed + byTheta + [byDispersion]
  }

  /// The derivative in every entry of each Λ.
  private func addEffectTerms(_ modes: PenalizedModes, rows: [Double], adjoint: [Double]) {
    let structure = problem.structure
    let byEffect = problem.effects.transposedProduct(rows)
    let scores = modes.scores(structure)
    unrestricted = traceTerms(inverse, factor, modes.products)
    for (index, own) in structure.factors.enumerated() {
      let q = own.effectCount
      var sums = [Double](repeating: 0, count: q * q)
      for level in 0..<own.levelCount {
        let first = structure.effectStarts[index] + level * q
        for r in 0..<q {
          for c in 0..<q {
            sums[r * q + c] +=
              byEffect[first + r] * modes.spherical[first + c]
              + scores[first + r] * adjoint[first + c]
          }
        }
      }
      for i in sums.indices { unrestricted[index][i] = 2 * unrestricted[index][i] + sums[i] }
    }
  }

  /// Twice the information of β given the variances, and the average information of θ, as in a linear
  /// mixed model with the working response; at the point of the last gradient.
  package func curvature() -> [Double]? {
    guard let modes else { return nil }
    let structure = problem.structure
    let p = problem.fixedCount
    let count = problem.parameterCount
    let entries = structure.templates.parameterCount
    let fixed = FixedProducts(problem, information: modes.rows.information)
      .information(factor)
    let average = averageInformation(
      factor, modes.products,
      MixedSolution(
        fixed: [], spherical: modes.spherical, effects: modes.effects,
        scores: modes.scores(structure)))
    var variances = average.matrix
    for index in structure.factors.indices {
      updateCovarianceDerivative(
        &covarianceDerivatives[index], structure.templates[index], lambda: factor.lambda[index],
        derivatives: unrestricted[index])
    }
    addGradientCurvature(structure.templates, covarianceDerivatives, to: &variances)
    var matrix = [Double](repeating: 0, count: count * count)
    for j in 0..<p {
      for i in 0..<p { matrix[j * count + i] = 2 * fixed[i, j] }
    }
    for j in 0..<entries {
      for i in 0..<entries { matrix[(p + j) * count + p + i] = variances[j * entries + i] }
    }
    if problem.hasDispersion { matrix[count * count - 1] = modes.rows.deviance }
    return matrix
  }

  /// The conditional covariances of the effects at the last point.
  func covariances() -> EffectCovariances {
    inverse.invert(factor, includesFixed: false)
    return EffectCovariances(inverse, factor)
  }
}
