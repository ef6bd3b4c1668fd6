import ArgumentParser
import Concord

/// `concord fit`: a regression with its coefficients.
struct FitCommand: RegressionSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "fit", abstract: "Fit a regression and print its coefficients.")

  static let examples = """
    concord fit schools.csv 'ela ~ collaboration * poverty' --cluster district
    concord fit schools.csv 'cbind(leavers, staff - leavers) ~ collaboration * poverty' \\
      --family binomial --cluster district --covariance CR2 --df satterthwaite
    concord fit schools.csv 'leavers ~ poverty + offset(log(staff))' --family poisson --json
    concord fit schools.csv 'ela ~ poverty + state' --stream --cluster district
    concord fit schools.csv 'ela ~ poverty + (1 + poverty | district)' --df kenward-roger
    concord fit schools.csv 'ela ~ poverty + (1 | district)' --intervals profile
    concord fit schools.csv '`commitment` ~ `collaboration`' --missing N/A
    """

  @OptionGroup var data: DataOptions

  @Argument(help: "The formula: outcome ~ predictors.")
  var formula: String

  @OptionGroup var model: ModelOptionGroup
  @OptionGroup var covariance: CovarianceOptions
  @OptionGroup var intervals: IntervalOptions
  @OptionGroup var confidence: ConfidenceOptions
  @OptionGroup var seeding: SeedOptions
  @OptionGroup var output: OutputOptions

  @Flag(
    help: ArgumentHelp(
      "Read the file in blocks, several times, instead of holding it.",
      discussion: """
        Linear models only, with the methods auto, gram and triangle and the covariances classical, HC0 \
        to HC4, CR0, CR1 and CR1S. Memory does not grow with the rows.
        """))
  var stream = false

  @Flag(help: "Mixed models: the effects of each group with their standard errors.")
  var modes = false

  func validate() throws {
    if seeding.seed != nil && intervals.intervals != .bootstrap {
      throw ValidationError("--seed goes with --intervals bootstrap; nothing else here is random")
    }
    guard stream else { return }
    let unused = [
      ("--modes", modes), ("--ml", model.ml), ("--reml", model.reml),
      ("--quadrature", model.quadrature != nil), ("--intervals", intervals.intervals != .wald),
    ].filter(\.1).map(\.0)
    if let option = unused.first {
      throw ValidationError(
        "\(option) is for models with random effects, and --stream fits linear models without; leave "
          + "one of them out")
    }
  }

  func execute() throws -> CommandOutput {
    if !stream { return try fitAndAnswer() }
    let request = RegressionRequest(
      formula: formula, reading: data.reading, model: model, covariance: covariance)
    try request.check()
    return try fitStreamed(request, path: data.data, answer)
  }

  func answer(_ regression: FittedRegression) throws -> CommandOutput {
    let (inference, particulars) = (regression.inference, regression.particulars)
    let fit = inference.fit
    let found = try fittedIntervals(
      intervals, covariance: covariance, fit: fit, level: confidence.level, seed: seeding.seed)
    let wald = inference.coefficientTable(level: confidence.level)
    let rows = found?.replacing(wald) ?? wald
    let pairs =
      isMixedWithClusters(fit, particulars) ? try inference.standardErrorPairs() : nil
    let answers = fit.multilevel.map { MultilevelAnswers($0) }
    let groups = modes ? try conditionalModes(fit) : nil
    var result = CommandOutput(about: particulars)
    result.tables = [
      coefficientReport(rows, pairs: pairs, note: intervalsNote(found, level: confidence.level))
    ]
    if let answers {
      result.tables +=
        [
          randomEffectsReport(fit.multilevel, reliabilities: answers.reliabilities),
          intraclassReport(answers),
        ].compactMap { $0 }
    }
    if let found {
      result.tables.append(intervalsReport(found, level: confidence.level))
      result.warnings += found.doubts(level: confidence.level)
    }
    if let groups { result.tables.append(conditionalModesReport(groups)) }
    result.sentences = fitSummaryLines(inference) + multilevelLines(answers)
    let values = rows.enumerated().map { index, row in
      JSONValue.object(
        coefficientMembers(row) + [
          .init("modelBasedStandardError", JSONValue(pairs?[index].modelBased))
        ])
    }
    result.json += [
      .init("coefficients", .array(values)),
      .init("aliased", .array(fit.coefficients.aliased.map { .string($0.name) })),
      fitMember(inference), randomEffectsMember(fit.multilevel, found), multilevelMember(answers),
      conditionalModesMember(groups),
      convergenceMember(fit), intervalsMember(found, level: confidence.level),
    ]
    if let seed = found?.bootstrap?.seed {
      result.closing = closingMembers(particulars, seed: seed)
    }
    return result
  }
}

/// Whether a mixed model's errors are robust ones, so that its own stand beside them.
private func isMixedWithClusters(_ fit: any Estimated, _ particulars: FitParticulars) -> Bool {
  fit.description.kind.hasRandomEffects && !particulars.covariance.clusters.isEmpty
}

/// A coefficient as JSON.
func coefficientMembers(_ row: Estimate) -> [JSONValue.Member] {
  [
    .init("term", .string(row.label)), .init("estimate", .number(row.estimate)),
    .init("standardError", JSONValue(row.standardError)),
    .init("statistic", JSONValue(row.statistic)),
    .init("degreesOfFreedom", JSONValue(row.degreesOfFreedom)),
    .init("pValue", JSONValue(row.pValue)),
    .init("lower", JSONValue(row.lower)), .init("upper", JSONValue(row.upper)),
  ]
}

/// The coefficients as a table, with the model's own standard errors beside robust ones.
private func coefficientReport(
  _ rows: [Estimate], pairs: [StandardErrorPair]?, note: String
) -> ReportTable {
  let isNormal = rows.allSatisfy { $0.degreesOfFreedom == nil }
  var columns: [ReportTable.Column] = [
    .init("term", key: "term"), .init("estimate", .number(), key: "estimate"),
    .init(pairs == nil ? "std. error" : "robust error", .number(), key: "standardError"),
  ]
  if pairs != nil {
    columns.append(.init("model's error", .number(), key: "modelBasedStandardError"))
  }
  columns += [
    .init(isNormal ? "z" : "t", .number(.decimals(3)), key: "statistic"),
    .init("df", .number(.decimals(1)), key: "degreesOfFreedom"),
    .init("p", .pValue, key: "pValue"),
    .init("lower", .number(), key: "lower"), .init("upper", .number(), key: "upper"),
  ]
  return ReportTable(
    title: "", columns: columns,
    rows: rows.enumerated().map { index, row in
      var cells: [Cell] = [.text(row.label), Cell(row.estimate), Cell(row.standardError)]
      if let pairs { cells.append(Cell(pairs[index].modelBased)) }
      return cells + [
        Cell(row.statistic), Cell(row.degreesOfFreedom), Cell(pValue: row.pValue),
        Cell(row.lower), Cell(row.upper),
      ]
    }, notes: [note])
}
