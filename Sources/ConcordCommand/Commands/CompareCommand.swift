import ArgumentParser
import Concord

/// `concord compare`: nested models.
struct CompareCommand: ConcordSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Compare nested models on the same rows.",
    discussion: """
      All models are fitted to the rows that are complete in every column any of them uses.

      Examples:
        concord compare schools.csv 'ela ~ poverty' 'ela ~ poverty * collaboration' --test f
        concord compare women.csv 'inlf ~ educ' 'inlf ~ educ + age' --family binomial --test lrt
        concord compare pupils.csv 'ela ~ ses' 'ela ~ ses + (1 | school)'
        concord compare pupils.csv 'ela ~ 1 + (1 | school)' 'ela ~ ses + (1 | school)' --ml \\
          --draws 1000 --seed 7
      """)

  @OptionGroup var data: DataOptions

  @Argument(help: "Two formulas or more with one outcome.")
  var formulas: [String]

  @Option(help: "lrt, wald, score or f.")
  var test: ComparisonTest = .likelihoodRatio

  @Option(
    parsing: .unconditional,
    help:
      "Mixed models: refer likelihood ratios to so many data sets drawn from the smaller model too."
  )
  var draws: Int?

  @OptionGroup var model: ModelOptionGroup
  @OptionGroup var covariance: CovarianceOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if formulas.count < 2 {
      throw ValidationError("compare takes two formulas or more; there is \(formulas.count)")
    }
    if let draws, draws < 2 || draws > 1_000_000 {
      throw ValidationError("--draws takes a whole number from 2 to 1000000, not \(draws)")
    }
    if draws != nil && test != .likelihoodRatio {
      throw ValidationError("--draws goes with --test lrt")
    }
  }

  func execute() throws -> CommandOutput {
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
    if !regressions.contains(where: { isMixed($0.fit) }), model.isForMixed {
      throw CommandError(.usage, code: "conflictingOptions", mixedOptionsMessage)
    }
    let linear = regressions.compactMap { $0.fit as? LinearFit }
    let generalized = regressions.compactMap { $0.fit as? GeneralizedLinearFit }
    let comparison: ModelComparison
    if regressions.contains(where: { isMixed($0.fit) }) {
      comparison = try mixedComparison(regressions, test: test)
    } else {
      comparison =
        linear.count == regressions.count
        ? try compared(linear, regressions) : try compared(generalized, regressions)
    }
    let seed = output.seed ?? defaultSeed
    let bootstraps = try draws.map { try bootstrapTests(regressions, draws: $0, seed: seed) }
    return answer(comparison, bootstraps, regressions: regressions)
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

  private func compared<Fit: RegressionFit & SandwichSource>(
    _ fits: [Fit], _ regressions: [FittedRegression]
  )
    throws -> ModelComparison
  {
    guard test == .wald else { return try compare(fits, test: test) }
    let choice = try chosenEstimator(covariance, fit: regressions[0].fit)
    return try compared(fits, using: choice.estimator)
  }

  private func compared<Fit: RegressionFit & SandwichSource>(
    _ fits: [Fit], using estimator: some CovarianceEstimator
  ) throws -> ModelComparison {
    try compare(fits, test: .wald, using: estimator)
  }

  private func answer(
    _ comparison: ModelComparison, _ bootstraps: [BootstrapTest?]?, regressions: [FittedRegression]
  ) -> CommandOutput {
    let largest =
      regressions.max { $0.fit.parameterCount < $1.fit.parameterCount } ?? regressions[0]
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
