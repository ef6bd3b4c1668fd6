import Concord

/// The member `randomEffects`: an entry for each effect of each grouping, none without random terms.
///
/// Of `correlations` the first is with the first effect of the same term, and so on up to the one
/// before this; null where a variance is zero.
func randomEffectsMember(_ fit: any EstimatedModel) -> JSONValue.Member {
  let components = (fit as? LinearMixedFit)?.varianceComponents ?? []
  let rows = components.flatMap { component -> [JSONValue] in
    let deviations = component.standardDeviations
    let correlations = component.correlations
    return component.effects.enumerated().map { index, effect in
      [
        "group": .string(component.name), "term": .string(effect),
        "variance": JSONValue(component.covariance[index, index]),
        "standardDeviation": JSONValue(deviations[index]),
        "correlations": .array((0..<index).map { JSONValue(correlations[$0, index]) }),
        "groups": .integer(component.levelCount),
      ]
    }
  }
  return .init("randomEffects", .array(rows))
}

/// The random effects as a table, the residual last.
func randomEffectsReport(_ fit: LinearMixedFit) -> ReportTable {
  let widest = fit.varianceComponents.map(\.effects.count).max() ?? 1
  var columns: [ReportTable.Column] = [
    .init("group", key: "group"), .init("term", key: "term"),
    .init("variance", .number(), key: "variance"),
    .init("std. deviation", .number(), key: "standardDeviation"),
  ]
  for index in 0..<max(0, widest - 1) {
    columns.append(
      .init("corr. \(index + 1)", .number(.decimals(3)), key: "correlation\(index + 1)"))
  }
  var rows: [[Cell]] = []
  for component in fit.varianceComponents {
    let correlations = component.correlations
    for (index, effect) in component.effects.enumerated() {
      var cells: [Cell] = [
        .text(component.name), .text(effect), Cell(component.covariance[index, index]),
        Cell(component.standardDeviations[index]),
      ]
      for other in 0..<max(0, widest - 1) {
        cells.append(other < index ? Cell(correlations[other, index]) : .missing)
      }
      rows.append(cells)
    }
  }
  let blanks = [Cell](repeating: .missing, count: max(0, widest - 1))
  rows.append([.text("residual"), .missing, Cell(fit.residualVariance), Cell(fit.sigma)] + blanks)
  let groups = fit.varianceComponents.map { "\($0.levelCount) groups of \($0.grouping)" }
  return ReportTable(
    title: "Random effects", columns: columns, rows: rows,
    notes: [Array(Set(groups)).sorted().joined(separator: ", ") + "."])
}

/// The lines below the tables of a mixed model.
func mixedSummaryLines(_ fit: LinearMixedFit) -> [String] {
  let criterion = fit.estimation == .reml ? "REML" : "ML"
  var line =
    "\(criterion) criterion (−2 log likelihood) \(Prose.number(fit.criterion, decimals: 3))"
  if let aic = fit.aic { line += ", AIC \(Prose.number(aic, decimals: 2))" }
  let state = fit.convergence.isConverged ? "converged" : "did not converge"
  return [
    line + ".",
    "The search \(state) in \(fit.convergence.iterations) steps and \(fit.convergence.evaluations) "
      + "evaluations; largest gradient \(Prose.number(fit.convergence.gradient, significant: 2)).",
  ]
}
