import ArgumentParser
import Concord

/// `concord slopes`: simple slopes and the Johnson–Neyman region.
struct SlopesCommand: RegressionSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "slopes",
    abstract: "Whether and how the slope of one variable depends on another.",
    discussion: """
      First the interaction's own test: whether the slope depends on the moderator. Then the slopes at \
      levels of it, and the Johnson–Neyman region: where they differ significantly from zero. Slopes are \
      on the scale of the linear predictor: for a logistic model, log odds. Without --at, --percentiles \
      or --sd the moderator's 16th, 50th and 84th percentiles are used or, if it is a category, all its \
      categories.
      """)

  static let examples = """
    concord slopes schools.csv 'ela ~ collaboration * poverty' --focal collaboration \\
      --moderator poverty
    concord slopes schools.csv 'ela ~ collaboration * poverty' --cluster district \\
      --focal collaboration --moderator poverty --sd
    """

  @OptionGroup var data: DataOptions

  @Argument(help: "The formula: outcome ~ predictors.")
  var formula: String

  @Option(parsing: .unconditional, help: "The variable whose slope is asked for.")
  var focal: String

  @Option(parsing: .unconditional, help: "The variable the slope may depend on.")
  var moderator: String

  @Option(
    parsing: .unconditional,
    help:
      "Levels of the moderator: 25,50,75 or p10,p90. Default: --percentiles 16,50,84, or all its categories."
  )
  var at: String?

  @Option(parsing: .unconditional, help: "Percentiles of the moderator: 16,50,84.")
  var percentiles: String?

  @Flag(help: "The moderator's mean and one standard deviation to either side.")
  var sd = false

  @OptionGroup var model: ModelOptionGroup
  @OptionGroup var covariance: CovarianceOptions
  @OptionGroup var confidence: ConfidenceOptions
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

  func answer(_ regression: FittedRegression) throws -> CommandOutput {
    let inference = regression.inference
    let (focal, moderator) = (unquoted(focal), unquoted(moderator))
    let categories = try inference.categoryLevels(of: moderator)
    let usual = categories.isEmpty ? [16, 50, 84].map { Level.percentile($0) } : categories
    let slopes = try inference.simpleSlopes(
      of: focal, at: try writtenModeratorLevels() ?? usual, of: moderator, level: confidence.level)
    // A region needs a number to run along, and standard errors.
    let isOrdered = categories.isEmpty && slopes.allSatisfy { $0.lower != nil }
    let region =
      isOrdered
      ? try inference.johnsonNeyman(of: focal, by: moderator, level: confidence.level) : nil
    let interaction = try inference.slopeInteraction(
      of: focal, by: moderator, level: confidence.level)
    let scale = regression.fit.description.link == "identity" ? "response" : "link"
    let unit = regression.response.unit.map { scale == "link" ? " of \($0)" : ", \($0)" } ?? ""
    var result = CommandOutput(about: regression)
    result.tables = [
      slopesReport(
        slopes, interaction, level: confidence.level,
        title: "Slope of \(focal) by \(moderator), on the \(scale) scale\(unit)")
    ]
    result.sentences =
      [
        interactionSentence(
          interaction, focal: focal, moderator: moderator, level: confidence.level)
      ]
      + (region.map { [regionSentence($0, focal: focal, moderator: moderator)] } ?? [])
    result.json += [
      .init("focal", .string(focal)), .init("moderator", .string(moderator)),
      .init("scale", .string(scale)), responseMember(regression.response),
      .init("interaction", interaction.map(interactionValue) ?? .null),
      .init("rows", .array(slopes.map(slopeValue))),
      .init("johnsonNeyman", region.map(johnsonNeymanValue) ?? .null),
    ]
    return result
  }
}

/// A simple slope as JSON.
private func slopeValue(_ slope: Estimate) -> JSONValue {
  .object(
    [.init("moderator", slope.levels.first.map(settingValue) ?? .null)] + estimateMembers(slope))
}
