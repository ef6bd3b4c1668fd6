import ArgumentParser
import Concord

/// A subcommand: parses its arguments, calls public API, returns what is to be shown.
protocol ConcordSubcommand: ParsableCommand {
  /// How and where the answer goes.
  var output: OutputOptions { get }
  /// The files it is told to read and write.
  var paths: [String] { get }
  /// Command lines to paste, a line each unless it ends in a backslash.
  static var examples: String { get }
  /// Does the work.
  func execute() throws -> CommandOutput
}

/// The command `concord`.
struct RootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "concord",
    abstract:
      "Regressions on collaboration, poverty, turnover and achievement, with honest errors.",
    discussion: """
      Without data, the study runs on an embedded synthetic national study. Exit codes: 0 done; 64 bad \
      usage; 65 bad data; 66 a file cannot be read; 70 internal error; 74 output cannot be written (also \
      without a word where its reader went away, as in `concord … | head`); 130 and 143 after SIGINT and \
      SIGTERM.
      """,
    version: concordVersion,
    subcommands: [
      StudyCommand.self, FitCommand.self, PredictCommand.self, SlopesCommand.self,
      RatioCommand.self, GapCommand.self, MeansCommand.self, AnovaCommand.self, CompareCommand.self,
      SimulateCommand.self, DescribeCommand.self, JoinCommand.self,
    ])
}

extension RootCommand {
  /// Command lines to paste.
  static let examples = """
    concord study
    concord study schools.csv --map poverty=poverty --report report.html
    concord fit schools.csv 'ela ~ collaboration * poverty' --cluster district
    concord ratio schools.csv 'cbind(leavers, staff - leavers) ~ collaboration * poverty' \\
      --family binomial --cluster district --of poverty=p90,p10 --at collaboration=p10,p90
    """
}

/// The examples below a help screen, which are never broken by its width; nothing for other answers.
func exampleLines(for arguments: [String]) -> String {
  let isHelp = arguments.contains { ["-h", "--help", "-help", "help"].contains($0) }
  guard isHelp || arguments.isEmpty else { return "" }
  let words = arguments.filter { !$0.hasPrefix("-") && $0 != "help" }
  let subcommand = RootCommand.configuration.subcommands.first {
    $0.configuration.commandName == words.first
  }
  // The list of subcommands knows them by the parser's protocol only.
  let examples = (subcommand as? any ConcordSubcommand.Type)?.examples ?? RootCommand.examples
  let lines = examples.split(separator: "\n", omittingEmptySubsequences: false)
  return "Data for the examples: concord simulate --seed 7 --out schools.csv\n\nExamples:\n"
    + lines.map { "  \($0)\n" }.joined()
}
