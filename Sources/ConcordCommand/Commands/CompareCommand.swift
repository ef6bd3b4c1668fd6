import ArgumentParser
import Concord

/// `concord compare`: nested models.
struct CompareCommand: ConcordSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Compare nested models on the same rows.",
    discussion: """
      All models are fitted to the rows that are complete in every column any of them uses.
      """)

  static let examples = """
    concord compare schools.csv 'ela ~ poverty' 'ela ~ poverty * collaboration' --test f
    concord compare schools.csv 'cbind(leavers, staff - leavers) ~ poverty' \\
      'cbind(leavers, staff - leavers) ~ poverty + collaboration' --family binomial --test lrt
    concord compare schools.csv 'ela ~ poverty' 'ela ~ poverty + (1 | district)'
    concord compare schools.csv 'ela ~ 1 + (1 | district)' 'ela ~ poverty + (1 | district)' --ml \\
      --draws 100 --seed 7
    """

  @OptionGroup var data: DataOptions

  @Argument(help: "Two formulas or more with one outcome.")
  var formulas: [String]

  @Option(
    help: "The test: lrt (likelihood ratio), wald, score or, for linear models, f.")
  var test: ComparisonTest = .likelihoodRatio

  @Option(
    parsing: .unconditional,
    help: """
      Mixed models: add a parametric-bootstrap p-value from this many simulated data sets, from 2 to \
      1000000. Default: none.
      """)
  var draws: Int?

  @OptionGroup var model: ModelOptionGroup
  @OptionGroup var covariance: CovarianceOptions
  @OptionGroup var seeding: SeedOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if formulas.count < 2 {
      throw ValidationError("compare takes two formulas or more; there is \(formulas.count)")
    }
    if let draws, draws < 2 || draws > 1_000_000 {
      throw ValidationError("--draws takes a whole number from 2 to 1000000, not \(draws)")
    }
    if seeding.seed != nil && draws == nil {
      throw ValidationError("--seed goes with --draws; nothing else here is random")
    }
    if draws != nil && test != .likelihoodRatio {
      throw ValidationError("--draws goes with --test lrt")
    }
  }

  var paths: [String] { [data.data] }

  func execute() throws -> CommandOutput {
    try refuseSwapped(data: data.data, formulas: formulas)
    if test != .wald && !covariance.isSilent {
      throw CommandError(
        .usage, code: "conflictingOptions",
        "--test \(test.rawValue) takes no other covariance than the model's own; with --covariance, "
          + "--cluster, --lag or --df choose --test wald")
    }
    try checkFormulas()
    let loaded = try load(data.data, reading: data.reading)
    let required = try naming(loaded.source) {
      try formulas.flatMap { try Formula($0).columnNames(in: loaded.table) }
    }
    let regressions = try formulas.map {
      try fitRegression(request($0, required: required), data: loaded)
    }
    try RegressionRequest.refuseUnusedCoding(
      model, formulas: formulas, schemas: regressions.compactMap(\.schema), in: loaded.table)
    let isMixed = regressions.contains { $0.fit.description.kind.hasRandomEffects }
    if !isMixed, model.isForMixed {
      throw CommandError(.usage, code: "conflictingOptions", mixedOptionsMessage)
    }
    if isMixed { try refuseMixed(regressions) }
    let comparison =
      test == .wald
      ? try compare(regressions.map(\.inference)) : try compare(regressions.map(\.fit), test: test)
    let seed = seeding.seed ?? defaultSeed
    let bootstraps = try draws.map { try bootstrapTests(regressions, draws: $0, seed: seed) }
    return answer(comparison, bootstraps, regressions: regressions)
  }

  /// Refuses what models with random effects have no test for, in the words of the options.
  private func refuseMixed(_ regressions: [FittedRegression]) throws {
    if test == .f || test == .score {
      throw CommandError(
        .usage, code: "conflictingOptions",
        "models with random effects are compared by --test lrt, or by --test wald where all have the same "
          + "random terms; choose one of them")
    }
    let isRestricted = regressions.contains { $0.fit.likelihood?.isRestricted == true }
    let names = Set(regressions.map(\.fit.coefficients.names))
    if test == .likelihoodRatio, isRestricted, names.count > 1 {
      throw CommandError(
        .usage, code: "conflictingOptions",
        "restricted likelihoods of models with different fixed effects do not compare; add --ml")
    }
  }

  /// Looks at the formulas before data are read.
  private func checkFormulas() throws {
    var seen: Set<String> = []
    for formula in formulas {
      try request(formula).check()
      if !seen.insert(try Formula(formula).description).inserted {
        throw CommandError(
          .usage, code: "badFormula",
          "the formula \"\(formula)\" is given twice; there is nothing to compare")
      }
    }
  }

  private func request(_ formula: String, required: [String] = []) -> RegressionRequest {
    RegressionRequest(
      formula: formula, reading: data.reading, model: model, covariance: covariance,
      required: required, isBesideMixed: true)
  }

  private func answer(
    _ comparison: ModelComparison, _ bootstraps: [BootstrapTest?]?, regressions: [FittedRegression]
  ) -> CommandOutput {
    let largest =
      regressions.max { $0.parameterCount < $1.parameterCount } ?? regressions[0]
    var result = CommandOutput(about: largest)
    result.tables = [comparisonReport(comparison, bootstraps)]
    result.json += [
      .init("test", .string(test.rawValue)),
      .init(
        "rows",
        .array(
          comparison.rows.enumerated().map { comparisonValue($1, bootstraps?[$0]) })),
    ]
    var seen: Set<Diagnostic> = []
    let doubts = regressions.flatMap(\.diagnostics) + comparison.diagnostics
    result.warnings = doubts.filter { seen.insert($0).inserted }
    if let seed = bootstraps?.compactMap({ $0?.seed }).first {
      result.closing = closingMembers(largest.particulars, seed: seed)
    }
    return result
  }
}

