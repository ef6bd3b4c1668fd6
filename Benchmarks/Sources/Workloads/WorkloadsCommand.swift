import ArgumentParser

/// Concord's side of the comparison: named workloads on data in folders, and the data themselves.
@main
struct WorkloadsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "Workloads",
    abstract: "Run one workload, or make the data of one.",
    discussion: """
      `Benchmarks/compare` runs this beside the other programs. By hand, from the root of the repository:

        swift run -c release --package-path Benchmarks Workloads generate ols_tall --into /tmp/data
        swift run -c release --package-path Benchmarks Workloads measure ols_tall --data /tmp/data/ols_tall
      """,
    subcommands: [MeasureCommand.self, GenerateCommand.self, StudySmallCommand.self])
}
