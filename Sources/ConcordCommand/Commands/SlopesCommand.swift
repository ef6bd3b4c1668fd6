import ArgumentParser
import Concord

/// `concord slopes`: simple slopes and the Johnson–Neyman region.
struct SlopesCommand: RegressionSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "slopes",
    abstract: "Slopes of one variable at values of another, and where they differ from zero.",
    discussion: """
      Slopes are on the scale of the linear predictor: for a logistic model, log odds. Without --at, \
      --percentiles or --sd the moderator's 16th, 50th and 84th percentiles are used or, if it is a \
      category, all its categories.

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

  @Option(parsing: .unconditional, help: "Levels of the moderator: 25,50,75")
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

  func checkOptions() throws { _ = try writtenModeratorLevels() }

  /// The moderator's levels as asked for, or nil if nothing was said.
  private func writtenModeratorLevels() throws -> [Level]? {
    if let at { return try writtenLevels(at, option: "--at") }
    if sd { return [-1, 0, 1].map { Level.meanPlus(standardDeviations: $0) } }
    return try percentiles?.split(separator: ",", omittingEmptySubsequences: false).map { text in
      guard let percent = Double(text.filter { $0 != " " }), (0...100).contains(percent) else {
        throw CommandError(
          .usage, code: "badLevels", "--percentiles takes numbers from 0 to 100, not \"\(text)\"")
      }
      return .percentile(percent)
    }
  }

  func answer<Fit: RegressionFit>(_ regression: FittedRegression, fit: Fit) throws
    -> CommandOutput
  {
    let inference = try fit.inference(regression.covariance)
    let (focal, moderator) = (unquoted(focal), unquoted(moderator))
    let categories = try inference.categoryLevels(of: moderator)
    let usual = categories.isEmpty ? [16, 50, 84].map { Level.percentile($0) } : categories
    let slopes = try inference.simpleSlopes(
      of: focal, at: try writtenModeratorLevels() ?? usual, of: moderator, level: output.level)
    // A region needs a number to run along, and standard errors.
    let isOrdered = categories.isEmpty && slopes.allSatisfy { $0.slope.standardError != nil }
    let region =
      isOrdered
      ? try inference.johnsonNeyman(of: focal, by: moderator, level: output.level) : nil
    let scale = fit.description.link == "identity" ? "response" : "link"
    var result = CommandOutput(about: regression)
    result.tables = [
      slopesReport(slopes, title: "Slope of \(focal) by \(moderator), on the \(scale) scale")
    ]
    result.sentences =
      region.map { [regionSentence($0, focal: focal, moderator: moderator)] } ?? []
    result.json += [
      .init("focal", .string(focal)), .init("moderator", .string(moderator)),
      .init("scale", .string(scale)), .init("rows", .array(slopes.map(slopeValue))),
      .init("johnsonNeyman", region.map(johnsonNeymanValue) ?? .null),
    ]
    return result
  }

  private func slopesReport(_ slopes: [SimpleSlope], title: String) -> ReportTable {
    ReportTable(
      title: title,
      columns: [
        .init("at", key: "at"), .init("value", key: "moderator"),
        .init("slope", .number(), key: "estimate"),
        .init("std. error", .number(), key: "standardError"),
        .init("statistic", .number(.decimals(3)), key: "statistic"),
        .init("df", .number(.decimals(1)), key: "degreesOfFreedom"),
        .init("p", .pValue, key: "pValue"), .init("lower", .number(), key: "lower"),
        .init("upper", .number(), key: "upper"),
      ],
      rows: slopes.map { slope in
        [
          slope.moderator.origin.map { .text($0) } ?? .missing,
          slope.moderator.number.map { .number($0) } ?? .text(slope.moderator.valueText),
          Cell(slope.slope.estimate), Cell(slope.slope.standardError), Cell(slope.slope.statistic),
          Cell(slope.slope.degreesOfFreedom), Cell(pValue: slope.slope.pValue),
          Cell(slope.slope.lower), Cell(slope.slope.upper),
        ]
      }, notes: [averagingNote, "Intervals: \(Prose.confidence(output.level))."])
  }
}

/// Where a slope differs from zero, in words.
private func regionSentence(
  _ region: JohnsonNeymanRegion, focal: String, moderator: String
) -> String {
  let bounds = region.bounds.map { Prose.number($0, significant: 6) }
  let place =
    switch region.significant {
    case .everywhere: "differs from zero at every value of \(moderator)"
    case .nowhere: "differs from zero at no value of \(moderator)"
    case .inside: "differs from zero between " + bounds.joined(separator: " and ")
    case .outside where region.bounds.count == 1:
      "differs from zero \(region.isSignificantAbove ? "above" : "below") \(bounds[0])"
    case .outside where region.bounds.count == 2:
      "differs from zero below \(bounds[0]) and above \(bounds[1])"
    case .outside: "changes its significance at " + bounds.joined(separator: ", ")
    }
  let (low, high) = (region.range.lowerBound, region.range.upperBound)
  return "Johnson–Neyman: the slope of \(focal) \(place) (\(moderator) runs from "
    + "\(Prose.number(low, significant: 4)) to \(Prose.number(high, significant: 4)); the slope differs "
    + "from zero for \(Prose.percent(region.shareSignificant)) of the rows)."
}

extension JohnsonNeymanRegion {
  /// Whether a slope that is significant on one side of a single bound is so above it.
  fileprivate var isSignificantAbove: Bool {
    guard let bound = bounds.first else { return false }
    if let interval = significantIntervals.first { return interval.upperBound > bound }
    return range.upperBound <= bound
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
