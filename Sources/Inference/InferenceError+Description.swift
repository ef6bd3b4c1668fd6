extension InferenceError: CustomStringConvertible {
  /// What was asked, what was found, where, and what to try.
  public var description: String {
    switch self {
    case .unknownEstimator, .clustersNeeded, .tooManyClusterColumns, .singleCluster, .leverageOne,
      .noResidualDegreesOfFreedom, .badLag, .conflictingOptions, .coefficientMismatch:
      covarianceProblem
    case .hypothesisSyntax, .unknownCoefficient, .redundantRestrictions, .singularRestrictions,
      .undefinedTerms:
      hypothesisProblem
    case .differentRows, .differentModels, .notNested, .tooFewModels, .noLikelihood:
      comparisonProblem
    case .badProbability(let position, let value):
      "p-value number \(position) is \(value); it must be between 0 and 1"
    case .outOfRange(let what, let value, let allowed):
      "\(what) is \(value); it must be \(allowed)"
    case .numericalFailure(let what):
      what
    }
  }

  private var covarianceProblem: String {
    switch self {
    case .unknownEstimator(let name, let allowed):
      "no covariance is called \"\(name)\"; choose one of \(allowed.joined(separator: ", "))"
    case .clustersNeeded(let estimator):
      "\(estimator) needs a cluster column; name one"
    case .tooManyClusterColumns(let columns, let estimator, let most):
      "\(estimator) takes at most \(most) cluster \(most == 1 ? "column" : "columns"), not "
        + "\(columns.count) (\(columns.joined(separator: ", ")))"
        + (most == 1 ? "; CR0, CR1 and CR1S take two" : "")
    case .singleCluster(let column, let rows):
      "all \(rows) rows used are in one cluster of \"\(column)\"; clustered standard errors need "
        + "at least two clusters"
    case .leverageOne(let estimator, let row, let count):
      "\(estimator) is not defined: row \(row)"
        + (count > 1 ? " and \(count - 1) more have" : " has")
        + " leverage 1, so that the model fits it exactly whatever its outcome; drop the term that "
        + "singles it out, or use the classical covariance"
    case .noResidualDegreesOfFreedom(let what, let observations, let parameters):
      "\(what) needs more observations than parameters; there are \(observations) and \(parameters)"
    case .badLag(let lag, let rows):
      "a lag of \(lag) does not go with \(rows) rows; it must be from 0 to \(max(0, rows - 1))"
    case .conflictingOptions(let what):
      what
    case .coefficientMismatch(let expected, let found):
      "the covariance is of the coefficients \(found.joined(separator: ", ")), the fit has "
        + expected.joined(separator: ", ")
    default: ""
    }
  }

  private var hypothesisProblem: String {
    switch self {
    case .hypothesisSyntax(let text, let position, let problem):
      "the hypothesis \"\(text)\" can't be read at character \(position): \(problem); write it "
        + "like \"a - 2*b = 0\""
    case .unknownCoefficient(let name, let closest, let aliased):
      aliased
        ? "the coefficient \"\(name)\" is aliased: it was not estimated and can't be tested"
        : "the fit has no coefficient \"\(name)\""
          + (closest.map { "; the closest is \"\($0)\"" } ?? "")
    case .redundantRestrictions(let count, let rank):
      "of the \(count) restrictions only \(rank) are independent; leave out those that follow "
        + "from the others"
    case .singularRestrictions(let count, let rank, let covariance):
      count == 1
        ? "the \(covariance) variance of what is tested is zero or not a number"
        : "the \(covariance) covariance of the \(count) restrictions has rank \(rank), so they can't be "
          + "tested together; test "
          + (covariance.hasPrefix("CR")
            ? "fewer, or cluster by a column with more values"
            : "fewer, or choose another covariance")
    case .undefinedTerms(let test, let reason):
      "\(test) is not defined: \(reason)"
    default: ""
    }
  }

  private var comparisonProblem: String {
    switch self {
    case .differentRows(let first, let firstCount, let second, let secondCount):
      if firstCount == secondCount {
        "the models were fitted to \(firstCount) rows each, but not to the same ones: \"\(first)\" "
          + "and \"\(second)\"; keep the rows on which every variable is present"
      } else {
        "the models were fitted to different rows: \"\(first)\" to \(firstCount), \"\(second)\" to "
          + "\(secondCount); keep the rows on which every variable is present"
      }
    case .differentModels(let first, let second, let difference):
      "\"\(first)\" and \"\(second)\" can't be compared as nested models: \(difference)"
    case .notNested(let smaller, let larger):
      "\"\(smaller)\" is not a special case of \"\(larger)\", so no test compares them; compare "
        + "their aic or bic instead"
    case .tooFewModels(let count):
      "a comparison takes at least two models, not \(count)"
    case .noLikelihood(let formula, let family):
      "\"\(formula)\" has no likelihood (family \(family)); use an F or Wald test"
    default: ""
    }
  }
}
