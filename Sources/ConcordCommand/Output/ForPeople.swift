import Concord

/// The longest quotation, message and line of text for people, in characters.
private let (longestQuotation, longestMessage) = (200, 2_000)

/// What is said on standard error, as lines that show everything and act on nothing: the one way there.
///
/// A name or formula between quotes is shortened in the middle where it is long, and so is the whole. A
/// line break stays where the next line is indented, as under a formula; others come from the data.
func messageForPeople(_ message: String) -> String {
  let lines = shortenedMessage(message).unicodeScalars
    .split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
  return lines.dropFirst().reduce(lines.first ?? "") { text, line in
    text + (line.hasPrefix("  ") ? "\n" : "\\n") + line
  }.inVisibleLines
}

/// A message with what is long in it left out in the middle.
func shortenedMessage(_ message: String) -> String {
  if message.utf8.count <= longestQuotation { return message }
  return message.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
    .map { $0 % 2 == 1 ? String($1).shortened(to: longestQuotation) : String($1) }
    .joined(separator: "\"").shortened(to: longestMessage)
}

/// A part of an error's location, cut as its message is.
func shortened(_ value: JSONValue) -> JSONValue {
  if case .string(let text) = value { .string(text.shortened(to: longestMessage)) } else { value }
}

/// Help, and what is wrong with a command line: its lines are ours, and what stands in them may not be.
func usageForPeople(_ text: String) -> String {
  text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    .map { String($0).shortened(to: longestMessage) }
    .joined(separator: "\n").inVisibleLines
}

/// Lines above or below a table, one each whatever stands in them.
func linesForPeople(_ lines: [String]) -> String {
  lines.map(\.onOneLine).joined(separator: "\n")
}
