/// What can be wrong between a model and the data it is to be fitted to.
public enum ModelingError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The formula has no left-hand side.
  case noResponse(formula: String)
  /// No rows are left; what the rows were lost to.
  case noRows(total: Int, filteredOut: Int, reasons: [String])
  /// A weight is negative, not finite, or not a whole number where it counts.
  case badWeight(column: String, row: Int, value: Double, rule: String)
  /// All weights are zero.
  case noPositiveWeight(column: String)
  /// A value of the offset column is not finite.
  case badOffset(column: String, row: Int, value: Double)
  /// The response of a row is outside what the family allows.
  case badResponse(response: String, row: Int, value: Double, family: String, problem: String)
  /// Part of the formula is for another kind of model.
  case unsupportedTerm(term: String, model: String, mend: String)
  /// The link is not among the family's.
  case unsupportedLink(link: String, family: String, allowed: [String])
  /// A column asked for after the fit is missing in rows that were used.
  case missingAfterFit(column: String, rows: Int, firstRow: Int)
  /// The design has no columns at all.
  case emptyDesign(formula: String)
  /// Numbers are too large or too small for the computation.
  case numericalFailure(String)
  /// Responses are to be drawn from a family that is no distribution.
  case noDistribution(family: String)
  /// Responses are to be drawn under weights that say nothing of a single response.
  case simulatedWeights(kind: WeightKind)
  /// No response can be drawn for a row.
  case notDrawn(response: String, row: Int, mean: Double, weight: Double, family: String)
  /// An option does not go with another or with the model.
  case conflictingOptions(String)

  /// What was asked, what was found, where, and what to try.
  public var description: String {
    switch self {
    case .noResponse(let formula):
      "the formula \"\(formula)\" has no left-hand side; write the outcome before the ~"
    case .noRows(let total, let filteredOut, let reasons):
      total == 0
        ? "there are no rows to fit: the table has column names only"
        : "no rows are left to fit: of \(total), "
          + ((filteredOut > 0 ? ["\(filteredOut) were kept out by the filter"] : []) + reasons)
          .joined(separator: "; ")
    case .badWeight(let column, let row, let value, let rule):
      "the weight in column \"\(column)\", row \(row), is \(value); \(rule)"
    case .noPositiveWeight(let column):
      "every weight in column \"\(column)\" is zero"
    case .badOffset(let column, let row, let value):
      "the offset in column \"\(column)\", row \(row), is \(value); an offset must be a finite "
        + "number; keep such rows out with a filter"
    case .badResponse(let response, let row, let value, let family, let problem):
      "the response \(response) is \(value) in row \(row), which is \(problem) "
        + "and so not a \(family) outcome"
    case .unsupportedTerm(let term, let model, let mend):
      "\(model) does not take the term \(term); \(mend)"
    case .unsupportedLink(let link, let family, let allowed):
      "the \(family) family has no link \"\(link)\"; it takes \(allowed.joined(separator: ", "))"
    case .missingAfterFit(let column, let rows, let firstRow):
      "column \"\(column)\" is missing in \(rows) of the rows used (first in row \(firstRow)); "
        + "name it before the fit, so that those rows are dropped and counted"
    case .emptyDesign(let formula):
      "the formula \"\(formula)\" leaves nothing to estimate; add a predictor or an intercept"
    case .noDistribution(let family):
      "the \(family) family says nothing of a response but its mean and variance, so that none can "
        + "be drawn; choose a family with a likelihood, such as "
        + "\(family.hasSuffix("binomial") ? "binomial" : "poisson")"
    case .simulatedWeights(let kind):
      kind == .frequency
        ? "a row with a frequency weight stands for several responses and would get one draw; repeat "
          + "the rows instead"
        : "sampling weights say how rows were chosen, not how their responses are distributed; fit "
          + "without them to draw responses"
    case .notDrawn(let response, let row, let mean, let weight, let family):
      "no \(response) can be drawn for row \(row): a \(family) outcome with mean \(mean) and weight "
        + "\(weight) is out of range (trials must be a whole number, means finite and possible)"
    case .numericalFailure(let what):
      what
    case .conflictingOptions(let what):
      what
    }
  }
}
