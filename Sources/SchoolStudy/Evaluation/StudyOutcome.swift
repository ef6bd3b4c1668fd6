import Families
import Modeling
import Regression

/// An outcome a study models.
public enum StudyOutcome: String, Sendable, Hashable, CaseIterable {
  /// The share of staff who left.
  case turnover
  /// Organisational commitment.
  case commitment
  /// English language arts.
  case ela
  /// Mathematics.
  case math

  /// The outcome in words.
  public var words: String {
    switch self {
    case .turnover: "turnover"
    case .commitment: "commitment"
    case .ela: "achievement in English language arts"
    case .math: "achievement in mathematics"
    }
  }
}

/// How an outcome is modelled: a left-hand side, a family, and weights.
struct OutcomeModel: Sendable, Equatable {
  let outcome: StudyOutcome
  let response: String
  let isBinomial: Bool
  let weights: String?

  /// The formula: collaboration, poverty and their product.
  var formula: String { "\(response) ~ collaboration * poverty" }

  func fit(_ study: StudyTable) throws -> any StudyFit {
    var options = ModelOptions(required: study.cluster.map { [$0.rawValue] } ?? [])
    options.weights = weights.map { .precision($0) }
    if isBinomial {
      return try GeneralizedLinearModel(formula, family: .binomial, options: options)
        .fit(to: study.table)
    }
    return try LinearModel(formula, options: options).fit(to: study.table)
  }
}

/// What a study needs of a fit.
typealias StudyFit = Predicting & SandwichSource

/// The model of an outcome, or nil if the study's table does not hold it.
///
/// Turnover is binomial where heads were counted or rows are educators, linear for a rate. Shares at
/// standard are binomial or weighted linear where the number tested is known; without it, and for
/// mean scores and commitment, linear.
func outcomeModel(
  _ outcome: StudyOutcome, in study: StudyTable, achievement: StudyOptions.AchievementModel
) -> OutcomeModel? {
  switch outcome {
  case .turnover: return study.turnover.map(turnoverModel)
  case .commitment:
    guard study.roles.has(.commitment) else { return nil }
    return OutcomeModel(
      outcome: outcome, response: "commitment", isBinomial: false, weights: nil)
  case .ela, .math:
    let (role, tested): (Role, Role) = outcome == .ela ? (.ela, .elaTested) : (.math, .mathTested)
    guard study.roles.has(role) else { return nil }
    let name = role.rawValue
    let hasCounts = study.table["\(name)AtStandard"] != nil
    if hasCounts && achievement == .binomial {
      return OutcomeModel(
        outcome: outcome, response: "cbind(\(name)AtStandard, \(name)Tested - \(name)AtStandard)",
        isBinomial: true, weights: nil)
    }
    return OutcomeModel(
      outcome: outcome, response: name, isBinomial: false,
      weights: study.roles.has(tested) ? tested.rawValue : nil)
  }
}

private func turnoverModel(_ measure: TurnoverMeasure) -> OutcomeModel {
  let response: String
  switch measure {
  case .counts: response = "cbind(leavers, staff - leavers)"
  case .rate: response = "turnover"
  case .educators: response = "1 - stayed"
  }
  return OutcomeModel(
    outcome: .turnover, response: response, isBinomial: measure != .rate, weights: nil)
}
