import Effects
import Inference

extension ClaimName {
  /// Turnover in high- over low-poverty schools where collaboration is high.
  public static let turnoverGapHigh = ClaimName(TurnoverGapHigh())
}

struct TurnoverGapHigh: Claim {
  let name = "turnoverGapHigh"
  let label = "Turnover gap: high collaboration"
  let question =
    "Where collaboration is high, how does turnover in high-poverty schools compare with low-poverty schools?"
  let estimand = ClaimEstimand.ratio
  let unit = ClaimUnit.ratio
  let published: PublishedFigure? = .national(nil, "no statistical difference")
  let outcomes: [StudyOutcome] = [.turnover]

  func reasonNotToAsk(of roles: Roles) -> String? { roles.reasonNotToAskOfTurnover }

  func answer(_ subject: ClaimSubject) throws(StudyFailure) -> ClaimResult {
    let ratio = try subject.answers.ratioHigh.get()
    let estimate = try ratioEstimate(ratio)
    let context = subject.context(degreesOfFreedom: ratio.degreesOfFreedom)
    let equivalence = try equivalence(of: ratio, subject.options)
    return .answered(
      .turnoverGapHigh,
      statement: turnoverGapSentence(
        collaborationIsHigh: true, ratio: estimate, equivalence: equivalence, context: context),
      estimate: estimate, equivalence: equivalence, context: context)
  }

  func populationValue(in design: NationalStudyDesign) -> Double? { design.turnoverRatioHigh }

  /// The test of equivalence within the study's margin: that nothing was detected does not show that there is
  /// nothing.
  private func equivalence(
    of ratio: Estimate, _ options: StudyOptions
  ) throws(StudyFailure) -> ClaimEquivalence? {
    let test: RatioEquivalence
    do {
      test = try ratio.ratioEquivalence(margin: options.margin, level: options.confidence)
    } catch {
      throw StudyFailure(error)
    }
    return test.pValue.map {
      ClaimEquivalence(margin: test.margin, pValue: $0, equivalent: test.isEquivalent)
    }
  }
}
