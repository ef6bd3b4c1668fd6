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
    var result = CommandOutput(about: particulars)
    result.tables = [
      coefficientReport(rows, note: intervalsNote(found, level: output.level))
    ]
    if let effects = randomEffectsReport(fit) { result.tables.append(effects) }
    if let found {
      result.tables.append(intervalsReport(found, level: output.level))
      result.warnings += found.doubts(level: output.level)
    }
    result.sentences = fitSummaryLines(fit)
    result.json += [
      .init("coefficients", .array(rows.map(coefficientValue))),
      .init("aliased", .array(fit.coefficients.aliased.map { .string($0.name) })),
      fitMember(fit), randomEffectsMember(fit, found), convergenceMember(fit),
      intervalsMember(found, level: output.level),
    ]
    if let seed = found?.bootstrap?.seed {
      result.closing = closingMembers(particulars, seed: seed)
    }
    return result
  }
}

/// A coefficient as JSON.
func coefficientValue(_ row: CoefficientRow) -> JSONValue {
  [
    "term": .string(row.term), "estimate": .number(row.estimate),
    "standardError": JSONValue(row.standardError), "statistic": JSONValue(row.statistic),
    "degreesOfFreedom": JSONValue(row.degreesOfFreedom), "pValue": JSONValue(row.pValue),
    "lower": JSONValue(row.lower), "upper": JSONValue(row.upper),
  ]
}

/// The coefficients as a table.
private func coefficientReport(_ rows: [CoefficientRow], note: String) -> ReportTable {
  let isNormal = rows.allSatisfy { $0.degreesOfFreedom == nil }
  return ReportTable(
    title: "",
    columns: [
      .init("term", key: "term"), .init("estimate", .number(), key: "estimate"),
      .init("std. error", .number(), key: "standardError"),
      .init(isNormal ? "z" : "t", .number(.decimals(3)), key: "statistic"),
      .init("df", .number(.decimals(1)), key: "degreesOfFreedom"),
      .init("p", .pValue, key: "pValue"),
      .init("lower", .number(), key: "lower"), .init("upper", .number(), key: "upper"),
    ],
    rows: rows.map { row in
      [
        .text(row.term), Cell(row.estimate), Cell(row.standardError), Cell(row.statistic),
        Cell(row.degreesOfFreedom), Cell(pValue: row.pValue), Cell(row.lower), Cell(row.upper),
      ]
    }, notes: [note])
}
