extension NationalStudyDesign {
  /// Mean turnover over all schools of a poverty and a collaboration, as a share: expit of the
  /// surface, the random effects being averaged out in closed form.
  public func meanTurnover(poverty: Double, collaboration: Double) -> Double {
    portableExpit(turnover.value(poverty: poverty, collaboration: collaboration))
  }

  /// Mean turnover in high- over low-poverty schools where collaboration is low: 3.5.
  public var turnoverRatioLow: Double {
    meanTurnover(poverty: levels.highPoverty, collaboration: levels.lowCollaboration)
      / meanTurnover(poverty: levels.lowPoverty, collaboration: levels.lowCollaboration)
  }

  /// Mean turnover in high- over low-poverty schools where collaboration is high: 1.
  public var turnoverRatioHigh: Double {
    meanTurnover(poverty: levels.highPoverty, collaboration: levels.highCollaboration)
      / meanTurnover(poverty: levels.lowPoverty, collaboration: levels.highCollaboration)
  }

  /// The ratio at high collaboration over that at low: 1/3.5.
  public var turnoverRatioOfRatios: Double { turnoverRatioHigh / turnoverRatioLow }

  /// Predicted retention, high minus low collaboration, averaged over the schools' poverty, as a share.
  public var retentionGap: Double { -meanDifference(turnover, over: povertyValues) }

  /// Predicted retention, high minus low collaboration, at one poverty, as a share.
  public func retentionGap(atPoverty poverty: Double) -> Double {
    meanTurnover(poverty: poverty, collaboration: levels.lowCollaboration)
      - meanTurnover(poverty: poverty, collaboration: levels.highCollaboration)
  }

  /// The share at standard in ELA, high minus low collaboration, averaged over the schools'
  /// poverty: 0.125.
  public var elaGap: Double { meanDifference(ela, over: povertyValues) }

  /// The same in mathematics: 0.045.
  public var mathGap: Double { meanDifference(math, over: povertyValues) }

  /// Commitment in high- minus low-poverty schools where collaboration is low, in points: −0.6.
  public var commitmentGapLow: Double {
    commitment.highPovertyLowCollaboration - commitment.lowPovertyLowCollaboration
  }

  /// Commitment in high- minus low-poverty schools where collaboration is high, in points: 0.
  public var commitmentGapHigh: Double {
    commitment.highPovertyHighCollaboration - commitment.lowPovertyHighCollaboration
  }

  /// The poverty at which the slope of turnover's logit in collaboration is 0; below it turnover
  /// rises with collaboration, above it falls.
  public var povertyOfNoTurnoverSlope: Double {
    let coefficients = turnover.coefficients
    return -coefficients.collaboration / coefficients.interaction
  }

  /// The population value of a claim in the claim's own unit (points for differences of shares), or
  /// nil where the claim is not one number or the synthetic data do not hold what it needs.
  public func populationValue(of claim: ClaimName) -> Double? {
    claim.claim.populationValue(in: self)
  }
}
