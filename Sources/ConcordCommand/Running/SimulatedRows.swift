import Concord

/// The most numbers `simulate` draws: they take 0.8 GB.
private let mostDrawnNumbers = 100_000_000

/// Responses drawn from a fit, as columns beside the rows it used.
///
/// Columns are called `draw1`, `draw2`, …: the number of successes where the response is
/// `cbind(successes, failures)`, else what stands left of the `~`.
func simulatedRows(
  _ fit: any Estimated, _ frame: ModelFrame, draws: Int, seed: UInt64, effects: EffectsInDraws?
) throws -> (table: Table, columns: [[Double]], diagnostics: [Diagnostic]) {
  if draws > mostDrawnNumbers / max(1, frame.rowCount) {
    throw CommandError(
      .usage, code: "badOption",
      "\(draws) draws of \(frame.rowCount) rows are more than \(mostDrawnNumbers) numbers; draw fewer, "
        + "with several seeds")
  }
  let simulated = try simulation(fit, draws: draws, seed: seed, effects: effects)
  let columns = simulated.draws.map { values in
    frame.response.trials.map { zip($0, values).map { ($0 * $1).rounded() } } ?? values
  }
  var table = frame.usedTable()
  for (index, values) in columns.enumerated() {
    let name = "draw\(index + 1)"
    if table[name] != nil {
      throw CommandError(
        .usage, code: "conflictingOptions",
        "the data have a column \"\(name)\" already, which is what a draw is called; rename it")
    }
    table = try table.adding(drawColumn(name, values))
  }
  return (table, columns, simulated.diagnostics)
}

/// Counts as whole numbers, all else as it is.
private func drawColumn(_ name: String, _ values: [Double]) -> Column {
  let whole = values.compactMap { Int64(exactly: $0) }
  return whole.count == values.count
    ? Column(name: name, values: .integer(whole)) : Column(name, values)
}

private func simulation(
  _ fit: any Estimated, draws: Int, seed: UInt64, effects: EffectsInDraws?
) throws -> SimulatedResponses {
  if let mixed = fit.multilevel {
    return try mixed.simulatedResponses(
      count: draws, seed: seed, effects: effects ?? .population)
  }
  if effects != nil {
    throw CommandError(
      .usage, code: "conflictingOptions",
      "--random says where random effects come from, and the formula has no random term such as "
        + "(1 | school); leave it out")
  }
  guard let refitting = fit.refitting else {
    throw CommandError(
      .usage, code: "conflictingOptions",
      "responses are not drawn from a model of the kind \(fit.description.kind.name) in this version"
    )
  }
  return try refitting.responses(count: draws, seed: seed)
}
