import Concord

/// The member `randomEffects`: an entry for each effect of each grouping, none without random
/// terms.
///
/// Of `correlations` the first is with the first effect of the same term, and so on up to the one
/// before this; null where a variance is zero. `lower` and `upper` are of the standard deviation, and
/// `correlationIntervals` has a pair for each correlation; null and empty for Wald intervals, which
/// there are none of.
func randomEffectsMember(
  _ fit: (any MultilevelFit)?, _ intervals: FittedIntervals? = nil
) -> JSONValue.Member {
  let rows = (fit?.varianceComponents ?? []).flatMap { component -> [JSONValue] in
    let deviations = component.standardDeviations
    let correlations = component.correlations
    return component.effects.enumerated().map { index, effect in
      let own = intervals?[.standardDeviation(group: component.name, effect: effect)]
      let pairs = component.effects[..<index].compactMap {
        intervals?[.correlation(group: component.name, effect: effect, with: $0)]
      }
      return [
        "group": .string(component.name), "term": .string(effect),
        "variance": JSONValue(component.covariance[index, index]),
        "standardDeviation": JSONValue(deviations[index]),
        "correlations": .array((0..<index).map { JSONValue(correlations[$0, index]) }),
        "groups": .integer(component.levelCount),
        "lower": JSONValue(own?.lower), "upper": JSONValue(own?.upper),
        "correlationIntervals": .array(
          pairs.map { .array([JSONValue($0.lower), JSONValue($0.upper)]) }),
      ]
    }
  }
  return .init("randomEffects", .array(rows))
}

/// The random effects as a table, the residual last, with their reliabilities; nil without random
/// effects.
func randomEffectsReport(
  _ fit: (any MultilevelFit)?, reliabilities: [CoefficientReliability]
) -> ReportTable? {
  guard let fit else { return nil }
  let components = fit.varianceComponents
  let widest = components.map(\.effects.count).max() ?? 1
  var columns: [ReportTable.Column] = [
    .init("group", key: "group"), .init("term", key: "term"),
    .init("variance", .number(), key: "variance"),
    .init("std. deviation", .number(), key: "standardDeviation"),
  ]
  for index in 0..<max(0, widest - 1) {
    columns.append(
      .init("corr. \(index + 1)", .number(.decimals(3)), key: "correlation\(index + 1)"))
  }
  if !reliabilities.isEmpty {
    columns.append(.init("reliability", .number(.decimals(3)), key: "reliability"))
  }
  var rows: [[Cell]] = []
  for component in components {
    let correlations = component.correlations
    for (index, effect) in component.effects.enumerated() {
      var cells: [Cell] = [
        .text(component.name), .text(effect), Cell(component.covariance[index, index]),
        Cell(component.standardDeviations[index]),
      ]
      for other in 0..<max(0, widest - 1) {
        cells.append(other < index ? Cell(correlations[other, index]) : .missing)
      }
      if !reliabilities.isEmpty { cells.append(Cell(reliabilities[rows.count].reliability)) }
      rows.append(cells)
    }
  }
  let blanks = [Cell](
    repeating: .missing, count: max(0, widest - 1) + (reliabilities.isEmpty ? 0 : 1))
  if let residual = fit.means?.residualVariance {
    rows.append(
      [.text("residual"), .missing, Cell(residual), Cell(residual.squareRoot())] + blanks)
  }
  let groups = components.map { "\($0.levelCount) groups of \($0.grouping)" }
  var notes = [Array(Set(groups)).sorted().joined(separator: ", ") + "."]
  for note in reliabilities.compactMap(reliabilityNote) where !notes.contains(note) {
    notes.append(note)
  }
  return ReportTable(
    title: "Random effects", columns: columns, rows: rows, notes: notes)
}

/// What there is to say of the groups behind a reliability; nil where it is over all of them.
private func reliabilityNote(_ row: CoefficientReliability) -> String? {
  switch row.absence {
  case .crossedWithin:
    "No reliability by \(row.grouping): groupings that cross each other lie within it."
  case .noOwnEstimates:
    "No reliability by \(row.grouping): no group's own data determine its effects."
  case nil where row.groupsUsed < row.groupCount:
    "Reliability by \(row.grouping): of the \(row.groupsUsed) groups that have estimates of their "
      + "own."
  case nil: nil
  }
}

/// The lines below the tables of a mixed model.
func mixedSummaryLines(_ fit: any Estimated) -> [String] {
  guard let iteration = fit.iteration, let likelihood = fit.likelihood else { return [] }
  let criterion =
    switch fit.description.method {
    case "reml": "REML criterion"
    case "ml": "ML deviance"
    case "laplace": "Deviance by Laplace's approximation"
    default: "Deviance by adaptive quadrature"
    }
  var line =
    "\(criterion) (−2 log likelihood) \(Prose.number(likelihood.deviance, decimals: 3))"
  if let aic = fit.aic { line += ", AIC \(Prose.number(aic, decimals: 2))" }
  let state = iteration.isConverged ? "converged" : "did not converge"
  return [
    line + ".",
    "The search \(state) in \(iteration.iterations) steps and \(iteration.evaluations ?? 0) "
      + "evaluations; largest gradient \(Prose.number(iteration.criterion, significant: 2)).",
  ]
}
