import Modeling

/// What two models' likelihoods and random terms say of each other.
struct RandomEffectsComparison {
  let reference: VarianceReference
  let diagnostics: [Diagnostic]

  /// What the statistic is referred to where the smaller model is at the edge.
  var mixture: ChiSquaredMixture? {
    if case .mixture(let found, _) = reference { found } else { nil }
  }

  /// - Throws: ``InferenceError`` if the random terms of the smaller model are no special case, or if
  ///   restricted likelihoods do not compare.
  init(_ smaller: ComparedFit, _ larger: ComparedFit) throws(InferenceError) {
    let (below, above) = (smaller.likelihood, larger.likelihood)
    let (first, second) = (smaller.formula, larger.formula)
    let (names, moreNames) = (smaller.fit.coefficients.names, larger.fit.coefficients.names)
    guard
      let reference = varianceReference(
        below.randomTerms, above.randomTerms, fixedCount: moreNames.count - names.count)
    else { throw InferenceError.notNested(smaller: first, larger: second) }
    self.reference = reference
    let areMixed = below.hasRandomEffects && above.hasRandomEffects
    let isRestricted = below.hasRandomEffects ? below.isRestricted : above.isRestricted
    if areMixed, below.isRestricted != above.isRestricted {
      throw InferenceError.differentModels(
        first: first, second: second,
        difference: "one likelihood is restricted and the other is not; fit both by one of them")
    }
    if isRestricted, names != moreNames {
      throw InferenceError.differentModels(
        first: first, second: second,
        difference: "restricted likelihoods of models with different fixed effects do not compare; "
          + "fit both by maximum likelihood")
    }
    if above.hasRandomEffects, !below.hasRandomEffects,
      smaller.fit.description.family == "gamma"
    {
      throw InferenceError.differentModels(
        first: first, second: second,
        difference: "the dispersion of a gamma model without random effects is not estimated by "
          + "maximum likelihood; compare models that both have random effects")
    }
    diagnostics =
      remarks(reference, first, second) + edgeRemarks(reference, below.boundaryEstimates, first)
  }
}

/// What a reader of the p-value must know.
private func remarks(
  _ reference: VarianceReference, _ smaller: String, _ larger: String
) -> [Diagnostic] {
  switch reference {
  case .regular: []
  case .mixture(_, let assumption):
    assumption.map {
      [
        Diagnostic(
          .assumption,
          "in the test of \"\(smaller)\" against \"\(larger)\" \($0); the binomial mixture is "
            + "exact in large samples only then")
      ]
    } ?? []
  case .conservative(let reason):
    [
      Diagnostic(
        .boundary,
        "the p-value of \"\(smaller)\" against \"\(larger)\" is conservative (too large): "
          + "variances of zero are at the edge of what is possible, and \(reason), for which no "
          + "simple reference is known; add one variance at a time, or simulate")
    ]
  }
}

/// A mixture takes the smaller model's own variances to be inside the edge.
private func edgeRemarks(
  _ reference: VarianceReference, _ boundary: [Diagnostic], _ formula: String
) -> [Diagnostic] {
  guard case .mixture = reference, !boundary.isEmpty else {
    return []
  }
  return [
    Diagnostic(
      .boundary,
      "\"\(formula)\" is itself estimated at the edge of what is possible, where the mixture is "
        + "not the reference of the test; leave that variance out of both models")
  ]
}
