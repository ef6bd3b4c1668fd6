import Concord

/// The member `intervals`: how the intervals were found and, where they are not Wald's, those of
/// every parameter.
func intervalsMember(_ found: FittedIntervals?, level: Double) -> JSONValue.Member {
  let bootstrap = found?.bootstrap
  return .init(
    "intervals",
    .object([
      .init("method", .string((found?.method ?? .wald).rawValue)),
      .init("level", .number(level)),
      .init("draws", bootstrap.map { .integer($0.drawCount) } ?? .null),
      .init("failed", bootstrap.map { .integer($0.failedDraws.count) } ?? .null),
      .init("unconverged", bootstrap.map { .integer($0.unconvergedCount) } ?? .null),
      .init("boundary", bootstrap.map { .integer($0.boundaryCount) } ?? .null),
      .init("seed", bootstrap.map { seedValue($0.seed) } ?? .null),
      .init("parameters", .array((found?.rows ?? []).map(intervalValue))),
    ]))
}

private func intervalValue(_ row: FittedIntervals.Row) -> JSONValue {
  [
    "parameter": .string(row.parameter.description), "estimate": JSONValue(row.estimate),
    "standardError": JSONValue(row.standardError), "lower": JSONValue(row.lower),
    "upper": JSONValue(row.upper), "endsWithRange": .bool(row.endsBelow || row.endsAbove),
  ]
}

/// The intervals of what is no coefficient, as a table.
func intervalsReport(_ found: FittedIntervals, level: Double) -> ReportTable {
  var notes = [intervalsNote(found, level: level)]
  if found.method == .profile { notes.append("The estimates are of maximum likelihood.") }
  let ending = found.rows.filter { $0.endsBelow || $0.endsAbove }.map(\.parameter.description)
  if !ending.isEmpty {
    notes.append("Ends with the range of the parameter: \(ending.joined(separator: "; ")).")
  }
  return ReportTable(
    title: "Intervals of the random effects",
    columns: [
      .init("parameter", key: "parameter"), .init("estimate", .number(), key: "estimate"),
      .init("std. error", .number(), key: "standardError"),
      .init("lower", .number(), key: "lower"), .init("upper", .number(), key: "upper"),
    ],
    rows: found.rows.compactMap { row in
      if case .fixedEffect = row.parameter { return nil }
      return [
        .text(row.parameter.description), Cell(row.estimate), Cell(row.standardError),
        Cell(row.lower), Cell(row.upper),
      ]
    }, notes: notes)
}

/// How the intervals of the coefficients were found, in a sentence.
func intervalsNote(_ found: FittedIntervals?, level: Double) -> String {
  guard let found else { return "Intervals: \(Prose.confidence(level))." }
  guard let bootstrap = found.bootstrap else {
    return "Intervals: \(Prose.confidence(level)), profile likelihood (maximum likelihood)."
  }
  return
    "Intervals: \(Prose.confidence(level)), percentiles of \(Prose.count(bootstrap.refits.count)) "
    + "parametric bootstrap refits (seed \(bootstrap.seed)); \(bootstrap.failedDraws.count) failed, "
    + "\(bootstrap.boundaryCount) with a variance of zero or a correlation of ±1."
}
