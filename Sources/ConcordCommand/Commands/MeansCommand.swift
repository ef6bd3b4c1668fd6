import ArgumentParser
import Concord

/// `concord means`: estimated marginal means.
struct MeansCommand: RegressionSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "means",
    abstract: "Means at the levels of factors, other predictors balanced.",
    discussion: """
      Predictions over all combinations of the factors' levels, numbers at their mean, averaged over \
      the factors that are not named.
      """)

  static let examples = """
    concord means schools.csv 'ela ~ state + poverty' --of state --cluster district
    concord means schools.csv 'ela ~ collaboration * poverty + state' --of collaboration \\
      --at collaboration=2,4 --by poverty --at poverty=20,80 --weights proportional
    """

  @OptionGroup var data: DataOptions

  @Argument(help: "The formula: outcome ~ predictors.")
  var formula: String

  @Option(
    parsing: .unconditional,
    help: "The variables whose levels have a mean each, in all combinations: A or A,B.")
  var of: String

  @Option(
    parsing: .unconditional,
    help: "Variables within whose levels the means are asked: C or C,D. Default: none.")
  var by: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Set a variable to a level: poverty=50; one of --of or --by to several: poverty=25,75.",
      discussion:
        "May be given several times. Default: numbers at their mean, factors at all levels."))
  var at: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How the levels averaged over count: equal, proportional or observed.",
      discussion: """
        equal: all alike. proportional: as often as they occur. observed: as often as they occur \
        together with the levels the mean is of. Default: equal. Without a column of weights --weights \
        says the same.
        """))
  var levelWeights: MarginalMeans.GridWeights?

  @Option(
    parsing: .unconditional,
    help: "The scale of the means: response or link. Default: response.")
  var scale: MeansScale = .response

  @Option(
    parsing: .unconditional,
    help: """
      Mixed models: random effects at zero (population) or means over groups (averaged). Default: \
      population.
      """)
  var random: ComparedEffects?

  @OptionGroup var modelOptions: ModelOptionGroup
  @OptionGroup var covariance: CovarianceOptions
  @OptionGroup var confidence: ConfidenceOptions
  @OptionGroup var output: OutputOptions

  /// The options of the model: a word for the levels' weights is no column.
  var model: ModelOptionGroup {
    var options = modelOptions
    if writtenWeights != nil { options.weights = nil }
    return options
  }

  /// What `--weights` says of levels, if it is no column.
  private var writtenWeights: MarginalMeans.GridWeights? {
    modelOptions.weights.flatMap { MarginalMeans.GridWeights(rawValue: $0) }
  }

  private var weightsOfLevels: MarginalMeans.GridWeights {
    levelWeights ?? writtenWeights ?? .equal
  }

  func validate() throws {
    if levelWeights != nil, writtenWeights != nil {
      throw ValidationError("--weights and --level-weights say the same; give one of them")
    }
  }

  func checkOptions() throws { _ = try (variables(), within(), held()) }

  func answer(_ regression: FittedRegression) throws -> CommandOutput {
    let random = try RandomEffectsUse.chosen(random?.use, for: regression.fit)
    let (variables, within) = (try variables(), try within())
    let question = MarginalMeans(
      of: variables, by: within, at: try held(), weights: weightsOfLevels,
      scale: scale == .link ? .predictor : .response, effects: random.effects)
    try refuseIdleWeights(try question.averagedVariables(regression.inference))
    let found = try regression.inference.ask(question, level: confidence.level)
    var table = found.reportTable()
    table.notes = notes + random.note(regression.fit) + table.notes
    var result = CommandOutput(about: regression)
    result.tables = [table]
    result.json += [
      .init("of", .array(variables.map { .string($0) })),
      .init("by", .array(within.map { .string($0) })),
      .init("weights", .string(weightsOfLevels.rawValue)), .init("scale", .string(scale.rawValue)),
      random.member(regression.fit), responseMember(regression.response),
      .init("rows", .array(found.estimates.map { meanValue($0, of: variables, by: within) })),
    ]
    return result
  }

  /// Throws where weights of levels were chosen and no level is averaged over.
  private func refuseIdleWeights(_ averaged: [String]) throws(CommandError) {
    guard let chosen = levelWeights ?? writtenWeights, averaged.isEmpty else { return }
    let option = levelWeights == nil ? "--weights" : "--level-weights"
    throw CommandError(
      .usage, code: "conflictingOptions",
      "\(option) \(chosen.rawValue) weighs the levels of factors averaged over, and no factor is left to "
        + "average over; leave \(option) out")
  }

  private func variables() throws -> [String] { try columnNames(of, option: "--of") }

  private func within() throws -> [String] {
    try by.map { try columnNames($0, option: "--by") } ?? []
  }

  /// The levels of variables that were set.
  private func held() throws -> [String: [Level]] {
    let asked = try variables() + within()
    return try at.reduce(into: [:]) { held, text in
      let parsed = try VariableLevels(text, option: "--at")
      if held.updateValue(parsed.levels, forKey: parsed.variable) != nil {
        throw CommandError(
          .usage, code: "badLevels",
          "--at holds \"\(parsed.variable)\" twice; write its levels with commas between them")
      }
      if parsed.levels.count > 1, !asked.contains(parsed.variable) {
        throw CommandError(
          .usage, code: "badLevels",
          "--at sets \"\(parsed.variable)\" to several levels, which is for variables in --of or --by; give "
            + "it one, or name it in --by")
      }
    }
  }

  /// What the means are averages of.
  private var notes: [String] {
    let levels =
      switch weightsOfLevels {
      case .equal: "all levels alike"
      case .proportional: "levels as often as they occur"
      case .observed: "levels as often as they occur with those of the row"
      }
    return [
      "Factors that are not named are averaged over, \(levels); numbers are at their mean unless set."
    ]
  }
}

/// The scale of marginal means.
enum MeansScale: String, ExpressibleByArgument, CaseIterable, Sendable {
  case response, link
}

extension MarginalMeans.GridWeights: ExpressibleByArgument {}

/// A mean as JSON.
private func meanValue(
  _ mean: Estimate, of variables: [String], by within: [String]
) -> JSONValue {
  .object(
    outcomeMember(mean) + [
      .init("levels", heldValue(mean.levels.filter { variables.contains($0.variable) })),
      .init("by", heldValue(mean.levels.filter { within.contains($0.variable) })),
    ] + estimateMembers(mean))
}
