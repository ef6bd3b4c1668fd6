import Distributions
import Inference
import Modeling
import RealModule

extension Inference where Fit: Predicting {
  /// The ratio of two adjusted predictions: the mean with `variable` at `to` over the mean with it
  /// at `from`, other variables held at `at` or as observed.
  ///
  /// A ratio of predicted means, not of odds. The interval and the test are on the log scale, by the
  /// delta method with the chosen covariance and its degrees of freedom for that gradient.
  ///
  /// Other variables are held at the levels of `held` in every row. `level` is the confidence level;
  /// `margin`, above 1, asks for a test that the ratio lies within 1/margin and margin.
  ///
  /// - Throws: ``EffectsError`` for unknown variables or levels, or if a predicted mean is not
  ///   positive.
  public func ratio(
    of variable: String, from: Level, to: Level, at held: [String: Level] = [:],
    level: Double = 0.95, margin: Double? = nil
  ) throws -> RatioEstimate {
    try checkConfidenceLevel(level)
    let pair = try predictions(of: variable, from: from, to: to, at: held)
    return try ratioEstimate(pair, level: level, margin: margin)
  }

  /// The ratio of two ratios: the first question's ratio over the second's.
  ///
  /// Both compare the same variable; they differ in what is held. This is the interaction on the
  /// response scale, tested itself: two separate tests are not compared.
  public func ratioOfRatios(
    of variable: String, from: Level, to: Level, at first: [String: Level],
    over second: [String: Level], level: Double = 0.95
  ) throws -> RatioEstimate {
    try checkConfidenceLevel(level)
    let numerator = try predictions(of: variable, from: from, to: to, at: first)
    let denominator = try predictions(of: variable, from: from, to: to, at: second)
    let gradient = zip(try numerator.logGradient(), try denominator.logGradient()).map { $0 - $1 }
    let value = try numerator.logRatio() - denominator.logRatio()
    return RatioEstimate(
      held: numerator.held, low: numerator.low, high: numerator.high,
      logRatio: deltaEstimate(
        value: value, gradient: gradient, covariance: covariance, level: level),
      means: nil, equivalence: nil)
  }

  /// The two predictions a comparison is made of.
  func predictions(
    of variable: String, from: Level, to: Level, at held: [String: Level]
  ) throws -> PredictionPair {
    if held[variable] != nil { throw EffectsError.sameVariable(variable) }
    let low = try resolve(from, of: variable)
    let high = try resolve(to, of: variable)
    if low.setting == high.setting {
      throw EffectsError.sameLevel(variable: variable, value: low.valueText)
    }
    let settings = try held.keys.sorted().map { try resolve(held[$0] ?? .mean, of: $0) }
    let rows = try Counterfactual(of: fit, setting: [variable] + settings.map(\.variable))
    return PredictionPair(
      low: low, high: high, held: settings,
      atLow: try settledPrediction(fit, over: rows, at: [low] + settings),
      atHigh: try settledPrediction(fit, over: rows, at: [high] + settings))
  }

  private func ratioEstimate(_ pair: PredictionPair, level: Double, margin: Double?) throws
    -> RatioEstimate
  {
    let log = deltaEstimate(
      value: try pair.logRatio(), gradient: try pair.logGradient(), covariance: covariance,
      level: level)
    return RatioEstimate(
      held: pair.held, low: pair.low, high: pair.high, logRatio: log,
      means: (pair.atLow.mean, pair.atHigh.mean),
      equivalence: try margin.map { try ratioEquivalence(log, margin: $0, level: level) })
  }
}

/// A ratio of adjusted predictions with its uncertainty.
public struct RatioEstimate: Sendable {
  /// The levels other variables are held at.
  public let held: [ResolvedLevel]
  /// The level of the denominator.
  public let low: ResolvedLevel
  /// The level of the numerator.
  public let high: ResolvedLevel
  /// The logarithm of the ratio, with its standard error, test against 0 and interval.
  public let logRatio: EffectEstimate
  /// The predicted means at the low and the high level; nil for a ratio of ratios.
  public let means: (low: Double, high: Double)?
  /// Whether the ratio may be taken as 1, if a margin was given.
  public let equivalence: RatioEquivalence?

  /// The ratio.
  public var ratio: Double { Double.exp(logRatio.estimate) }
  /// The lower bound of its interval.
  public var lower: Double? { logRatio.lower.map { Double.exp($0) } }
  /// The upper bound of its interval.
  public var upper: Double? { logRatio.upper.map { Double.exp($0) } }
  /// The two-sided p-value against a ratio of 1.
  public var pValue: Double? { logRatio.pValue }
}

/// A test that a ratio lies within 1/margin and margin.
public struct RatioEquivalence: Sendable, Equatable {
  /// The margin, above 1.
  public let margin: Double
  /// The larger of the two one-sided p-values; nil if there is no standard error.
  public let pValue: Double?
  /// Whether both one-sided tests reject at 1 − the confidence level.
  public let isEquivalent: Bool
}

/// Two one-sided tests on the log scale (Schuirmann 1987, J. Pharmacokinetics and
/// Biopharmaceutics 15:657).
func ratioEquivalence(_ log: EffectEstimate, margin: Double, level: Double) throws
  -> RatioEquivalence
{
  guard margin > 1, margin.isFinite else { throw EffectsError.badMargin(margin) }
  guard let error = log.standardError else {
    return RatioEquivalence(margin: margin, pValue: nil, isEquivalent: false)
  }
  let bound = Double.log(margin)
  let test = try equivalenceTest(
    estimate: log.estimate, standardError: error, degreesOfFreedom: log.degreesOfFreedom,
    lower: -bound, upper: bound, level: level)
  return RatioEquivalence(
    margin: margin, pValue: test.pValue, isEquivalent: test.isEquivalent)
}

/// The two adjusted predictions of a comparison.
struct PredictionPair: Sendable {
  let low: ResolvedLevel
  let high: ResolvedLevel
  let held: [ResolvedLevel]
  let atLow: AdjustedPrediction
  let atHigh: AdjustedPrediction

  func logRatio() throws(EffectsError) -> Double {
    try requirePositive(atLow.mean, at: low)
    try requirePositive(atHigh.mean, at: high)
    return Double.log(atHigh.mean) - Double.log(atLow.mean)
  }

  /// ∇ log m₁ − ∇ log m₀.
  func logGradient() throws(EffectsError) -> [Double] {
    try requirePositive(atLow.mean, at: low)
    try requirePositive(atHigh.mean, at: high)
    return zip(atHigh.gradient, atLow.gradient).map { $0 / atHigh.mean - $1 / atLow.mean }
  }

  private func requirePositive(_ mean: Double, at level: ResolvedLevel) throws(EffectsError) {
    guard mean > 0 else {
      throw .notPositive(prediction: mean, at: "\(level.variable) = \(level.valueText)")
    }
  }
}

extension ResolvedLevel {
  /// The value as text: a category's name or a number in full.
  public var valueText: String {
    switch setting {
    case .number(let value): "\(value)"
    case .category(let name): name
    }
  }
}
