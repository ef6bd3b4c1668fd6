import ArgumentParser
import Concord

/// `concord fit`: a regression with its coefficients.
struct FitCommand: RegressionSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "fit", abstract: "Fit a regression and print its coefficients.",
    discussion: """
      Examples:
        concord fit schools.csv 'ela ~ collaboration * poverty' --cluster district
        concord fit schools.csv 'cbind(leavers, staff - leavers) ~ collaboration * poverty' \\
          --family binomial --cluster district --covariance CR2 --df satterthwaite
        concord fit teachers.csv 'left ~ experience + sector' --family binomial --json
        concord fit pupils.csv 'ela ~ poverty + grade' --stream --cluster school
        concord fit pupils.csv 'ela ~ ses + (1 + ses | school) + (1 | district)' --df kenward-roger
        concord fit pupils.csv 'ela ~ ses + (1 + ses | school)' --intervals profile
        concord fit nyc.csv '`Average ELA Proficiency` ~ `Economic Need Index`' --missing N/A
      """)

  @OptionGroup var data: DataOptions

  @Argument(help: "The formula: outcome ~ predictors.")
  var formula: String

  @OptionGroup var model: ModelOptionGroup
  @OptionGroup var covariance: CovarianceOptions
  @OptionGroup var intervals: IntervalOptions
  @OptionGroup var output: OutputOptions

  @Flag(
    help: ArgumentHelp(
      "Read the file in blocks, several times, instead of holding it.",
      discussion: """
        Least squares only, with the covariances classical, HC0 to HC4, CR0, CR1 and CR1S; memory \
        does not grow with the rows.
        """))
  var stream = false

  @Flag(help: "Mixed models: the effects of each group with their standard errors.")
  var modes = false

  func execute() throws -> CommandOutput {
    if !stream { return try fitAndAnswer() }
    let request = RegressionRequest(
      formula: formula, reading: data.reading, model: model, covariance: covariance)
    try request.check()
    let streamed = try fitStreamed(request, path: data.data)
    return try coefficients(of: streamed.inference, about: streamed.particulars)
  }

  func answer<Fit: RegressionFit>(_ regression: FittedRegression, fit: Fit) throws
    -> CommandOutput
  {
    try coefficients(
      of: try fit.inference(regression.covariance), about: regression.particulars)
  }

  private func coefficients<Fit: LikelihoodEstimates>(
    of inference: Inference<Fit>, about particulars: FitParticulars
  ) throws -> CommandOutput {
    let fit = inference.fit
    let found = try fittedIntervals(
      intervals, covariance: covariance, fit: fit, output: output)
    let wald = inference.coefficientTable(level: output.level)
    let rows = found?.replacing(wald) ?? wald
    let pairs = isMixedWithClusters(fit, particulars) ? inference.standardErrorPairs : nil
    let answers = MultilevelAnswers(fit)
    let groups = modes ? try conditionalModes(fit) : nil
    var result = CommandOutput(about: particulars)
    result.tables = [
      coefficientReport(rows, pairs: pairs, note: intervalsNote(found, level: output.level))
    ]
    if let answers {
      result.tables +=
        [
          randomEffectsReport(fit, reliabilities: answers.reliabilities),
          intraclassReport(answers),
        ].compactMap { $0 }
    }
    if let found {
      result.tables.append(intervalsReport(found, level: output.level))
      result.warnings += found.doubts(level: output.level)
    }
    if let groups { result.tables.append(conditionalModesReport(groups)) }
    result.sentences = fitSummaryLines(fit) + multilevelLines(answers)
    let values = rows.enumerated().map { index, row in
      JSONValue.object(
        coefficientMembers(row) + [
          .init("modelBasedStandardError", JSONValue(pairs?[index].modelBased))
        ])
    }
    result.json += [
      .init("coefficients", .array(values)),
      .init("aliased", .array(fit.coefficients.aliased.map { .string($0.name) })),
      fitMember(fit), randomEffectsMember(fit, found), multilevelMember(answers),
      conditionalModesMember(groups),
      convergenceMember(fit), intervalsMember(found, level: output.level),
    ]
    if let seed = found?.bootstrap?.seed {
      result.closing = closingMembers(particulars, seed: seed)
    }
    return result
  }
}

/// Whether a mixed model's errors are robust ones, so that its own stand beside them.
private func isMixedWithClusters(_ fit: any EstimatedModel, _ particulars: FitParticulars) -> Bool {
  mixedConvergence(fit) != nil && !particulars.covariance.clusters.isEmpty
}

/// A coefficient as JSON.
func coefficientMembers(_ row: CoefficientRow) -> [JSONValue.Member] {
  [
    .init("term", .string(row.term)), .init("estimate", .number(row.estimate)),
    .init("standardError", JSONValue(row.standardError)),
    .init("statistic", JSONValue(row.statistic)),
    .init("degreesOfFreedom", JSONValue(row.degreesOfFreedom)),
    .init("pValue", JSONValue(row.pValue)),
    .init("lower", JSONValue(row.lower)), .init("upper", JSONValue(row.upper)),
  ]
}

/// The coefficients as a table, with the model's own standard errors beside robust ones.
private func coefficientReport(
  _ rows: [CoefficientRow], pairs: [StandardErrorPair]?, note: String
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
      var cells: [Cell] = [.text(row.term), Cell(row.estimate), Cell(row.standardError)]
      if let pairs { cells.append(Cell(pairs[index].modelBased)) }
      return cells + [
        Cell(row.statistic), Cell(row.degreesOfFreedom), Cell(pValue: row.pValue),
        Cell(row.lower), Cell(row.upper),
      ]
    }, notes: [note])
}
