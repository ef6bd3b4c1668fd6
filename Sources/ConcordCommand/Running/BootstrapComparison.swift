import Concord

/// Each model but the smallest tested against the next smaller one by data drawn from that; nil in the
/// first row. In the order of a comparison: by numbers of parameters.
///
/// - Throws: a usage error for models without random effects, and what the library throws.
func bootstrapTests(
  _ regressions: [FittedRegression], draws: Int, seed: UInt64
) throws -> [BootstrapTest?] {
  let ordered = regressions.enumerated().sorted {
    ($0.element.parameterCount, $0.offset) < ($1.element.parameterCount, $1.offset)
  }.map(\.element.fit)
  return try ordered.indices.map { index in
    index == 0
      ? nil : try bootstrapTest(ordered[index - 1], ordered[index], draws: draws, seed: seed)
  }
}

private func bootstrapTest(
  _ smaller: any Estimated, _ larger: any Estimated, draws: Int, seed: UInt64
) throws -> BootstrapTest {
  if let smaller = smaller.multilevel, let larger = larger.multilevel {
    return try larger.bootstrapTest(of: smaller, draws: draws, seed: seed)
  }
  throw CommandError(
    .usage, code: "conflictingOptions",
    "--draws compares models that both have random terms; \"\(smaller.description.formula)\" or "
      + "\"\(larger.description.formula)\" has none")
}

/// A bootstrap test as JSON; null where there is none.
func bootstrapValue(_ test: BootstrapTest?) -> JSONValue {
  guard let test else { return .null }
  return [
    "statistic": .number(test.statistic), "pValue": .number(test.pValue),
    "draws": .integer(test.drawCount), "failed": .integer(test.failedDraws.count),
    "exceeding": .integer(test.exceedingCount), "seed": seedValue(test.seed),
  ]
}

/// What to say of the bootstrap tests below a table.
func bootstrapNotes(_ tests: [BootstrapTest?]) -> [String] {
  guard let test = tests.compactMap({ $0 }).first else { return [] }
  let failed = tests.reduce(0) { $0 + ($1?.failedDraws.count ?? 0) }
  return [
    "Bootstrap p: likelihood ratios by maximum likelihood, of \(Prose.count(test.drawCount)) data sets "
      + "drawn from the smaller model of each pair (seed \(test.seed)); \(Prose.count(failed)) could not "
      + "be fitted."
  ]
}
