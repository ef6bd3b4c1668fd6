import Families
import Formulas
import Modeling
import Models

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

/// How an outcome is modelled: a left-hand side, a family, weights, and levels with random intercepts.
struct OutcomeModel: Sendable, Equatable {
  let outcome: StudyOutcome
  let response: String
  let isBinomial: Bool
  let weights: String?
  /// The highest first; empty for a model without random effects.
  var levels: [Role] = []

  /// The formula: collaboration, poverty and their product, and intercepts of nested levels.
  var formula: String {
    let fixed = "\(response) ~ collaboration * poverty"
    if levels.isEmpty { return fixed }
    return fixed + " + (1 | \(levels.map(\.rawValue).joined(separator: "/")))"
  }

  func fit(_ study: StudyTable) throws -> any Estimated {
    var options = ModelOptions(required: study.cluster.map { [$0.rawValue] } ?? [])
    options.weights = weights.map { .precision($0) }
    return try ModelRequest(
      Formula(formula), .family(isBinomial ? BinomialFamily() : GaussianFamily()),
      options: options
    ).fit(to: study.table)
  }
}

/// The model of an outcome, or nil if the study's table does not hold it.
///
/// Turnover is binomial where heads were counted or rows are educators (a mixed logit where those are of
/// schools in districts), linear for a rate. Shares at standard are binomial or weighted linear where the number tested is known; without it, and for
/// mean scores and commitment, linear.
func outcomeModel(
  _ outcome: StudyOutcome, in study: StudyTable, achievement: StudyOptions.AchievementModel
) -> OutcomeModel? {
  switch outcome {
  case .turnover: return study.turnover.map { turnoverModel($0, levels: study.nestedLevels) }
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

private func turnoverModel(_ measure: TurnoverMeasure, levels: [Role]) -> OutcomeModel {
  let response: String
  switch measure {
  case .counts: response = "cbind(leavers, staff - leavers)"
  case .rate: response = "turnover"
  case .educators: response = "1 - stayed"
  }
  return OutcomeModel(
    outcome: .turnover, response: response, isBinomial: measure != .rate, weights: nil,
    levels: levels)
}
