import Inference
import Modeling

/// What is asked of a fit: quantities at any parameters, with their gradients.
///
/// A question is a value: it can be asked of any fit with means, under any covariance, of replicates and of
/// pools, and its answer is a table and JSON like any other.
public protocol Estimand: Sendable {
  /// The question in words.
  var record: QuestionRecord { get }
  /// The quantities of a subject, with their gradients in its parameters.
  ///
  /// - Throws: ``EffectsError`` where the question does not go with the fit.
  func functionals(of subject: Subject) throws -> [Functional]
}

/// A question in words: the part of it that can be kept.
public struct QuestionRecord: Sendable, Hashable, Codable {
  /// The kind, as the command line has it: `gap`, `ratio`, `slopes`, `means`.
  public let kind: String
  /// The question in words.
  public let words: String

  /// A record.
  public init(kind: String, words: String) {
    self.kind = kind
    self.words = words
  }
}

/// A quantity of a fit with its gradient in the parameters.
public struct Functional: Sendable {
  /// What it is called.
  public let label: String
  /// The category it is about, where the response has several; empty otherwise.
  public let outcome: String
  /// The levels variables are held at.
  public let levels: [ResolvedLevel]
  /// Its value; of a ratio the logarithm.
  public let value: Double
  /// ∂value/∂θ over all parameters.
  public let gradient: [Double]
  /// The scale its interval is made on: a logarithm is taken back.
  public let scale: Estimate.Scale
  /// The means it compares, low and high, where it compares two.
  public let means: [Double]

  /// A quantity.
  public init(
    label: String, outcome: String = "", levels: [ResolvedLevel] = [], value: Double,
    gradient: [Double], scale: Estimate.Scale = .identity, means: [Double] = []
  ) {
    self.label = label
    self.outcome = outcome
    self.levels = levels
    self.value = value
    self.gradient = gradient
    self.scale = scale
    self.means = means
  }
}

extension Functional {
  /// The difference of two quantities on the scale of their intervals.
  func less(_ other: Functional, label: String) -> Functional {
    Functional(
      label: label, outcome: outcome, value: value - other.value,
      gradient: zip(gradient, other.gradient).map { $0 - $1 }, scale: scale)
  }
}
