/// What can be wrong between a mixed model and the data it is to be fitted to.
public enum MixedModelsError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The formula has no random term.
  case noRandomTerm(formula: String)
  /// All rows are in one group.
  case oneLevel(grouping: String, level: String)
  /// There are as many random effects as rows, or more.
  case tooManyEffects(term: String, effects: Int, rows: Int)
  /// Every group has one row, so that its intercept is the residual.
  case oneRowEach(grouping: String, rows: Int)
  /// An effect that varies by group is the same in every row, beside an intercept that varies by
  /// group.
  case constantEffect(effect: String, term: String)
  /// An effect stands in two random terms of one grouping, or of two that make the same groups.
  case repeatedEffect(effect: String, groupings: [String])
  /// The response is the same in all rows, or the fixed effects reproduce it.
  case noVariation(response: String)
  /// Factors that cross have too many levels together.
  case tooManyCrossedEffects(count: Int, limit: Int, groupings: [String])
  /// The deviance is not a number where the search has to begin.
  case notFinite(formula: String)
  /// More random effects hang together than a dense matrix is made of.
  case kenwardRogerTooLarge(effects: Int, limit: Int)
  /// A group's rows are in more than one cluster.
  case dividedGroup(grouping: String, column: String)
  /// Rows to predict are in groups the fit has not seen; the first of them.
  case unknownGroup(grouping: String, group: String, row: Int, rows: Int)
  /// Means over groups were asked for where more than intercepts vary.
  case averagingNeedsIntercepts(effects: [String])
  /// Scores by cluster of a likelihood by quadrature.
  case clustersNeedLaplace(points: Int)
  /// A cluster whose covariance is too large for a dense matrix.
  case clusterTooLarge(rows: Int, order: Int, limit: Int)
  /// Kenward and Roger's adjustment of a fit by maximum likelihood.
  case kenwardRogerNeedsREML
  /// Degrees of freedom that the model's own covariance has not.
  case rulesOfModelBased(rule: String)
  /// Kenward and Roger's adjustment of a generalized model.
  case kenwardRogerNeedsLinearModel(family: String, link: String)
  /// Satterthwaite degrees of freedom where the variances have no covariance.
  case noVarianceCovariance(formula: String)
  /// Weights that have no likelihood of this kind.
  case unsupportedWeights(kind: String)
  /// No point was found at which every mean is possible and the effects have a mode.
  case noStart(formula: String, link: String, allowed: [String])
  /// A family that generalized linear mixed models are not fitted for.
  case unsupportedFamily(family: String)
  /// A number of quadrature points out of range.
  case quadraturePoints(count: Int, limit: Int)
  /// Quadrature for a family whose dispersion is estimated.
  case quadratureFamily(family: String)
  /// The end of a profile-likelihood interval was not found.
  case profileFailed(parameter: String, reason: String)
  /// No refit of a bootstrap has estimates.
  case noRefits(draws: Int, reason: String)
  /// Too many refits of a bootstrap have no estimates for its quantiles to mean anything.
  case tooManyFailedRefits(failed: Int, draws: Int, reason: String)
  /// A generalized model has a coefficient for each row.
  case saturated(response: String, coefficients: Int)
  /// Two models that a bootstrap test can't compare.
  case notComparable(smaller: String, larger: String, difference: String)
  /// Quadrature for more than one scalar random effect.
  case quadratureEffects(terms: [String])
  /// No variance of an observation on the scale of the linear predictor is agreed on.
  case noResidualScale(family: String, link: String)

  /// What was asked, what was found, where, and what to try.
  public var description: String {
    switch self {
    case .noRandomTerm(let formula):
      "the formula \"\(formula)\" has no random term such as (1 | school); add one, or use "
        + "LinearModel"
    case .oneLevel(let grouping, let level):
      "all rows are in one group of \(grouping), \"\(level)\"; effects that vary by group need at "
        + "least two, better ten; leave the term out"
    case .tooManyEffects(let term, let effects, let rows):
      "\(term) has \(effects) random effects for \(rows) rows, so that they can't be told apart "
        + "from the residuals; let fewer effects vary, or use a coarser grouping"
    case .oneRowEach(let grouping, let rows):
      "each of the \(rows) groups of \(grouping) has one row, so that its random intercept is the "
        + "residual; leave the term out, or use a coarser grouping"
    case .constantEffect(let effect, let term):
      "\(effect) is the same in every row, so that in \(term) it says the same as the intercept; "
        + "leave it out of the term"
    case .repeatedEffect(let effect, let groupings):
      groupings.count == 1
        ? "\(effect) varies by \(groupings[0]) in two random terms, which can't be told apart; let it "
          + "vary in one, as in (1 | \(groupings[0])) + (0 + x | \(groupings[0]))"
        : "\(groupings.joined(separator: " and ")) make the same groups, so that \(effect) by the one "
          + "can't be told from \(effect) by the other; leave one of the two terms out"
    case .noVariation(let response):
      "nothing is left of \(response) after the fixed effects, so that there are no variances to "
        + "estimate; check the response, or leave fixed effects out"
    case .tooManyCrossedEffects(let count, let limit, let groupings):
      "\(groupings.joined(separator: ", ")) cross other groupings with \(count) effects together; "
        + "at most \(limit) are fitted; enter one of them as fixed effects in LinearModel, or use "
        + "coarser groupings"
    case .notFinite(let formula):
      "the deviance of \"\(formula)\" is not a number; divide the outcome and the variables by powers "
        + "of ten, so that they are of ordinary size"
    case .kenwardRogerTooLarge(let effects, let limit):
      "Kenward–Roger needs a dense matrix of the \(effects) random effects that hang together through "
        + "crossed groupings, at most \(limit); choose Satterthwaite degrees of freedom"
    case .dividedGroup(let grouping, let column):
      "some groups of \(grouping) have rows in several clusters of \"\(column)\", and the rows of a "
        + "group depend on each other; cluster by a column that keeps groups whole, such as the highest "
        + "level"
    case .unknownGroup(let grouping, let group, let row, let rows):
      "row \(row) is in the group \"\(group)\" of \(grouping), which the model was not fitted to"
        + (rows > 1 ? " (as \(rows) rows are in unknown groups)" : "")
        + "; predict for the population, or count effects of new groups as zero (averaged), their mean"
    case .averagingNeedsIntercepts(let effects):
      "\(effects.joined(separator: ", ")) vary by group; means over groups are computed for random "
        + "intercepts only; predict for groups whose effects are zero (population)"
    case .clustersNeedLaplace(let points):
      "clustered standard errors are not available with quadrature (\(points) points); fit by Laplace's "
        + "approximation (1 point)"
    case .clusterTooLarge(let rows, let order, let limit):
      "CR2, CR3 and Satterthwaite with clusters need a dense matrix of order \(order) for a cluster of "
        + "\(rows) rows, at most \(limit); choose CR0, CR1 or CR1S, or smaller clusters"
    case .rulesOfModelBased(let rule):
      "\(rule) degrees of freedom are not for a mixed model's own covariance; choose satterthwaite, "
        + "kenward-roger, residual or normal"
    case .kenwardRogerNeedsREML:
      "Kenward–Roger is defined for restricted maximum likelihood; fit by REML, or choose "
        + "Satterthwaite degrees of freedom"
    case .kenwardRogerNeedsLinearModel(let family, let link):
      "Kenward–Roger is defined for linear mixed models, not for the \(family) family with the \(link) "
        + "link; choose Satterthwaite degrees of freedom or the normal distribution"
    case .noVarianceCovariance(let formula):
      "Satterthwaite degrees of freedom are undefined: the joint Hessian of \"\(formula)\" over "
        + "coefficients and variances is not positive definite, so that the variances have no "
        + "covariance; use the normal distribution"
    case .unsupportedWeights(let kind):
      "\(kind) weights do not go with a mixed model, whose rows depend on each other; use precision "
        + "weights, or repeat the rows"
    case .noStart(let formula, let link, let allowed):
      "no point was found from which \"\(formula)\" can be fitted: with the \(link) link some means "
        + "are at the end of what is possible, or numbers beyond range; try another link "
        + "(\(allowed.joined(separator: ", "))), or divide variables by powers of ten"
    case .unsupportedFamily(let family):
      "the \(family) family has no likelihood, which random effects need; choose binomial or poisson, "
        + "with a random effect for each row if counts vary more than their mean allows"
    case .quadraturePoints(let count, let limit):
      "\(count) quadrature points were asked for; between 1 (Laplace's approximation) and "
        + "\(limit) are possible"
    case .quadratureFamily(let family):
      "quadrature is for families of known dispersion, and that of \(family) is estimated; use "
        + "quadraturePoints: 1, Laplace's approximation"
    case .profileFailed(let parameter, let reason):
      "the profile-likelihood interval of \(parameter) was not found: \(reason); let fewer effects "
        + "vary, or bootstrap the interval"
    case .noRefits(let draws, let reason):
      "none of \(draws) simulated data sets could be fitted again (\(reason)); let fewer effects "
        + "vary, or check the fit"
    case .tooManyFailedRefits(let failed, let draws, let reason):
      "\(failed) of \(draws) simulated data sets have no estimates (the first: \(reason)), so that "
        + "quantiles of the others would be too close together; use profile-likelihood intervals, or a "
        + "smaller model"
    case .saturated(let response, let coefficients):
      "the model has \(coefficients) coefficients for as many rows of \(response), so that nothing is left to "
        + "estimate variances from; leave fixed effects out, or use coarser categories"
    case .notComparable(let smaller, let larger, let difference):
      "\"\(smaller)\" is not compared with \"\(larger)\": \(difference); give two nested models of "
        + "the same response and rows, the smaller first"
    case .quadratureEffects(let terms):
      "quadrature is for one random effect of one grouping, such as (1 | school), and the random "
        + "terms are \(terms.joined(separator: ", ")); use quadraturePoints: 1, Laplace's "
        + "approximation"
    case .noResidualScale(let family, let link):
      "with the \(family) family and the \(link) link no variance of an observation on the scale of "
        + "the linear predictor is agreed on, so that there are no intraclass correlations and no R²; "
        + "there are with binomial and logit, probit or cloglog, with poisson and log, gamma and log, "
        + "and gaussian and identity"
    }
  }
}
