import Inference
import LinearAlgebra
import Modeling

extension Inference {
  /// The slope of the linear predictor in one variable at levels of another ("simple slopes",
  /// Aiken & West 1991).
  ///
  /// On the link scale: in a logistic model a slope is a change of log odds. Other variables are as
  /// observed. With a two-level category as the focal variable the slope is the difference between
  /// its levels. The moderator may be a number or a category.
  ///
  /// - Returns: a slope for each level, whose levels hold the moderator's.
  /// - Throws: ``EffectsError`` if either is not in the model or the focal variable does not enter
  ///   linearly.
  public func simpleSlopes(
    of focal: String, at levels: [Level], of moderator: String, level: Double = 0.95
  ) throws -> [Estimate] {
    try ask(SimpleSlopes(of: focal, at: levels, of: moderator), level: level).estimates
  }
}

/// The slopes of the linear predictor in one variable at levels of another.
public struct SimpleSlopes: Estimand, Hashable {
  /// The variable whose slope is asked for.
  public let focal: String
  /// The levels of the moderator.
  public let levels: [Level]
  /// The moderator.
  public let moderator: String

  /// Slopes.
  public init(of focal: String, at levels: [Level], of moderator: String) {
    self.focal = focal
    self.levels = levels
    self.moderator = moderator
  }

  /// The question in words.
  public var record: QuestionRecord {
    QuestionRecord(kind: "slopes", words: "slope of \(focal) by \(moderator)")
  }

  /// One quantity for each level.
  public func functionals(of subject: Subject) throws -> [Functional] {
    let resolved = try levels.map { try subject.resolve($0, of: moderator) }
    let contrast = try subject.slopeContrast(of: focal, by: moderator, checkedAt: resolved)
    return try resolved.map { held in
      let gradient = try contrast.contrast(at: held)
      return Functional(
        label: record.words, levels: [held], value: dot(gradient, subject.parameters),
        gradient: gradient)
    }
  }
}
