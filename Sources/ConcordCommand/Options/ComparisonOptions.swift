import ArgumentParser
import Concord

/// What a comparison of adjusted predictions is asked for.
struct ComparisonOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "The variable and its two levels, high first: poverty=75,25 or poverty=p90,p10.")
  var of: String

  @Option(
    parsing: .unconditionalSingleValue,
    help: "Hold another variable: collaboration=p10 or, to compare, collaboration=p10,p90.")
  var at: [String] = []
}

/// A variable with levels, as `name=a,b`.
struct VariableLevels: Sendable, Equatable {
  let variable: String
  let levels: [Level]

  /// Reads `name=a,b`.
  init(_ text: String, option: String) throws {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
      throw CommandError(
        .usage, code: "badLevels",
        "\(option) takes NAME=LEVEL,LEVEL such as poverty=p90,p10, not \"\(text)\"")
    }
    variable = unquoted(String(text[..<equals]))
    levels = text[text.index(after: equals)...].split(separator: ",").map { Level(String($0)) }
    if levels.isEmpty {
      throw CommandError(
        .usage, code: "badLevels", "\(option) \(text): no level stands after the =")
    }
  }
}

/// A name without the backticks it may be written in.
func unquoted(_ name: String) -> String {
  name.count >= 2 && name.hasPrefix("`") && name.hasSuffix("`")
    ? String(name.dropFirst().dropLast()) : name
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

  /// Every combination of the held levels, in the order written.
  func settings() throws -> [[String: Level]] {
    try at.reduce(into: [[:]]) { settings, text in
      let parsed = try VariableLevels(text, option: "--at")
      settings = settings.flatMap { setting in
        parsed.levels.map { level in setting.merging([parsed.variable: level]) { $1 } }
      }
      if settings.count > 1_000 {
        throw CommandError(
          .usage, code: "badLevels", "--at makes more than 1,000 combinations of levels")
      }
    }
  }

  /// The variables held.
  func heldVariables() throws -> [String] {
    try at.map { try VariableLevels($0, option: "--at").variable }
  }
}
