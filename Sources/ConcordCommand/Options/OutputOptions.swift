import ArgumentParser
import Concord

/// The formats an answer can be printed in.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
  case text, json, markdown, html, latex, csv
}

/// How an answer is printed, and what every subcommand can be told.
struct OutputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The format of the answer.",
      discussion: "Default: text, with warnings on standard error."))
  var format: OutputFormat?

  @Flag(help: "Short for --format json.")
  var json = false

  @Option(
    parsing: .unconditional,
    help:
      "The most threads to use, at least 1; the answer does not depend on it. Default: all cores.")
  var threads: Int?

  var chosenFormat: OutputFormat { json ? .json : format ?? .text }

  func validate() throws {
    if json, let format, format != .json {
      throw ValidationError("--json and --format \(format.rawValue) exclude each other")
    }
  }
}

/// How wide intervals are.
struct ConfidenceOptions: ParsableArguments {
  @Option(
    name: .customLong("level"), parsing: .unconditional,
    help: "The confidence level of every interval, between 0 and 1. Default: 0.95.")
  var chosenLevel: Double?

  /// The level asked for, or the usual one.
  var level: Double { chosenLevel ?? 0.95 }

  func validate() throws {
    guard level > 0, level < 1 else {
      throw ValidationError("--level takes a number between 0 and 1, such as 0.95, not \(level)")
    }
  }
}

/// Where random steps begin.
struct SeedOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The seed of random steps, a whole number from 0.",
      discussion: """
        The same seed gives the same numbers, for any number of threads. Default: 1; for the synthetic \
        study 2017.
        """))
  var seed: UInt64?
}

/// What becomes of files that would be overwritten.
struct ReplacementOptions: ParsableArguments {
  @Flag(help: "Replace the file the data are read from, if it is the one to be written.")
  var force = false
}

extension ReplacementOptions {
  /// Looks whether an output may be written: its folder is there, and it is none of the inputs.
  ///
  /// - Throws: `CommandError`, by the option's name.
  func check(_ output: String?, option: String, inputs: [String]) throws {
    guard let output else {
      if !force { return }
      throw CommandError(
        .usage, code: "conflictingOptions",
        "--force goes with \(option) FILE, and nothing is written to a file; leave it out")
    }
    try checkWritable(output, option: option)
    if force { return }
    for input in inputs where isSameFile(output, input) {
      let name = input == "-" ? "standard input" : input
      throw CommandError(
        .usage, code: "wouldOverwriteInput",
        "\(option) \(output) is the file that \(name) is read from; write to another file, or add "
          + "--force to replace it",
        location: [.init("file", .string(output))])
    }
  }
}
