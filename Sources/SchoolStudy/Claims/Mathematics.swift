extension ClaimName {
  /// The share at standard in mathematics, high minus low collaboration.
  public static let math = ClaimName(Mathematics())
}

struct Mathematics: Claim {
  let name = "math"
  let label = "Mathematics: high − low"
  let question =
    "How does achievement in mathematics compare between high and low collaboration, at the same poverty?"
  let estimand = ClaimEstimand.gap
  let unit = ClaimUnit.percentagePoints
  let published: PublishedFigure? = .national(4.5, "+4.5 points")
  let outcomes: [StudyOutcome] = [.math]

  func reasonNotToAsk(of roles: Roles) -> String? {
    roles.missing([[.poverty], [.collaboration], [.math]])
  }

  func answer(_ subject: ClaimSubject) throws(StudyFailure) -> ClaimResult {
    try achievementResult(.math, subject, in: .math, role: .math)
  }

  func populationValue(in design: NationalStudyDesign) -> Double? { 100 * design.mathGap }
}
