import Concord

/// The answer of a subcommand, before it is printed in some format.
struct CommandOutput: Sendable {
  /// Lines above the tables, for people.
  var heading: [String] = []
  /// The answer as tables.
  var tables: [ReportTable] = []
  /// Text to be printed as it is instead of tables, such as CSV.
  var verbatim: String?
  /// Lines below the tables, for people.
  var sentences: [String] = []
  /// The members of the JSON object between `command` and `warnings`.
  var json: [JSONValue.Member] = []
  /// What to beware of.
  var warnings: [Diagnostic] = []
  /// The members of the JSON object after `warnings`.
  var closing: [JSONValue.Member] = []
}

/// Prints an answer in the format asked for.
func render(_ output: CommandOutput, command: String?, format: OutputFormat) -> CommandResult {
  var warnings = output.warnings.map { "warning: \($0.message)\n" }.joined()
  if let verbatim = output.verbatim, format != .json {
    return CommandResult(exitCode: 0, standardOutput: verbatim, standardError: warnings)
  }
  let text: String
  switch format {
  case .json:
    text = jsonObject(output, command: command).pretty + "\n"
    warnings = ""
  case .text:
    let parts =
      [output.heading.joined(separator: "\n")]
      + output.tables.map { TextTableRenderer().render($0) }
      + [output.sentences.joined(separator: "\n")]
    text = joinedParts(parts)
  case .markdown:
    text = joinedParts(output.tables.map { MarkdownTableRenderer().render($0) })
  case .html:
    text = joinedParts(
      output.tables.enumerated().map {
        HTMLTableRenderer(identifier: "table\($0.offset + 1)").render($0.element)
      })
  case .latex:
    text = joinedParts(output.tables.map { LaTeXTableRenderer().render($0) })
  case .csv:
    text = joinedParts(output.tables.map { CSVTableRenderer().render($0) })
  }
  return CommandResult(exitCode: 0, standardOutput: text, standardError: warnings)
}

/// The parts that say something, with a blank line between them.
private func joinedParts(_ parts: [String]) -> String {
  parts.filter { !$0.isEmpty }.map { $0.hasSuffix("\n") ? $0 : $0 + "\n" }.joined(separator: "\n")
}

private func jsonObject(_ output: CommandOutput, command: String?) -> JSONValue {
  let opening: [JSONValue.Member] = [
    .init("schema", 1), .init("command", .string(command ?? "concord")),
  ]
  let warnings = output.warnings.map {
    JSONValue.object([
      .init("code", .string($0.code.rawValue)), .init("message", .string($0.message)),
    ])
  }
  return .object(opening + output.json + [.init("warnings", .array(warnings))] + output.closing)
}
