import Effects
import Modeling

/// How the claims of a study are asked.
public struct StudyOptions: Sendable, Equatable {
  /// What counts as low collaboration.
  public var lowCollaboration: Level
  /// What counts as high collaboration.
  public var highCollaboration: Level
  /// What counts as low poverty.
  public var lowPoverty: Level
  /// What counts as high poverty.
  public var highPoverty: Level
  /// The factor within which two rates of turnover count as equal, above 1.
  public var margin: Double
  /// The coverage of every interval, between 0 and 1.
  public var confidence: Double
  /// How shares at standard are modelled where the number tested is known.
  public var achievementModel: AchievementModel

  /// How shares at standard are modelled where the number tested is known.
  public enum AchievementModel: String, Sendable, Hashable, CaseIterable {
    /// Counts at standard of those tested, binomial with logit link.
    case binomial
    /// The share, linear, weighted by the number tested.
    case linear
  }

  /// Options; the 10th and 90th percentiles, a margin of 1.25 and 95 % intervals if nothing is said.
  public init(
    lowCollaboration: Level = .percentile(10), highCollaboration: Level = .percentile(90),
    lowPoverty: Level = .percentile(10), highPoverty: Level = .percentile(90),
    margin: Double = 1.25, confidence: Double = 0.95,
    achievementModel: AchievementModel = .binomial
  ) {
    self.lowCollaboration = lowCollaboration
    self.highCollaboration = highCollaboration
    self.lowPoverty = lowPoverty
    self.highPoverty = highPoverty
    self.margin = margin
    self.confidence = confidence
    self.achievementModel = achievementModel
  }
}
