import Reporting

extension Study {
  /// How the figures were made, in plain words, with the papers behind each step.
  var methodSection: ReportPage.Section {
    let steps = [
      modelStep, comparisonStep, uncertaintyStep, equivalenceStep, regionStep, severalStep,
    ].compactMap { $0 }
    return ReportPage.Section(
      "Method",
      steps.map { .paragraph($0) } + [
        .heading("References"), .sentences(references.map(\.text)),
      ])
  }

  private var modelStep: String {
    let kinds = Set(models.map(\.description.family))
    var text = """
      For each outcome one regression was fitted on collaboration, poverty and their product, so that the \
      line along poverty may differ between schools with little and with much collaboration.
      """
    if kinds.contains("binomial") {
      text += """
         Counts (staff who left of all staff, students at standard of those tested) are modelled as \
        binomial with a logit link, so that no prediction leaves 0 to 100%.
        """
    }
    if let mixed = models.first(where: { !$0.groups.isEmpty }) {
      text += """
         Educators of one \(listText(mixed.groups.reversed().map(\.name))) resemble each other, so \
        \(mixed.outcome.words) has intercepts that vary by them (a mixed model, by Laplace's approximation), \
        and predictions are means over their distribution.
        """
    }
    if kinds.contains("gaussian") {
      let which = kinds.contains("binomial") ? "Other outcomes" : "Outcomes"
      text += " \(which) are modelled by least squares."
    }
    return text
  }

  private var comparisonStep: String {
    """
    A claim is a comparison of predictions. “Low” and “high” are levels of a measure among the rows used; \
    what is not compared is held at the level named or averaged over the schools as they are. A ratio of two \
    predictions is not an odds ratio. Whether a gap closes is tested by the difference of the two gaps, or the \
    ratio of the two ratios, and never by whether one of them is significant and the other is not.
    """
  }

  private var uncertaintyStep: String {
    if models.isEmpty { return "No model could be fitted, so there are no intervals." }
    guard let model = models.first(where: \.groups.isEmpty) else {
      return capitalized(String((mixedUncertainty + countsNote).dropFirst()))
    }
    guard let clusters = model.covariance.clusters.first else {
      return """
        No column groups the rows, so schools were taken as independent. Standard errors are \
        heteroskedasticity-consistent (HC3); where schools of one district resemble each other they are too \
        small.
        """
    }
    let few =
      clusters.count < fewClusters
      ? """
       With fewer than \(fewClusters) clusters the normal distribution is too narrow; each interval uses a t \
      distribution whose degrees of freedom are found for that comparison (Satterthwaite).
      """ : ""
    return """
      Rows of one \(clusters.column) resemble each other, so standard errors are clustered by \
      \(clusters.column) and corrected for few or uneven clusters (CR2).\(countsNote)\(few)\(mixedUncertainty) \
      Bands around lines are pointwise.
      """
  }

  /// How a mixed model's uncertainty was estimated, or nothing where there is none.
  private var mixedUncertainty: String {
    guard let mixed = models.first(where: { !$0.groups.isEmpty }), let units = mixed.groups.first
    else { return "" }
    let few =
      units.count < fewClusters
      ? """
      , with t distributions whose degrees of freedom are found for each comparison (Satterthwaite), \
      since there are only \(countText(units.count, units.name))
      """ : ""
    return """
       Intervals of the mixed model come from the curvature of its likelihood, the variances between units \
      taken as estimated\(few).
      """
  }

  private var countsNote: String {
    let binomial = models.filter { $0.description.family == "binomial" }
    if binomial.isEmpty { return "" }
    let spread =
      binomial.contains(where: \.groups.isEmpty)
      ? " They also hold where counts vary more than a binomial would." : ""
    return spread + """
       Intervals of ratios are made on the log scale, bands of shares on that of the logit.
      """
  }

  private var equivalenceStep: String? {
    guard claims.contains(where: { $0.equivalence != nil }) else { return nil }
    return """
      “No difference” is said only where two one-sided tests place the ratio between \
      \(ratioText(1 / options.margin)) and \(ratioText(options.margin)). Otherwise the report says that none \
      was detected, and how large a difference the data leave open.
      """
  }

  private var regionStep: String? {
    guard models.contains(where: { $0.curves.region != nil }) else { return nil }
    return """
      Whether the slope of an outcome in collaboration depends on poverty is tested by the interaction. The \
      levels of poverty at which the slope is told from zero are found by the method of Johnson and Neyman. \
      The region makes no allowance for looking at every level, and most samples have one with a bound even \
      where the slope is the same at every level.
      """
  }

  private var severalStep: String? {
    guard askedClaims.count > 1 else { return nil }
    return """
      Each claim has an interval of its own; no allowance is made for asking several. Schools may differ in \
      ways that are not among these columns, and comparisons at the same poverty do not remove that.
      """
  }
}
