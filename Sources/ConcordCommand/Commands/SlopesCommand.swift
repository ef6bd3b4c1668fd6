import ArgumentParser
import Concord

/// `concord slopes`: simple slopes and the Johnson–Neyman region.
struct SlopesCommand: ConcordSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "slopes",
    abstract: "Slopes of one variable at values of another, and where they differ from zero.",
    discussion: """
      Slopes are on the scale of the linear predictor: for a logistic model, log odds. Without --at, \
      --percentiles or --sd the moderator's 16th, 50th and 84th percentiles are used.

      Examples:
        concord slopes nyc.csv 'ela ~ collaboration * need' --focal collaboration --moderator need
        concord slopes schools.csv 'ela ~ collaboration * poverty' --cluster district \\
          --focal collaboration --moderator poverty --sd
      """)

  @OptionGroup var data: DataOptions

  @Argument(help: "The formula: outcome ~ predictors.")
  var formula: String

  @Option(parsing: .unconditional, help: "The variable whose slope is asked for.")
  var focal: String

  @Option(parsing: .unconditional, help: "The variable the slope may depend on.")
  var moderator: String

  @Option(parsing: .unconditional, help: "Values of the moderator: 25,50,75")
  var at: String?

  @Option(parsing: .unconditional, help: "Percentiles of the moderator: 16,50,84")
  var percentiles: String?

  @Flag(help: "The moderator's mean and one standard deviation to either side.")
  var sd = false

  @OptionGroup var model: ModelOptionGroup
  @OptionGroup var covariance: CovarianceOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if [at != nil, percentiles != nil, sd].filter({ $0 }).count > 1 {
      throw ValidationError("--at, --percentiles and --sd exclude each other")
    }
  }

  func execute() throws -> CommandOutput {
    let levels = try moderatorLevels()
    let regression = try fitRegression(
      RegressionRequest(
        formula: formula, reading: data.reading, model: model, covariance: covariance),
      data: try load(data.data, reading: data.reading))
    return try answer(regression, fit: regression.fit, levels: levels)
  }

  private func moderatorLevels() throws -> [Level] {
    if let at { return at.split(separator: ",").map { Level(String($0)) } }
    if sd { return [-1, 0, 1].map { Level.meanPlus(standardDeviations: $0) } }
    return try (percentiles ?? "16,50,84").split(separator: ",").map { text in
      guard let percent = Double(text.filter { $0 != " " }), (0...100).contains(percent) else {
        throw CommandError(
          .usage, code: "badLevels", "--percentiles takes numbers from 0 to 100, not \"\(text)\"")
      }
      return .percentile(percent)
    }
  }

  private func answer<Fit: RegressionFit>(
    _ regression: FittedRegression, fit: Fit, levels: [Level]
  ) throws -> CommandOutput {
    let inference = try fit.inference(regression.covariance)
    let (focal, moderator) = (unquoted(focal), unquoted(moderator))
    let slopes = try inference.simpleSlopes(
      of: focal, at: levels, of: moderator, level: output.level)
    let region = try inference.johnsonNeyman(of: focal, by: moderator, level: output.level)
    let scale = fit.description.link == "identity" ? "response" : "link"
    var result = CommandOutput()
    result.heading = headingLines(regression)
    result.tables = [slopesReport(slopes, scale: scale)]
    result.sentences = [sentence(for: region)]
    result.json = [
      modelMember(regression), dataMember(regression), .init("focal", .string(focal)),
      .init("moderator", .string(moderator)), .init("scale", .string(scale)),
      .init("rows", .array(slopes.map(slopeValue))),
      .init("johnsonNeyman", johnsonNeymanValue(region)),
    ]
    result.warnings = regression.diagnostics
    result.closing = closingMembers(regression, seed: nil)
    return result
  }

  private func slopesReport(_ slopes: [SimpleSlope], scale: String) -> ReportTable {
    ReportTable(
      title: "Slope of \(focal) by \(moderator), on the \(scale) scale",
      columns: [
        .init("at", key: "at"), .init(moderator, .number(), key: "moderator"),
        .init("slope", .number(), key: "estimate"),
        .init("std. error", .number(), key: "standardError"),
        .init("statistic", .number(.decimals(3)), key: "statistic"),
        .init("df", .number(.decimals(1)), key: "degreesOfFreedom"),
        .init("p", .pValue, key: "pValue"), .init("lower", .number(), key: "lower"),
        .init("upper", .number(), key: "upper"),
      ],
      rows: slopes.map { slope in
        [
          slope.moderator.origin.map { .text($0) } ?? .missing, Cell(slope.moderator.number),
          Cell(slope.slope.estimate), Cell(slope.slope.standardError), Cell(slope.slope.statistic),
          Cell(slope.slope.degreesOfFreedom), Cell(pValue: slope.slope.pValue),
          Cell(slope.slope.lower), Cell(slope.slope.upper),
        ]
      }, notes: [averagingNote, "Intervals at \(Prose.confidence(output.level))."])
  }

  private func sentence(for region: JohnsonNeymanRegion) -> String {
    let bounds = region.bounds.map { Prose.number($0, significant: 6) }.joined(separator: " and ")
    let place =
      switch region.significant {
      case .everywhere: "differs from zero at every value of \(moderator)"
      case .nowhere: "differs from zero at no value of \(moderator)"
      case .inside: "differs from zero between \(bounds)"
      case .outside: "differs from zero on one side of, or beyond, \(bounds)"
      }
    return "Johnson–Neyman: the slope of \(focal) \(place); observed range "
      + Prose.interval(region.range.lowerBound, region.range.upperBound, significant: 4)
      + ", with \(Prose.percent(region.shareSignificant)) of the rows where it does."
  }
}

/// A simple slope as JSON.
private func slopeValue(_ slope: SimpleSlope) -> JSONValue {
  .object([.init("moderator", settingValue(slope.moderator))] + estimateMembers(slope.slope))
}

/// A Johnson–Neyman region as JSON.
func johnsonNeymanValue(_ region: JohnsonNeymanRegion) -> JSONValue {
  [
    "bounds": .array(region.bounds.map { .number($0) }),
    "significant": .string(region.significant.rawValue),
    "range": [.number(region.range.lowerBound), .number(region.range.upperBound)],
    "shareSignificant": .number(region.shareSignificant),
    "significantIntervals": .array(
      region.significantIntervals.map { [.number($0.lowerBound), .number($0.upperBound)] }),
  ]
}
