import LinearAlgebra
import Modeling
import Optimization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension LinearMixedFit {
  /// Profile-likelihood intervals: the values of a parameter at which the deviance, least over all the
  /// others, has risen by no more than the quantile of χ²₁.
  ///
  /// The deviance is that of maximum likelihood, also for a fit by REML, as in lme4's `profile`: a
  /// restricted likelihood says nothing of the fixed effects. The estimates in the result are
  /// therefore those of maximum likelihood. Fixed effects come first, then the standard deviations
  /// with their correlations in the order of ``varianceComponents``, then σ. Where the deviance does not
  /// rise enough before the range of a parameter ends, the interval ends there and says so.
  ///
  /// - Parameter level: the confidence level.
  /// - Returns: an interval for each parameter.
  /// - Complexity: some fifteen minimisations for each parameter, none of which reads the rows.
  /// - Throws: ``MixedModelsError/profileFailed(parameter:reason:)``,
  ///   ``MixedModelsError/notFinite(formula:)``.
  /// - Precondition: the level is between 0 and 1.
  public func profileIntervals(level: Double = 0.95) throws -> [ProfileInterval] {
    let profile = try maximumLikelihood()
    return try MixedModels.profileIntervals(
      fixedTargets(profile) + varianceTargets(profile) + [scaleTarget(profile)], level: level,
      inParallel: fitsInParallel(numbers.structure))
  }

  /// The maximum-likelihood estimates.
  func maximumLikelihood() throws -> LinearProfile {
    do {
      return try LinearProfile(numbers, coordinates, from: standard.minimum.theta)
    } catch {
      throw MixedModelsError.notFinite(formula: frame.formula.description)
    }
  }

  private func fixedTargets(_ profile: LinearProfile) -> [ProfileTarget] {
    let names = coefficients.names
    if names.isEmpty { return [] }
    let own = coordinates.coefficients(standard.correction)
    let found = coordinates.coefficients(profile.correction)
    let reduced = LevelStructure(
      factors: numbers.structure.factors, fixedCount: names.count - 1)
    return names.indices.map { column in
      let leastSquares = coefficients.values[column] - own[column]
      return ProfileTarget(
        parameter: .fixedEffect(names[column]),
        estimate: leastSquares + found[column],
        range: -.infinity ... .infinity, step: profile.standardErrors[column]
      ) { profile.rise(ofColumn: column, reduced, leastSquares: leastSquares) }
    }
  }

  private func scaleTarget(_ profile: LinearProfile) -> ProfileTarget {
    let unit = coordinates.response * coordinates.weight.squareRoot()
    return ProfileTarget(
      parameter: .residualStandardDeviation, estimate: unit * profile.sigma,
      range: 0 ... .infinity, step: 1 / (2 * observationCount).squareRoot(), isLogarithmic: true
    ) {
      let rise = profile.riseOfLogScale()
      return { try rise($0 - log(unit)) }
    }
  }

  private func varianceTargets(_ profile: LinearProfile) -> [ProfileTarget] {
    let templates = numbers.structure.templates
    let components = components(
      randomEffects, coordinates, templates.factors(at: profile.theta), sigma: profile.sigma)
    let sizes = profile.sizes.map { $0 * profile.sigma }
    return varianceProfiles(
      randomEffects, templates, coordinates, components, sizes: sizes
    ).map { held in
      held.target { profile.rise(of: held.profile, isCorrelation: held.isCorrelation) }
    }
  }
}
