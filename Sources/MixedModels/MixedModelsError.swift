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
  /// Kenward and Roger's adjustment of a fit by maximum likelihood.
  case kenwardRogerNeedsREML
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
    case .noVariation(let response):
      "nothing is left of \(response) after the fixed effects, so that there are no variances to "
        + "estimate; check the response, or leave fixed effects out"
    case .tooManyCrossedEffects(let count, let limit, let groupings):
      "\(groupings.joined(separator: ", ")) cross other groupings with \(count) effects together; "
        + "at most \(limit) are fitted; enter one of them as fixed effects in LinearModel, or use "
        + "coarser groupings"
    case .notFinite(let formula):
      "the deviance of \"\(formula)\" is not a number; divide the outcome and the variables of the "
        + "random terms by powers of ten, so that they are of ordinary size"
    case .kenwardRogerTooLarge(let effects, let limit):
      "Kenward–Roger needs a dense matrix of the \(effects) random effects that hang together through "
        + "crossed groupings, at most \(limit); choose Satterthwaite degrees of freedom"
    case .dividedGroup(let grouping, let column):
      "clusters of \"\(column)\" divide groups of \(grouping), whose rows depend on each other; "
        + "cluster by a column whose values hold whole groups, such as the highest level"
    case .kenwardRogerNeedsREML:
      "Kenward–Roger is defined for restricted maximum likelihood; fit by REML, or choose "
        + "Satterthwaite degrees of freedom"
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
