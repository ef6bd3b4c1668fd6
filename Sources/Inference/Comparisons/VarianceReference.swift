import Modeling

/// What a likelihood ratio between two models with random effects is referred to.
///
/// Where the smaller model sets variances to zero it lies at the edge of the larger one, and half
/// of the time, roughly, the larger one fits no better: chi-squared with the number of parameters
/// is then too severe a reference. Known mixtures take its place (Self and Liang 1987, Journal of
/// the American Statistical Association 82, 605; Stram and Lee 1994, Biometrics 50, 1171).
enum VarianceReference: Equatable {
  /// Chi-squared: nothing is at the edge.
  case regular
  /// A mixture, with what it takes for granted beside the theory.
  case mixture(ChiSquaredMixture, assumption: String?)
  /// Chi-squared for want of a known mixture; its p-value is too large.
  case conservative(reason: String)
}

/// How the terms of a larger model, with `fixedCount` fixed effects more, extend those of a smaller
/// one; nil if they do not.
func varianceReference(
  _ smaller: [RandomEffectsTerm], _ larger: [RandomEffectsTerm], fixedCount: Int
) -> VarianceReference? {
  var owners = smaller.map { _ in false }
  var extensions: [TermExtension] = []
  for term in larger {
    let parts = smaller.indices.filter {
      smaller[$0].grouping == term.grouping && smaller[$0].effects.isSubset(of: term.effects)
    }
    for index in parts { owners[index] = true }
    extensions.append(
      TermExtension(
        known: parts.reduce(0) { $0 + smaller[$1].effects.count },
        count: term.effects.count, partCount: parts.count))
  }
  guard owners.allSatisfy({ $0 }) else { return nil }
  let news = extensions.filter { $0.known < $0.count }
  let freed = extensions.contains { $0.known == $0.count && $0.partCount > 1 }
  if news.isEmpty { return .regular }
  if fixedCount > 0 {
    return .conservative(reason: "the models differ in fixed effects as well as in variances")
  }
  if freed || news.contains(where: { $0.partCount > 1 || $0.count > $0.known + 1 }) {
    return .conservative(
      reason: "more than one variance is added together with covariances among old or new effects")
  }
  if news.count == 1 {
    return .mixture(ChiSquaredMixture(base: news[0].known, binomial: 1), assumption: nil)
  }
  if news.allSatisfy({ $0.known == 0 }) {
    return .mixture(
      ChiSquaredMixture(base: 0, binomial: news.count),
      assumption: "the estimates of the \(news.count) variances are taken as uncorrelated")
  }
  return .conservative(
    reason: "several variances are added, some of them with covariances")
}

/// A term of the larger model: how many of its effects the smaller one lets vary, in how many
/// terms.
private struct TermExtension {
  let known, count, partCount: Int
}
