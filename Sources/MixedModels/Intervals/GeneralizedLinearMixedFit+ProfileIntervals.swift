import LinearAlgebra
import Modeling
import Optimization

extension GeneralizedLinearMixedFit {
  /// Profile-likelihood intervals: the values of a parameter at which the deviance, least over all the
  /// others, has risen by no more than the quantile of χ²₁.
  ///
  /// The deviance is that of the fit: by Laplace's approximation or by quadrature. Fixed effects come
  /// first, then the standard deviations with their correlations in the order of
  /// ``varianceComponents``, then the dispersion where it is estimated. Where the deviance does not rise
  /// enough before the range of a parameter ends, the interval ends there and says so.
  ///
  /// - Parameter level: the confidence level.
  /// - Returns: an interval for each parameter.
  /// - Complexity: some fifteen minimisations for each parameter.
  /// - Throws: ``MixedModelsError/profileFailed(parameter:reason:)``, also for a coefficient that has no
  ///   finite estimate.
  /// - Precondition: the level is between 0 and 1.
  public func profileIntervals(level: Double = 0.95) throws -> [ProfileInterval] {
    let sizes = entrySizes(of: problem)
    let profile: GeneralizedProfile
    do {
      profile = try GeneralizedProfile(
        problem, coordinates, quadraturePoints: model.quadraturePoints,
        parameters: estimates, sizes: sizes)
    } catch {
      throw MixedModelsError.notFinite(formula: frame.formula.description)
    }
    let errors = normalCovariance.standardErrors
    var targets = coefficients.names.indices.map { index in
      let step = errors[index].isFinite ? errors[index] : 0.1
      return ProfileTarget(
        parameter: .fixedEffect(coefficients.names[index]),
        estimate: coefficients.values[index], range: -.infinity ... .infinity, step: step
      ) { profile.rise(ofCoefficient: index) }
    }
    targets += varianceProfiles(
      randomEffects, problem.structure.templates, coordinates, varianceComponents, sizes: sizes
    ).map { held in
      held.target { profile.rise(of: held.profile, isCorrelation: held.isCorrelation) }
    }
    if problem.hasDispersion {
      targets.append(
        ProfileTarget(
          parameter: .dispersion, estimate: dispersion, range: 0 ... .infinity,
          step: (2 / observationCount).squareRoot(), isLogarithmic: true
        ) { profile.riseOfLogDispersion() })
    }
    return try MixedModels.profileIntervals(
      targets, level: level, inParallel: fitsInParallel(problem.structure))
  }

  /// The size each free entry could have, from the scatter about the fixed effects.
  func entrySizes(of problem: GeneralizedMixedProblem) -> [Double] {
    startingEntries(problem, coefficients: standard.minimum.coefficients).map {
      $0 * dispersion.squareRoot()
    }
  }
}
