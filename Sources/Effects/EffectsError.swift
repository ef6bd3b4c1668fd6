/// What can be wrong with a question put to a fit.
public enum EffectsError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The variable does not occur in the formula.
  case notInModel(variable: String, closest: String?, inModel: [String])
  /// The variable is a column of the data that the formula does not use.
  case outsideFormula(variable: String, inModel: [String])
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
  /// A ratio of means of a transformed outcome is no ratio of means of the outcome; the formula with the
  /// outcome itself, if it has one.
  case noRatio(response: String, remedy: String?)
  /// A margin of equivalence must be above 1.
  case badMargin(Double)
  /// A confidence level must lie between 0 and 1.
  case badConfidenceLevel(Double)
  /// The model cannot give this interval.
  case noPredictionInterval(family: String)
  /// A slope has no standard error, so nothing can be said about where it differs
  /// significantly from zero.
  case noStandardError(variable: String, covariance: String)
  /// The fit gives no means to ask about.
  case noMeans(model: String)
  /// Marginal means of no variable.
  case nothingAsked
  /// A grid of more combinations of levels than are predicted.
  case gridTooLarge(limit: Int)
  /// A combination of levels that no row has, whose observed weights are none.
  case emptyCell(String)
  /// A fit that can't be fitted again to drawn rows.
  case noResampling(model: String)
  /// Rows drawn one by one of a model whose rows depend on each other.
  case dependentRows(model: String)
  /// A draw whose estimates are not to be used.
  case unusableReplicate(String)
  /// Too few draws could be fitted.
  case tooFewReplicates(fitted: Int, draws: Int, reason: String)
  /// Studentised intervals of replicates without standard errors.
  case noReplicateErrors
  /// The fit has no random effects whose groups predictions could include.
  case noGroups(model: String)
  /// The fit holds no rows to average over or take percentiles of.
  case noRows(what: String, model: String)
  /// A question reaches beyond the parameters a covariance speaks of.
  case beyondCovariance(question: String, covariance: String)
  /// One number was asked for of a response with several categories.
  case severalOutcomes(question: String, outcomes: [String])
  /// A function of a parameter that the fit has not, or has no estimate of.
  case unknownParameter(name: String, closest: String?)
  /// A function that is not finite, or not smooth, where it is asked for.
  case undefinedFunction(label: String)
  /// The variable whose slope is asked for, or the moderator, does not vary.
  case constantVariable(variable: String, value: Double)

  /// What was asked, what was found, and what to try.
  public var description: String {
    switch self {
    case .noMeans(let model):
      "\(model) gives no means of rows, so that it can't be asked for predictions; ask for coefficients"
    case .nothingAsked: "marginal means need a variable whose levels have a mean each; name one"
    case .gridTooLarge(let limit):
      "the factors have more than \(limit) combinations of levels, too many to predict; hold some of them at a "
        + "level"
    case .emptyCell(let levels):
      "no row used has \(levels), so that observed weights are not defined there; choose equal or proportional "
        + "weights"
    case .noResampling(let model):
      "\(model) does not hold rows to draw from; fit it to rows in memory"
    case .dependentRows(let model):
      "the rows of \(model) depend on each other, so that they are not drawn one by one; draw clusters that "
        + "hold whole groups"
    case .unusableReplicate(let reason): "the draw has no usable estimates: \(reason)"
    case .tooFewReplicates(let fitted, let draws, let reason):
      "only \(fitted) of \(draws) draws have estimates (\(reason)); draw larger units, or use a covariance"
    case .noReplicateErrors:
      "studentised intervals need the standard errors of replicates; name an estimator in the bootstrap and "
        + "give the inference by the same"
    case .noGroups(let model):
      "\(model) has no random term such as (1 | school), whose groups predictions could include; leave the "
        + "groups out"
    case .noRows(let what, let model):
      "\(what) needs the rows that \(model) was fitted to, which it does not hold; name a value for every "
        + "predictor instead"
    case .beyondCovariance(let question, let covariance):
      "the \(question) depends on parameters that the \(covariance) covariance says nothing of; choose "
        + "classical, CR0 or CR1"
    case .severalOutcomes(let question, let outcomes):
      "the \(question) is one for each category (\(outcomes.joined(separator: ", "))); ask for all of them, or "
        + "for one by name"
    case .notInModel(let variable, let closest, let inModel):
      "\"\(variable)\" is not in the model"
        + (closest.map { "; the closest is \"\($0)\"" }
          ?? "; it has \(inModel.joined(separator: ", "))")
    case .outsideFormula(let variable, let inModel):
      "\"\(variable)\" is not in the model: it is a column of the data that is no predictor in the "
        + "formula, which has \(inModel.joined(separator: ", ")); add it to ask about it"
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
    case .noRatio(let response, let remedy):
      "a ratio of predicted means of \(response) is no ratio of means of what it is made from; "
        + (remedy.map { "model that itself, as in '\($0)', or" } ?? "model the outcome itself, or")
        + " ask for a gap, which is in units of \(response)"
    case .badMargin(let margin):
      "a margin of \(margin) is not above 1; a margin of 1.25 takes ratios from 0.8 to 1.25 as equal"
    case .badConfidenceLevel(let level):
      "a confidence level of \(level) is not between 0 and 1; 0.95 is the usual one"
    case .noPredictionInterval(let family):
      "there is no prediction interval for the \(family) family; ask for a confidence interval"
    case .noStandardError(let variable, let covariance):
      "the slope of \"\(variable)\" has no standard error under the \(covariance) covariance, so "
        + "there are no values at which it differs significantly from zero; choose another covariance, or a model "
        + "with fewer coefficients"
    case .unknownParameter(let name, let closest):
      "no estimated parameter is called \"\(name)\""
        + (closest.map { "; the closest is \"\($0)\"" }
          ?? "; name one as the coefficient table has it")
    case .undefinedFunction(let label):
      "\(label) or its gradient is not finite at the parameters it is asked for; write it so that it is, for "
        + "example as a logarithm"
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
