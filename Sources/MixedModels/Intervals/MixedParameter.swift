import LinearAlgebra

/// A parameter of a mixed model that an interval can be asked for.
public enum MixedParameter: Sendable, Hashable, CustomStringConvertible {
  /// A coefficient, by its name.
  case fixedEffect(String)
  /// The standard deviation of an effect, by the name of its ``VarianceComponent``.
  case standardDeviation(group: String, effect: String)
  /// The correlation of two effects of one ``VarianceComponent``, the one written first named last.
  case correlation(group: String, effect: String, with: String)
  /// σ of a linear mixed model.
  case residualStandardDeviation
  /// φ of a generalized one, where it is estimated.
  case dispersion

  /// In words: `ses`, `sd(ses | school)`, `cor(ses, (Intercept) | school)`, `sigma`, `dispersion`.
  public var description: String {
    switch self {
    case .fixedEffect(let name): name
    case .standardDeviation(let group, let effect): "sd(\(effect) | \(group))"
    case .correlation(let group, let effect, let other): "cor(\(effect), \(other) | \(group))"
    case .residualStandardDeviation: "sigma"
    case .dispersion: "dispersion"
    }
  }
}

extension [VarianceComponent] {
  /// The standard deviations and correlations, term by term: an effect's standard deviation, then its
  /// correlations with the effects before it.
  var parameters: [MixedParameter] {
    flatMap { component in
      component.effects.enumerated().flatMap { index, effect in
        [.standardDeviation(group: component.name, effect: effect)]
          + component.effects[..<index].map {
            .correlation(group: component.name, effect: effect, with: $0)
          }
      }
    }
  }

  /// The estimates in the same order; not a number for a correlation where a variance is zero.
  var parameterValues: [Double] {
    flatMap { component -> [Double] in
      let deviations = component.standardDeviations
      let correlations = component.correlations
      return component.effects.indices.flatMap { index in
        [deviations[index]] + (0..<index).map { correlations[$0, index] }
      }
    }
  }
}
