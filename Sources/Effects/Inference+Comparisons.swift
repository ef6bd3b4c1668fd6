import Inference
import Modeling
import RealModule

extension Inference {
  /// The difference of two adjusted predictions: the mean with `variable` at `to` minus the mean with
  /// it at `from`, in the units of the response, other variables held at `at` or as observed.
  ///
  /// The response is what stands left of the `~`: with `log(y) ~ x` a gap is one of mean logarithms, and
  /// its exponential a ratio of geometric means, which ``ratio(of:from:to:at:level:effects:)`` gives.
  ///
  /// - Returns: the difference; its levels are `from`, `to` and those held, its means those compared.
  /// - Throws: ``EffectsError`` for unknown variables or levels.
  public func gap(
    of variable: String, from: Level, to: Level, at held: [String: Level] = [:],
    level: Double = 0.95, effects: RandomEffects = .zero
  ) throws -> Estimate {
    try first(
      Comparison(.gap, of: variable, from: from, to: to, at: held, effects: effects), level)
  }

  /// The difference of two gaps: the first question's gap less the second's.
  ///
  /// Both compare the same variable; they differ in what is held.
  public func gapOfGaps(
    of variable: String, from: Level, to: Level, at held: [String: Level],
    less second: [String: Level], level: Double = 0.95, effects: RandomEffects = .zero
  ) throws -> Estimate {
    try first(
      Comparison(
        .gap, of: variable, from: from, to: to, at: held, against: second, effects: effects),
      level)
  }

  /// The ratio of two adjusted predictions: the mean with `variable` at `to` over the mean with it
  /// at `from`, other variables held at `at` or as observed.
  ///
  /// A ratio of predicted means, not of odds. The interval and the test are on the log scale, by the
  /// delta method with the chosen covariance and its degrees of freedom for that gradient.
  ///
  /// With a logarithm as the response, as in `log(y) ~ x`, it is the ratio of the geometric means of
  /// what is inside, the exponential of the gap, which is exact. Other transformed responses are refused,
  /// for a ratio of their means is none of means of the outcome (`ResponseScale`).
  ///
  /// - Returns: the logarithm of the ratio, whose ``Estimate/value`` is the ratio; its levels are `from`,
  ///   `to` and those held, its means those compared.
  /// - Throws: ``EffectsError`` for unknown variables or levels, a transformed response, or if a
  ///   predicted mean is not positive.
  public func ratio(
    of variable: String, from: Level, to: Level, at held: [String: Level] = [:],
    level: Double = 0.95, effects: RandomEffects = .zero
  ) throws -> Estimate {
    try first(
      Comparison(.ratio, of: variable, from: from, to: to, at: held, effects: effects), level)
  }

  /// The ratio of two ratios: the first question's ratio over the second's.
  ///
  /// Both compare the same variable; they differ in what is held. This is the interaction on the
  /// response scale, tested itself: two separate tests are not compared.
  public func ratioOfRatios(
    of variable: String, from: Level, to: Level, at held: [String: Level],
    over second: [String: Level], level: Double = 0.95, effects: RandomEffects = .zero
  ) throws -> Estimate {
    try first(
      Comparison(
        .ratio, of: variable, from: from, to: to, at: held, against: second, effects: effects),
      level)
  }

  /// The mean with variables held at levels and the others as observed.
  public func adjustedPrediction(
    at held: [String: Level], level: Double = 0.95, effects: RandomEffects = .zero
  ) throws -> Estimate {
    try first(AdjustedMean(at: held, effects: effects), level)
  }

  private func first(_ question: some Estimand, _ level: Double) throws -> Estimate {
    let answer = try ask(question, level: level)
    guard answer.estimates.count == 1, let first = answer.estimates.first else {
      throw EffectsError.severalOutcomes(
        question: question.record.words, outcomes: answer.estimates.map(\.outcome))
    }
    return first
  }
}

/// The mean with variables held at levels and the others as observed.
public struct AdjustedMean: Estimand, Hashable {
  /// The levels variables are held at.
  public let held: [String: Level]
  /// What becomes of random effects.
  public let effects: RandomEffects

  /// A mean.
  public init(at held: [String: Level], effects: RandomEffects = .zero) {
    self.held = held
    self.effects = effects
  }

  /// The question in words.
  public var record: QuestionRecord { QuestionRecord(kind: "mean", words: "predicted mean") }

  /// One quantity for each outcome.
  public func functionals(of subject: Subject) throws -> [Functional] {
    let means = try subject.means
    let function = try means.function(effects, .response)
    let levels = try subject.resolve(held)
    return try means.outcomes.enumerated().map { index, name in
      let mean = try subject.adjustedPrediction(function, at: levels, outcome: index)
      return Functional(
        label: record.words, outcome: name, levels: levels, value: mean.mean,
        gradient: mean.gradient)
    }
  }
}

extension Estimate {
  /// The level that a comparison subtracts or divides by.
  public var low: ResolvedLevel? { levels.first }
  /// The level it is compared with.
  public var high: ResolvedLevel? { levels.count > 1 ? levels[1] : nil }
  /// The levels that a comparison holds other variables at.
  public var held: [ResolvedLevel] { Array(levels.dropFirst(2)) }

  /// Tests that a ratio lies within 1/margin and margin, by two one-sided tests on the log scale (Schuirmann
  /// 1987, J. Pharmacokinetics and Biopharmaceutics 15:657).
  ///
  /// - Throws: ``EffectsError/badMargin(_:)`` for a margin that is not above 1.
  public func ratioEquivalence(margin: Double, level: Double = 0.95) throws -> RatioEquivalence {
    guard margin > 1, margin.isFinite else { throw EffectsError.badMargin(margin) }
    guard let standardError, standardError > 0 else {
      return RatioEquivalence(margin: margin, pValue: nil, isEquivalent: false)
    }
    let bound = Double.log(margin)
    let test = try equivalenceTest(
      estimate: estimate, standardError: standardError, degreesOfFreedom: degreesOfFreedom,
      lower: -bound, upper: bound, level: level)
    return RatioEquivalence(
      margin: margin, pValue: test.pValue, isEquivalent: test.isEquivalent)
  }
}

/// A test that a ratio lies within 1/margin and margin.
public struct RatioEquivalence: Sendable, Hashable, Codable {
  /// The margin, above 1.
  public let margin: Double
  /// The larger of the two one-sided p-values; nil if there is no standard error.
  public let pValue: Double?
  /// Whether both one-sided tests reject at 1 − the confidence level.
  public let isEquivalent: Bool
}
