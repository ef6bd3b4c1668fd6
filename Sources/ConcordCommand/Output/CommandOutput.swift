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
  /// What was noticed in reading the data.
  var notes: [String] = []
  /// What to beware of.
  var warnings: [Diagnostic] = []
  /// The members of the JSON object after `warnings`.
  var closing: [JSONValue.Member] = []
}

extension CommandOutput {
  /// The tables as they stand alone in a document: under the first one what text has around the tables,
  /// for a table without its model, rows and uncertainty says nothing. Without a title of its own it has
  /// the first line of the heading, the model.
  fileprivate var captionedTables: [ReportTable] {
    guard var first = tables.first else { return tables }
    var lines = heading.filter { !$0.isEmpty }
    if first.title.isEmpty, let line = lines.first {
      first.title = line
      lines.removeFirst()
    }
    first.notes = lines + first.notes + sentences.filter { !$0.isEmpty }
    return [first] + tables.dropFirst()
  }
}

/// Prints an answer in the format asked for.
func render(_ output: CommandOutput, command: String?, format: OutputFormat) -> CommandResult {
  let notes = output.notes.map { "note: \(messageForPeople($0))\n" }.joined()
  var warnings = notes + warningLines(output.warnings)
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
      [linesForPeople(output.heading)]
      + output.tables.map { TextTableRenderer().render($0) }
      + [linesForPeople(output.sentences)]
    text = joinedParts(parts)
  case .markdown:
    text = joinedParts(output.captionedTables.map { MarkdownTableRenderer().render($0) })
  case .html:
    text = joinedParts(
      output.captionedTables.enumerated().map {
        HTMLTableRenderer(identifier: "table\($0.offset + 1)").render($0.element)
      })
  case .latex:
    text = joinedParts(output.captionedTables.map { LaTeXTableRenderer().render($0) })
  case .csv:
    text = joinedParts(output.tables.map { CSVTableRenderer().render($0) })
  }
  return CommandResult(exitCode: 0, standardOutput: text, standardError: warnings)
}

/// The most warnings of one kind that are printed for people.
private let mostOfOneKind = 12

/// Warnings as lines for people: of a kind that is there hundreds of times, such as columns that cannot be
/// estimated, the first few and how many more there are.
private func warningLines(_ warnings: [Diagnostic]) -> String {
  var counts: [Diagnostic.Code: Int] = [:]
  var lines: [String] = []
  for warning in warnings {
    counts[warning.code, default: 0] += 1
    if counts[warning.code, default: 0] <= mostOfOneKind {
      lines.append(messageForPeople(warning.message))
    }
  }
  for (code, count) in counts.sorted(by: { $0.key.rawValue < $1.key.rawValue })
  where count > mostOfOneKind {
    lines.append(
      "there are \(count - mostOfOneKind) more warnings of the kind \"\(code.rawValue)\"; --json lists all"
    )
  }
  return lines.map { "warning: \($0)\n" }.joined()
}

/// The parts that say something, with a blank line between them.
private func joinedParts(_ parts: [String]) -> String {
  // A CR LF, as CSV has it, is one character and a line end too.
  parts.filter { !$0.isEmpty }.map { $0.last?.isNewline == true ? $0 : $0 + "\n" }.joined(
    separator: "\n")
}

private func jsonObject(_ output: CommandOutput, command: String?) -> JSONValue {
  let opening: [JSONValue.Member] = [
    .init("schema", 1), .init("command", .string(command ?? "concord")),
  ]
  let warnings = output.warnings.map {
    JSONValue.object([
      .init("code", .string($0.code.rawValue)),
      .init("message", .string(shortenedMessage($0.message))),
    ])
  }
  return .object(
    opening + output.json + [.init("warnings", .array(output.notes.map(noteValue) + warnings))]
      + output.closing)
}

/// A note on how data were read, among the warnings.
func noteValue(_ note: String) -> JSONValue { ["code": "reading", "message": .string(note)] }
