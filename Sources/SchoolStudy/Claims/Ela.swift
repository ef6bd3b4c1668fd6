extension ClaimName {
  /// The share at standard in English language arts, high minus low collaboration.
  public static let ela = ClaimName(Ela())
}

struct Ela: Claim {
  let name = "ela"
  let label = "English language arts: high − low"
  let question =
    "How does achievement in English language arts compare between high and low collaboration, at the same poverty?"
  let estimand = ClaimEstimand.gap
  let unit = ClaimUnit.percentagePoints
  let published: PublishedFigure? = .national(12.5, "+12.5 points")
  let outcomes: [StudyOutcome] = [.ela]

  func reasonNotToAsk(of roles: Roles) -> String? {
    roles.missing([[.poverty], [.collaboration], [.ela]])
  }

  func answer(_ subject: ClaimSubject) throws(StudyFailure) -> ClaimResult {
    try achievementResult(.ela, subject, in: .ela, role: .ela)
  }

  func populationValue(in design: NationalStudyDesign) -> Double? { 100 * design.elaGap }
}
