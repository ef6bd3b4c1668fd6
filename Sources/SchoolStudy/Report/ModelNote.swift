import Reporting

extension OutcomeAxes {
  /// The model, its covariance, clusters and the degrees of freedom of what a figure shows: what stands
  /// under every figure.
  func modelNote(degrees: [Double?]) -> String {
    "\(model.description.formula): \(summary(degrees))"
  }

  /// The same without the formula and after the outcome's name, to stand with those of others.
  func shortNote(degrees: [Double?]) -> String { "\(model.outcome.title): \(summary(degrees))" }

  private func summary(_ degrees: [Double?]) -> String {
    let description = model.description
    let mixed = model.groups.isEmpty ? "" : "mixed "
    let kind =
      description.family == "gaussian"
      ? "linear model" : "\(description.family) \(mixed)model (\(description.link))"
    let rows = model.rows
    let used =
      rows.used.count == rows.total
      ? Prose.count(rows.total, "row", "rows")
      : "\(Prose.count(rows.used.count)) of \(Prose.count(rows.total, "row", "rows"))"
    return "\(kind), \(used); \(uncertaintyNote(degrees))."
  }

  private func uncertaintyNote(_ degrees: [Double?]) -> String {
    let covariance = model.covariance
    if !model.groups.isEmpty {
      let units = model.groups.map { Prose.count($0.count, $0.name, pluralText($0.name, count: 2)) }
      return "random intercepts of \(listText(units)), means over them, \(degreesNote(degrees))"
    }
    let clusters =
      covariance.clusters.first.map {
        "by \(Prose.count($0.count)) \(pluralText($0.column, count: $0.count))"
      } ?? "with rows taken as independent"
    return "\(covariance.name) standard errors \(clusters), \(degreesNote(degrees))"
  }

  /// The degrees of freedom of the figures that are shown, not of the coefficients behind them.
  private func degreesNote(_ degrees: [Double?]) -> String {
    let degrees = degrees.compactMap { $0 }.filter(\.isFinite)
    guard let least = degrees.min(), let most = degrees.max() else {
      return "normal reference distribution"
    }
    return "t with \(degreesText(least, most)) degrees of freedom "
      + "(\(model.degreesOfFreedomRule))"
  }
}
