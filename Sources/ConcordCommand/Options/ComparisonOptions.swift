import ArgumentParser
import Concord

/// What a comparison of adjusted predictions is asked for.
struct ComparisonOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The variable and its two levels, the high one first: poverty=75,25.",
      discussion: """
        A level is a number, a percentile (p90), the mean (mean, mean+1sd, mean-2sd) or a category, \
        which may stand in backticks.
        """))
  var of: String

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Hold another variable: collaboration=p10 or, to compare, collaboration=p10,p90.",
      discussion: "May be given several times. Default: all other variables as observed."))
  var at: [String] = []

  @Option(
    parsing: .unconditional,
    help: """
      Mixed models: random effects at zero (population) or means over groups (averaged). Default: \
      population.
      """)
  var random: ComparedEffects?
}

/// The random effects of a comparison: it is not of rows, whose groups' effects could be included.
enum ComparedEffects: String, ExpressibleByArgument, CaseIterable, Sendable {
  case population, averaged

  var use: RandomEffectsUse { self == .averaged ? .averaged : .population }
}

extension ComparisonOptions {
  /// The compared variable with exactly two levels: high, low.
  func compared() throws -> (variable: String, high: Level, low: Level) {
    let parsed = try VariableLevels(of, option: "--of")
    guard parsed.levels.count == 2 else {
      throw CommandError(
        .usage, code: "badLevels",
        "--of takes two levels, high first, such as poverty=p90,p10; \"\(of)\" has "
          + "\(parsed.levels.count)")
    }
    return (parsed.variable, parsed.levels[0], parsed.levels[1])
  }

  /// Every combination of the held levels, in the order written, the last one's changing fastest.
  func settings() throws -> [[String: Level]] {
    try at.reduce(into: [[:]]) { settings, text in
      let parsed = try VariableLevels(text, option: "--at")
      if settings.first?[parsed.variable] != nil {
        throw CommandError(
          .usage, code: "badLevels",
          "--at holds \"\(parsed.variable)\" twice; write its levels with commas between them")
      }
      settings = settings.flatMap { setting in
        parsed.levels.map { level in setting.merging([parsed.variable: level]) { $1 } }
      }
      if settings.count > 1_000 {
        throw CommandError(
          .usage, code: "badLevels", "--at makes more than 1,000 combinations of levels")
      }
    }
  }
}
