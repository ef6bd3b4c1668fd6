/// What can be wrong with a question put to a fit.
public enum EffectsError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The variable does not occur in the formula.
  case notInModel(variable: String, closest: String?, inModel: [String])
  /// The variable is the outcome, or a weight: it cannot be set.
  case notAPredictor(variable: String)
  /// A level was asked for as a number or percentile of a variable that has categories.
  case notNumeric(variable: String, categories: [String])
  /// The category is not among those of the fit.
  case unknownCategory(variable: String, category: String, known: [String])
  /// A number was asked for, and this reads as none.
  case notALevel(variable: String, text: String)
  /// A level is no number, or a percentile outside 0 to 100.
  case badLevel(variable: String, value: Double, allowed: String)
  /// The variable enters the model in a way that has no single slope.
  case notLinear(variable: String)
  /// The slope would need two levels of a variable with another number of categories.
  case notBinary(variable: String, categories: [String])
  /// A variable is both what is compared and what is held.
  case sameVariable(String)
  /// The same level was given twice, so there is nothing to compare.
  case sameLevel(variable: String, value: String)
  /// A ratio needs positive predictions.
  case notPositive(prediction: Double, at: String)
  /// A margin of equivalence must be above 1.
  case badMargin(Double)
  /// A confidence level must lie between 0 and 1.
  case badConfidenceLevel(Double)
  /// The model cannot give this interval.
  case noPredictionInterval(family: String)
  /// A slope has no standard error, so nothing can be said about where it differs from zero.
  case noStandardError(variable: String, covariance: String)
  /// The variable whose slope is asked for, or the moderator, does not vary.
  case constantVariable(variable: String, value: Double)

  /// What was asked, what was found, and what to try.
  public var description: String {
    switch self {
    case .notInModel(let variable, let closest, let inModel):
      "\"\(variable)\" is not in the model"
        + (closest.map { "; the closest is \"\($0)\"" }
          ?? "; it has \(inModel.joined(separator: ", "))")
    case .notAPredictor(let variable):
      "\"\(variable)\" is not a predictor, so it cannot be set; name one from the right of the ~"
    case .notNumeric(let variable, let categories):
      "\"\(variable)\" has categories, not numbers; "
        + "name one of \(listed(categories))"
    case .unknownCategory(let variable, let category, let known):
      "\"\(variable)\" has no category \"\(category)\"; it has \(listed(known))"
    case .notALevel(let variable, let text):
      "\"\(variable)\" is a number, so \"\(text)\" is no level of it; give a value such as 2.5, a "
        + "percentile such as p90, or mean+1sd"
    case .badLevel(let variable, let value, let allowed):
      "a level of \"\(variable)\" is \(value); it must be \(allowed)"
    case .notLinear(let variable):
      "\"\(variable)\" does not enter the model linearly, so it has no single slope; "
        + "compare predictions at two of its values instead"
    case .notBinary(let variable, let categories):
      "\"\(variable)\" has the categories \(listed(categories)); a slope needs exactly two"
    case .sameVariable(let variable):
      "\"\(variable)\" is both compared and held at a level; leave it out of one"
    case .sameLevel(let variable, let value):
      "both levels of \"\(variable)\" come to \(value); there is nothing to compare"
    case .notPositive(let prediction, let at):
      "the predicted mean is \(prediction) at \(at); a ratio needs positive means, ask for a gap"
    case .badMargin(let margin):
      "a margin of \(margin) is not above 1; a margin of 1.25 takes ratios from 0.8 to 1.25 as equal"
    case .badConfidenceLevel(let level):
      "a confidence level of \(level) is not between 0 and 1; 0.95 is the usual one"
    case .noPredictionInterval(let family):
      "there is no prediction interval for the \(family) family; ask for a confidence interval"
    case .noStandardError(let variable, let covariance):
      "the slope of \"\(variable)\" has no standard error under the \(covariance) covariance, so "
        + "there are no values at which it differs from zero; choose another covariance, or a model "
        + "with fewer coefficients"
    case .constantVariable(let variable, let value):
      "\"\(variable)\" is \(value) in every row used, so nothing can depend on it"
    }
  }
}

private func listed(_ words: [String]) -> String {
  words.count > 8
    ? words.prefix(8).joined(separator: ", ") + ", … (\(words.count) in all)"
    : words.joined(separator: ", ")
}
