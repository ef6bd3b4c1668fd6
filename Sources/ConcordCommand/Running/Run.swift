import ArgumentParser
import Concord

/// What a run of the command line leaves behind.
public struct CommandResult: Sendable, Equatable {
  /// 0 done; 64 bad usage; 65 bad data; 66 a file that cannot be read; 70 internal; 74 output that
  /// cannot be written.
  public let exitCode: Int32
  /// What goes to standard output.
  public let standardOutput: String
  /// What goes to standard error.
  public let standardError: String

  /// A result.
  public init(exitCode: Int32, standardOutput: String, standardError: String) {
    self.exitCode = exitCode
    self.standardOutput = standardOutput
    self.standardError = standardError
  }
}

/// Runs one command line, without the program's name, and returns what it would print.
///
/// Never throws and never traps on input: whatever is wrong becomes an exit code and a message. Text for
/// people holds no control characters and no marks of direction, whatever the data and arguments hold.
public func run(arguments: [String]) -> CommandResult {
  if let error = unknownSubcommand(in: arguments) {
    return errorResult(error, isJSON: wantsJSON(arguments))
  }
  do {
    var command = try RootCommand.parseAsRoot(arguments)
    // The parser of arguments knows commands by its own protocol only.
    guard let subcommand = command as? any ConcordSubcommand else {
      try command.run()  // Help: it ends in an error that carries the text.
      return CommandResult(exitCode: 0, standardOutput: "", standardError: "")
    }
    return answer(to: subcommand)
  } catch {
    return usageResult(error, arguments: arguments)
  }
}

/// Runs a parsed subcommand.
func answer(to command: any ConcordSubcommand) -> CommandResult {
  let format = command.output.chosenFormat
  return ReadingNotes.$current.withValue(ReadingNotes()) {
    do {
      try refuseForeignText(paths: command.paths)
      var output = try withThreads(command.output.threads) { try command.execute() }
      output.notes = ReadingNotes.current.all + output.notes
      return render(output, command: type(of: command).configuration.commandName, format: format)
    } catch {
      return errorResult(
        describe(error), isJSON: format == .json, notes: ReadingNotes.current.all)
    }
  }
}

/// What to say to a first word that is no subcommand.
private func unknownSubcommand(in arguments: [String]) -> CommandError? {
  let names = RootCommand.configuration.subcommands.compactMap {
    $0.configuration.commandName
  }
  guard let word = arguments.first, !word.hasPrefix("-"), !(names + ["help"]).contains(word)
  else { return nil }
  let advice =
    nearestName(to: word, among: names).map { "the closest is \"\($0)\"" }
    ?? "there are \(names.joined(separator: ", "))"
  return CommandError(
    .usage, code: "unknownSubcommand", "no subcommand \"\(word)\"; \(advice)")
}

/// Runs with a number of threads; all cores if none is named and the system has them to give.
private func withThreads<Result>(_ count: Int?, _ body: () throws -> Result) throws -> Result {
  if let count, count < 1 {
    throw CommandError(
      .usage, code: "badThreads", "--threads takes a whole number of at least 1, not \(count)")
  }
  let most = ProgramContext.current.mostThreads
  guard let count = most.map({ min($0, count ?? $0) }) ?? count else { return try body() }
  return try Parallelism.withThreads(count, body)
}

/// Help, version and unusable arguments.
private func usageResult(_ error: any Error, arguments: [String]) -> CommandResult {
  let exitCode = RootCommand.exitCode(for: error)
  if exitCode.isSuccess {
    return CommandResult(
      exitCode: 0,
      standardOutput: RootCommand.fullMessage(for: error) + "\n"
        + exampleLines(for: arguments), standardError: "")
  }
  if wantsJSON(arguments) {
    return errorResult(
      CommandError(.usage, code: "badUsage", RootCommand.message(for: error)), isJSON: true)
  }
  let message = RootCommand.fullMessage(for: error)
  let text = message.hasPrefix("Error: ") ? "error: " + message.dropFirst(7) : message
  return CommandResult(
    exitCode: ExitStatus.usage.rawValue, standardOutput: "",
    standardError: usageForPeople(text) + "\n")
}

/// Whether the arguments ask for JSON, as far as can be told from ones that do not parse.
private func wantsJSON(_ arguments: [String]) -> Bool {
  arguments.contains("--json") || arguments.contains("--format=json")
    || zip(arguments, arguments.dropFirst()).contains { $0 == "--format" && $1 == "json" }
}

/// An error on standard error, with what was noticed in reading: sentences or, for programs, an object.
func errorResult(
  _ error: CommandError, isJSON: Bool, notes: [String] = []
) -> CommandResult {
  let text: String
  if isJSON {
    let location = error.location.map { JSONValue.Member($0.key, shortened($0.value)) }
    var members: [JSONValue.Member] = [
      .init(
        "error",
        [
          "code": .string(error.code), "message": .string(shortenedMessage(error.message)),
          "location": .object(location),
        ])
    ]
    if !notes.isEmpty { members.append(.init("warnings", .array(notes.map(noteValue)))) }
    text = JSONValue.object(members).compact + "\n"
  } else {
    text =
      notes.map { "note: \(messageForPeople($0))\n" }.joined()
      + "error: \(messageForPeople(error.message))\n"
  }
  return CommandResult(
    exitCode: error.status.rawValue, standardOutput: "", standardError: text)
}
