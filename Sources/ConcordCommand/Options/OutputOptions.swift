import ArgumentParser
import Concord

/// The formats an answer can be printed in.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
  case text, json, markdown, html, latex, csv
}

/// How an answer is printed, and what every subcommand can be told.
struct OutputOptions: ParsableArguments {
  @Option(help: "How to print the answer.")
  var format: OutputFormat = .text

  @Flag(help: "Short for --format json.")
  var json = false

  @Option(
    parsing: .unconditional,
    help: "The confidence level of every interval, between 0 and 1.")
  var level: Double = 0.95

  @Option(
    parsing: .unconditional, help: "The seed of random steps; the same seed gives the same bits.")
  var seed: UInt64?

  @Option(parsing: .unconditional, help: "The number of threads; all cores if left out.")
  var threads: Int?

  var chosenFormat: OutputFormat { json ? .json : format }

  func validate() throws {
    if json && format != .text && format != .json {
      throw ValidationError("--json and --format \(format.rawValue) exclude each other")
    }
    guard level > 0, level < 1 else {
      throw ValidationError("--level takes a number between 0 and 1, such as 0.95, not \(level)")
    }
  }
}
