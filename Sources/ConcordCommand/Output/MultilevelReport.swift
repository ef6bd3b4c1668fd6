import Concord

/// The groupings as a table: intraclass correlations and design effects.
func intraclassReport(_ answers: MultilevelAnswers) -> ReportTable? {
  guard let groupings = answers.variances?.groupings, !groupings.isEmpty else { return nil }
  return ReportTable(
    title: "Groups",
    columns: [
      .init("group", key: "group"), .init("groups", .integer, key: "groups"),
      .init("mean size", .number(.decimals(1)), key: "averageGroupSize"),
      .init("share of variance", .number(.decimals(3)), key: "shareOfVariance"),
      .init("intraclass corr.", .number(.decimals(3)), key: "intraclassCorrelation"),
      .init("design effect", .number(.decimals(2)), key: "designEffect"),
    ],
    rows: groupings.map { row in
      [
        .text(row.grouping), .integer(row.groupCount), Cell(row.averageGroupSize),
        Cell(row.shareOfVariance), Cell(row.intraclassCorrelation), Cell(row.designEffect),
      ]
    },
    notes: groupings.filter { !$0.within.isEmpty }.map {
      "The correlation within \($0.grouping) is of rows that share "
        + "\($0.within.joined(separator: ", ")) too."
    })
}

/// The lines of R² and of what else is to be said; empty without random effects.
func multilevelLines(_ answers: MultilevelAnswers?) -> [String] {
  guard let answers else { return [] }
  guard let parts = answers.variances else {
    return answers.absence.map { [capitalized($0) + "."] } ?? []
  }
  var line =
    "R² \(Prose.number(parts.marginalRSquared, decimals: 4)) by the fixed effects (marginal), "
    + "\(Prose.number(parts.conditionalRSquared, decimals: 4)) with the random ones (conditional)"
  if parts.residualScale != .residual {
    line += "; residual variance \(written(parts)) on the scale of the link"
  }
  return [line + "."]
}

private func written(_ parts: VarianceDecomposition) -> String {
  let value = Prose.number(parts.residual, significant: 4)
  return switch parts.residualScale {
  case .residual: value
  case .logistic: "π²/3 = \(value)"
  case .normal: value
  case .extremeValue: "π²/6 = \(value)"
  case .lognormal: "\(value), by the lognormal approximation,"
  }
}