extension ComparisonTest: ExpressibleByArgument {}

/// A model among those compared, as JSON.
private func comparisonValue(
  _ row: ModelComparisonRow, _ bootstrap: BootstrapTest?
) -> JSONValue {
  [
    "formula": .string(row.formula), "df": JSONValue(row.degreesOfFreedom),
    "parameters": .integer(row.parameterCount), "logLikelihood": JSONValue(row.logLikelihood),
    "deviance": .number(row.deviance),
    "degreesOfFreedomResidual": .number(row.residualDegreesOfFreedom),
    "statistic": JSONValue(row.statistic),
    "test": JSONValue(row.comparison?.distribution.rawValue),
    "denominatorDegreesOfFreedom": JSONValue(row.comparison?.denominatorDegreesOfFreedom),
    "pValue": JSONValue(row.pValue), "naivePValue": JSONValue(row.naivePValue),
    "mixture": row.mixture.map(mixtureValue) ?? .null, "bootstrap": bootstrapValue(bootstrap),
  ]
}

private func mixtureValue(_ mixture: ChiSquaredMixture) -> JSONValue {
  .array(
    mixture.parts.map {
      ["df": .integer($0.degreesOfFreedom), "weight": .number($0.weight)]
    })
}

private func comparisonReport(
  _ comparison: ModelComparison, _ bootstraps: [BootstrapTest?]?
) -> ReportTable {
  let hasMixture = comparison.rows.contains { $0.mixture != nil }
  var columns: [ReportTable.Column] = [
    .init("formula", key: "formula"), .init("parameters", .integer, key: "parameters"),
    .init("log-likelihood", .number(.significant(6)), key: "logLikelihood"),
    .init("deviance", .number(.significant(6)), key: "deviance"),
    .init("df", .number(), key: "df"),
    .init("statistic", .number(.significant(5)), key: "statistic"),
    .init("test", key: "test"), .init("p", .pValue, key: "pValue"),
  ]
  if hasMixture { columns.append(.init("naive p", .pValue, key: "naivePValue")) }
  if bootstraps != nil { columns.append(.init("bootstrap p", .pValue, key: "bootstrapPValue")) }
  return ReportTable(
    title: "Nested models, each against the one above it", columns: columns,
    rows: comparison.rows.enumerated().map { index, row in
      var cells: [Cell] = [
        .text(row.formula), .integer(row.parameterCount), Cell(row.logLikelihood),
        Cell(row.deviance), Cell(row.degreesOfFreedom), Cell(row.statistic),
        row.comparison.map { .text($0.distribution.rawValue) } ?? .missing,
        Cell(pValue: row.pValue),
      ]
      if hasMixture { cells.append(Cell(pValue: row.naivePValue)) }
      if let bootstraps { cells.append(Cell(pValue: bootstraps[index]?.pValue)) }
      return cells
    },
    notes: comparison.rows.compactMap { row in
      row.mixture.map {
        "\(row.formula): p by \($0.description), since a variance of zero is at the edge of what "
          + "is possible; naive p by chi-squared."
      }
    } + bootstrapNotes(bootstraps ?? []))
}
