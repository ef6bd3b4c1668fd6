/// The subjects an achievement claim can be about.
package enum AchievementSubject: String, Sendable, CaseIterable {
  /// English language arts.
  case ela = "English language arts"
  /// Mathematics.
  case math = "mathematics"
}

/// What an achievement outcome measures.
package enum AchievementMeasure: Sendable, Equatable {
  /// The share of students at or above standard; differences are in percentage points.
  case atStandard
  /// Mean scores, on the scale of a column.
  case score(column: String)
}

/// The sentence on achievement: high minus low collaboration at the same poverty.
package func achievementSentence(
  _ subject: AchievementSubject, _ gap: ClaimEstimate, measure: AchievementMeasure = .atStandard,
  equivalence: ClaimEquivalence? = nil, context: ClaimContext
) -> String {
  let what: String
  let unit: GapUnit
  switch measure {
  case .atStandard:
    what = "the share of students at or above standard in \(subject.rawValue)"
    unit = .percentagePoints
  case .score(let column):
    what = "the mean score in \(subject.rawValue)"
    unit = .points(of: column)
  }
  return GapSentence(
    opening: "at the same poverty, averaged over that of the schools", subject: what,
    first: context.whereCollaboration(isHigh: true),
    second: context.whereCollaboration(isHigh: false),
    firstShort: "where collaboration is high", secondShort: "where collaboration is low", unit: unit
  ).text(gap, equivalence: equivalence, context: context)
}

/// The answer to a claim on achievement.
func achievementResult(
  _ claim: ClaimName, _ subject: ClaimSubject, in matter: AchievementSubject, role: Role
) throws(StudyFailure) -> ClaimResult {
  let isShare = subject.model.isShare
  let gap = try subject.answers.collaborationGap.get()
  let estimate =
    isShare ? try differenceEstimate(gap, factor: 100, limit: 100) : try differenceEstimate(gap)
  let context = subject.context(degreesOfFreedom: gap.degreesOfFreedom)
  let measure: AchievementMeasure =
    isShare ? .atStandard : .score(column: subject.column(of: role))
  return .answered(
    claim, statement: achievementSentence(matter, estimate, measure: measure, context: context),
    estimate: estimate, unit: isShare ? nil : .scalePoints, context: context)
}
