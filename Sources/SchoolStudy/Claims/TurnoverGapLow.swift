extension ClaimName {
  /// Turnover in high- over low-poverty schools where collaboration is low.
  public static let turnoverGapLow = ClaimName(TurnoverGapLow())
}

struct TurnoverGapLow: Claim {
  let name = "turnoverGapLow"
  let label = "Turnover gap: low collaboration"
  let question =
    "Where collaboration is low, how does turnover in high-poverty schools compare with low-poverty schools?"
  let estimand = ClaimEstimand.ratio
  let unit = ClaimUnit.ratio
  let published: PublishedFigure? = .national(3.5, "3.5 times")
  let outcomes: [StudyOutcome] = [.turnover]

  func reasonNotToAsk(of roles: Roles) -> String? { roles.reasonNotToAskOfTurnover }

  func answer(_ subject: ClaimSubject) throws(StudyFailure) -> ClaimResult {
    let ratio = try subject.answers.ratioLow.get()
    let estimate = try ratioEstimate(ratio)
    let context = subject.context(degreesOfFreedom: ratio.degreesOfFreedom)
    return .answered(
      .turnoverGapLow,
      statement: turnoverGapSentence(collaborationIsHigh: false, ratio: estimate, context: context),
      estimate: estimate, context: context)
  }

  func populationValue(in design: NationalStudyDesign) -> Double? { design.turnoverRatioLow }
}
