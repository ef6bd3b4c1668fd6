import Modeling

/// The variance of a mixed model's response, on the scale of its linear predictor, in parts.
///
/// ### References
/// S. Nakagawa and H. Schielzeth, Methods in Ecology and Evolution 4 (2013) 133 (R² of mixed
/// models); P. C. D. Johnson, ibid. 5 (2014) 944 (effects other than intercepts); S. Nakagawa, P.
/// C. D. Johnson and H. Schielzeth, Journal of the Royal Society Interface 14 (2017) 20170213
/// (families and links).
public struct VarianceDecomposition: Sendable, Equatable {
  /// The variance over rows, with divisor n − 1, of the fixed part Xβ; an offset is no part of it.
  public let fixed: Double
  /// The groupings, finest first, with the variances of their effects averaged over rows. A
  /// grouping that has a group for each row is in ``overdispersion``.
  public let groupings: [IntraclassCorrelation]
  /// The variance of an observation around its mean, see ``residualScale``.
  public let residual: Double
  /// What ``residual`` is.
  public let residualScale: ResidualScale
  /// The variance of effects that have a group for each row, which is part of what is left over; 0
  /// without such effects.
  public let overdispersion: Double

  /// The variance of the effects of all groupings.
  public var random: Double { groupings.reduce(0) { $0 + $1.variance } }

  /// All parts together.
  public var total: Double { fixed + random + residual + overdispersion }

  /// The share of the fixed effects.
  public var marginalRSquared: Double { fixed / total }

  /// The share of fixed and random effects.
  public var conditionalRSquared: Double { (fixed + random) / total }
}

extension LinearMixedFit {
  /// Fixed, random and residual variance: intraclass correlations, design effects, R².
  ///
  /// Complexity: a pass over the rows for each column of the design and each random effect.
  public func varianceDecomposition() -> VarianceDecomposition {
    decomposition(
      frame: frame, coefficients: coefficients, blocks: randomEffects.blocks,
      variances: coordinates.averageVariances(
        numbers.structure.templates.factors(at: standard.minimum.theta),
        sigma: standardVariance.squareRoot()),
      counts: nil, residual: (.residual, residualVariance))
  }
}

extension GeneralizedLinearMixedFit {
  /// Fixed, random and residual variance on the scale of the linear predictor: intraclass
  /// correlations, design effects, R².
  ///
  /// The residual variance is agreed on, see ``ResidualScale``. Complexity: a pass over the rows
  /// for each column of the design and each random effect.
  ///
  /// - Throws: ``MixedModelsError/noResidualScale(family:link:)`` where there is none.
  public func varianceDecomposition() throws(MixedModelsError) -> VarianceDecomposition {
    let responses = frame.response.values
    guard
      let residual = residualScale(
        family: model.family.name, link: model.link.name, dispersion: dispersion,
        meanResponse: responses.reduce(0, +) / Double(responses.count))
    else {
      throw .noResidualScale(family: model.family.name, link: model.link.name)
    }
    return decomposition(
      frame: frame, coefficients: coefficients, blocks: randomEffects.blocks,
      variances: coordinates.averageVariances(
        problem.structure.templates.factors(at: standard.minimum.theta), sigma: 1),
      counts: model.family.isCountOfTrials ? rowCounts(of: frame) : nil, residual: residual)
  }
}
