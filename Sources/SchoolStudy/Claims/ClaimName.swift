/// The questions a study asks, by the names scripts know them by.
public enum ClaimName: RawRepresentable, Sendable, Hashable {
  /// Turnover in high- over low-poverty schools where collaboration is low.
  case turnoverGapLow
  /// The same where collaboration is high.
  case turnoverGapHigh
  /// The second ratio over the first.
  case turnoverGapCloses
  /// Predicted retention, high minus low collaboration.
  case retention
  /// The gap in commitment between poverty levels, at high minus at low collaboration.
  case commitment
  /// The share at standard in English language arts, high minus low collaboration.
  case ela
  /// The same in mathematics.
  case math
  /// An engagement behaviour with over without a formal partnership; the behaviour's name.
  case engagement(String)
  /// Professional minus traditional emphasis, high minus low collaboration.
  case roleBalance
  /// The path from partnership through collaboration to achievement.
  case mediation
  /// Whether collaboration's slope depends on poverty, and the levels at which it differs significantly
  /// from zero.
  case whereItMatters

  /// What stands for the behaviour where none is mapped.
  public static let anyBehaviour = "*"

  /// The claims whose names hold no behaviour, in the order of a report, engagement left out.
  static let fixed: [ClaimName] = [
    .turnoverGapLow, .turnoverGapHigh, .turnoverGapCloses, .retention, .commitment, .ela, .math,
    .roleBalance, .mediation, .whereItMatters,
  ]

  /// Every claim of a study with these behaviours, in the order of a report. Where there are none the
  /// engagement claim stands once, with ``anyBehaviour``.
  public static func all(behaviours: [String]) -> [ClaimName] {
    let engagement = (behaviours.isEmpty ? [anyBehaviour] : behaviours).map(ClaimName.engagement)
    return fixed.flatMap { $0 == .roleBalance ? engagement + [$0] : [$0] }
  }

  /// The claim of a name such as `turnoverGapLow` or `engagement.sharesIdeas`, or nil.
  public init?(rawValue: String) {
    let prefix = "engagement."
    if rawValue.hasPrefix(prefix), rawValue.count > prefix.count {
      self = .engagement(String(rawValue.dropFirst(prefix.count)))
    } else if let claim = ClaimName.fixed.first(where: { $0.rawValue == rawValue }) {
      self = claim
    } else {
      return nil
    }
  }

  /// The name as it stands in the study's JSON.
  public var rawValue: String {
    switch self {
    case .turnoverGapLow: "turnoverGapLow"
    case .turnoverGapHigh: "turnoverGapHigh"
    case .turnoverGapCloses: "turnoverGapCloses"
    case .retention: "retention"
    case .commitment: "commitment"
    case .ela: "ela"
    case .math: "math"
    case .engagement(let behaviour): "engagement.\(behaviour)"
    case .roleBalance: "roleBalance"
    case .mediation: "mediation"
    case .whereItMatters: "whereItMatters"
    }
  }
}

/// The kind of number that answers a claim.
public enum ClaimEstimand: String, Sendable, Hashable, CaseIterable {
  /// One adjusted prediction over another.
  case ratio
  /// One adjusted prediction minus another.
  case gap
  /// One ratio over another.
  case ratioOfRatios
  /// One gap minus another.
  case gapOfGaps
  /// The values of a moderator for which a slope differs significantly from zero.
  case region
  /// A product of the paths through a mediator.
  case indirectEffect
}

/// The unit a claim's figures are in. Points are not per cent, and a ratio is neither.
public enum ClaimUnit: String, Sendable, Hashable, CaseIterable {
  /// A ratio of predictions.
  case ratio = "times"
  /// A difference between two percentages.
  case percentagePoints = "percentage points"
  /// A difference on the scale the column is measured on.
  case scalePoints = "scale points"
  /// Values of the poverty column.
  case poverty = "poverty"
}

extension ClaimName {
  /// The kind of number that answers the claim.
  public var estimand: ClaimEstimand {
    switch self {
    case .turnoverGapLow, .turnoverGapHigh, .engagement: .ratio
    case .turnoverGapCloses: .ratioOfRatios
    case .retention, .ela, .math, .roleBalance: .gap
    case .commitment: .gapOfGaps
    case .mediation: .indirectEffect
    case .whereItMatters: .region
    }
  }

  /// The claim as a question a reader would ask.
  public var question: String {
    switch self {
    case .turnoverGapLow:
      "Where collaboration is low, how does turnover in high-poverty schools compare with low-poverty schools?"
    case .turnoverGapHigh:
      "Where collaboration is high, how does turnover in high-poverty schools compare with low-poverty schools?"
    case .turnoverGapCloses:
      "Does the poverty gap in turnover change between low and high collaboration?"
    case .retention: "Is retention higher where collaboration is high?"
    case .commitment:
      "Does the poverty gap in commitment change between low and high collaboration?"
    case .ela:
      "How does achievement in English language arts compare between high and low collaboration, at the same poverty?"
    case .math:
      "How does achievement in mathematics compare between high and low collaboration, at the same poverty?"
    case .engagement(ClaimName.anyBehaviour):
      "Are engagement behaviours more common where there is a formal partnership?"
    case .engagement(let behaviour):
      "Is “\(behaviour)” more common where there is a formal partnership?"
    case .roleBalance:
      "Do association representatives see their role differently where collaboration is high?"
    case .mediation: "Does the link between partnership and achievement run through collaboration?"
    case .whereItMatters:
      "Does the outcome’s association with collaboration depend on poverty, and at which levels is there one?"
    }
  }
}
