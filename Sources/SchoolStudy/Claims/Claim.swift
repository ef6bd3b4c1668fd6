/// A question a study asks and all that is fixed about it. Each claim is a file of its own, and what is not said
/// there has a default here.
protocol Claim: Sendable {
  /// The name scripts know it by, as it stands in the study's JSON.
  var name: String { get }
  /// The claim in the few words that a row of a table or figure has room for.
  var label: String { get }
  /// The claim as a question a reader would ask.
  var question: String { get }
  /// The kind of number that answers it.
  var estimand: ClaimEstimand { get }
  /// The unit its figures usually have.
  var unit: ClaimUnit { get }
  /// What has been published on it, or nil if nothing has.
  var published: PublishedFigure? { get }
  /// The measures that are compared, which must vary.
  var comparedRoles: [Role] { get }
  /// The outcomes whose model answers it, the preferred first; none where it is not estimated.
  var outcomes: [StudyOutcome] { get }

  /// Why it cannot be asked of these roles, or nil if it can.
  func reasonNotToAsk(of roles: Roles) -> String?

  /// The answer of a model of one of the outcomes, in words and figures.
  func answer(_ subject: ClaimSubject) throws(StudyFailure) -> ClaimResult

  /// Its value in the synthetic population, in its own unit (points for differences of shares); nil where it is
  /// not one number or the synthetic data do not hold what it needs.
  func populationValue(in design: NationalStudyDesign) -> Double?
}

extension Claim {
  var published: PublishedFigure? { nil }
  var comparedRoles: [Role] { [.poverty, .collaboration] }
  var outcomes: [StudyOutcome] { [] }

  func answer(_ subject: ClaimSubject) throws(StudyFailure) -> ClaimResult {
    .notAsked(ClaimName(self), because: notEstimatedReason)
  }

  func populationValue(in design: NationalStudyDesign) -> Double? { nil }
}

/// Why a claim without an estimand in this version has no answer.
let notEstimatedReason = "this version does not estimate it"
