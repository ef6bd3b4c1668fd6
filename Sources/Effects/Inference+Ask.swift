import Inference
import LinearAlgebra
import Modeling

/// The answer to a question: what was asked, and estimates with their uncertainty.
public struct Answer: Sendable, Hashable, Codable {
  /// The question in words.
  public let question: QuestionRecord
  /// The estimates, in the order of the question.
  public let estimates: [Estimate]
  /// The level of the intervals.
  public let level: Double
  /// How uncertainty was estimated, in words.
  public let uncertainty: String

  /// An answer.
  public init(
    question: QuestionRecord, estimates: [Estimate], level: Double, uncertainty: String
  ) {
    self.question = question
    self.estimates = estimates
    self.level = level
    self.uncertainty = uncertainty
  }
}

extension Inference {
  /// Asks a question of the fit, by the delta method with this covariance.
  ///
  /// - Parameters:
  ///   - question: what is asked.
  ///   - level: of the intervals, between 0 and 1.
  /// - Returns: an estimate for each quantity of the question.
  /// - Throws: ``EffectsError`` where the question does not go with the fit, and where it reaches beyond the
  ///   parameters that the covariance speaks of.
  public func ask(_ question: some Estimand, level: Double = 0.95) throws -> Answer {
    try checkConfidenceLevel(level)
    let found = try question.functionals(of: subject())
    return Answer(
      question: question.record, estimates: try found.map { try estimate($0, level: level) },
      level: level, uncertainty: covariance.description.name)
  }

  /// A quantity by the delta method.
  func estimate(_ functional: Functional, level: Double) throws(EffectsError) -> Estimate {
    if !covariance.covers(functional.gradient) {
      throw .beyondCovariance(
        question: functional.label, covariance: covariance.description.name)
    }
    return Estimate(
      label: functional.label, outcome: functional.outcome, levels: functional.levels,
      means: functional.means, scale: functional.scale, estimate: functional.value,
      variance: covariance.variance(of: functional.gradient),
      degreesOfFreedom: covariance.reference.degreesOfFreedom(functional.gradient), level: level)
  }
}

/// Throws unless a confidence level lies strictly between 0 and 1.
func checkConfidenceLevel(_ level: Double) throws(EffectsError) {
  guard level > 0, level < 1 else { throw .badConfidenceLevel(level) }
}
