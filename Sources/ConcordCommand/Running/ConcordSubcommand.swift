import ArgumentParser
import Concord

/// A subcommand: parses its arguments, calls public API, returns what is to be shown.
protocol ConcordSubcommand: ParsableCommand {
  /// How and where the answer goes.
  var output: OutputOptions { get }
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
      Without data, the study runs on an embedded synthetic national study:

        concord study
        concord study schools.csv --map poverty=frpl --report report.html
        concord fit schools.csv 'ela ~ collaboration * poverty' --cluster district
        concord ratio schools.csv 'cbind(leavers, staff - leavers) ~ collaboration * poverty' \\
          --family binomial --cluster district --of poverty=p90,p10 --at collaboration=p10,p90
      """,
    version: concordVersion,
    subcommands: [
      StudyCommand.self, FitCommand.self, PredictCommand.self, SlopesCommand.self,
      RatioCommand.self, GapCommand.self, AnovaCommand.self, CompareCommand.self,
      SimulateCommand.self,
    ])
}
