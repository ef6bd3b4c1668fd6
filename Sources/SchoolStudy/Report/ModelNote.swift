import Reporting

extension OutcomeAxes {
  /// The model, its covariance, clusters and degrees of freedom on one line.
  var modelNote: String {
    let description = model.description
    let kind =
      description.family == "gaussian"
      ? "linear" : "\(description.family) with \(description.link) link"
    let rows = model.rows
    let used =
      rows.used.count == rows.total
      ? Prose.count(rows.total, "row", "rows")
      : "\(Prose.count(rows.used.count)) of \(Prose.count(rows.total, "row", "rows"))"
    return "Model: \(description.formula), \(kind); \(used). \(uncertaintyNote)"
  }

  /// The same in fewer words, to stand with those of other outcomes.
  var shortNote: String {
    let family = model.description.family == "gaussian" ? "linear" : model.description.family
    let clusters = model.covariance.clusters.first.map {
      ", \(Prose.count($0.count)) \(pluralText($0.column, count: $0.count))"
    }
    return """
      \(model.outcome.title): \(family) model, \(Prose.count(model.rows.used.count)) rows, \
      \(model.covariance.name)\(clusters ?? "").
      """
  }

  private var uncertaintyNote: String {
    let covariance = model.covariance
    guard let clusters = covariance.clusters.first else {
      return "Uncertainty: \(covariance.name), rows taken as independent; \(degreesNote)."
    }
    let count = "\(Prose.count(clusters.count)) \(pluralText(clusters.column, count: clusters.count))"
    return "Uncertainty: \(covariance.name), clustered by \(count); \(degreesNote)."
  }

  private var degreesNote: String {
    let degrees = model.coefficients.compactMap(\.degreesOfFreedom)
    guard let least = degrees.min(), let most = degrees.max() else {
      return "normal reference distribution"
    }
    let rule = model.covariance.degreesOfFreedomRule
    let range = degreesText(least, most)
    return "t distribution, \(rule) degrees of freedom (\(range) for the coefficients)"
  }
}
