import ConcordCommand

/// Another way to ask the same question.
enum Repetition: Sendable {
  /// By two threads: the answer has to be the same to the last bit.
  case threads
  /// In JSON: there has to be an answer if there is one in text.
  case json
}

/// Asks the same question again in another way, and says where the answers disagree.
func disagreements(
  _ result: CommandResult, arguments: [String], _ repetition: Repetition
) -> [String] {
  if arguments.contains("--help") || arguments.contains("--version") || arguments.isEmpty {
    return []
  }
  switch repetition {
  case .threads:
    if arguments.contains("--threads") { return [] }
    let again = run(arguments: [arguments[0], "--threads", "2"] + arguments.dropFirst())
    let isSame =
      again.exitCode == result.exitCode && again.standardError == result.standardError
      && withoutTiming(again.standardOutput) == withoutTiming(result.standardOutput)
    return isSame ? [] : ["two threads answer otherwise than one"]
  case .json:
    if arguments.contains("--json") || arguments.contains("--format") { return [] }
    let again = run(arguments: [arguments[0], "--json"] + arguments.dropFirst())
    return again.exitCode == result.exitCode
      ? [] : ["exit code \(result.exitCode) in text and \(again.exitCode) in JSON"]
  }
}

/// An answer without the lines that tell how long it took.
private func withoutTiming(_ text: String) -> String {
  text.split(separator: "\n").filter { !$0.contains("Seconds\":") }.joined(separator: "\n")
}
