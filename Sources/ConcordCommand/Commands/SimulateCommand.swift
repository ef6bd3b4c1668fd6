import ArgumentParser
import Concord

/// `concord simulate`: a synthetic study with known truth.
struct SimulateCommand: ConcordSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate", abstract: "Draw a synthetic study whose true figures are known.",
    discussion: """
      The same seed gives the same bits on any machine. What it holds is synthetic: no school in it \
      exists.

      Examples:
        concord simulate --design national --seed 7 --out synthetic-schools.csv
        concord simulate --seed 7 --format csv | concord fit - 'commitment ~ poverty'
      """)

  @Option(help: "What to draw: national.")
  var design: SyntheticDesign = .national

  @Option(parsing: .unconditional, help: "Where to write the rows; standard output if left out.")
  var out: String?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if out == nil && ![.text, .csv, .json].contains(output.chosenFormat) {
      throw ValidationError(
        "rows are written as CSV; --format \(output.format.rawValue) goes with --out FILE, for the "
          + "table of true values")
    }
  }

  func execute() throws -> CommandOutput {
    let seed = output.seed ?? NationalStudyDesign.defaultSeed
    let table = syntheticNationalStudy(seed: seed)
    var result = CommandOutput()
    result.json = [
      .init("synthetic", true), .init("design", .string(design.rawValue)),
      .init("seed", seedValue(seed)),
      .init("data", ["rows": .integer(table.rowCount)]),
      .init("columns", .array(table.columnNames.map { .string($0) })),
      .init("out", JSONValue(out)), .init("population", populationValues()),
    ]
    if let out {
      try write(table.csvText, to: out)
      result.heading = [
        "\(Prose.count(table.rowCount)) synthetic schools (seed \(seed)) written to \(out)."
      ]
      result.tables = [populationReport()]
    } else if output.chosenFormat != .json {
      result.verbatim = table.csvText
    }
    result.closing = [provenanceMember(digest: nil, seed: seed)]
    return result
  }

  /// The true value of each claim.
  private func populationValues() -> JSONValue {
    .object(
      ClaimName.all(behaviours: []).compactMap { claim in
        NationalStudyDesign.published.populationValue(of: claim).map {
          .init(claim.rawValue, .number($0))
        }
      })
  }

  private func populationReport() -> ReportTable {
    ReportTable(
      title: "True values of the synthetic population",
      columns: [
        .init("claim", key: "claim"), .init("value", .number(), key: "value"),
        .init("unit", key: "unit"),
      ],
      rows: ClaimName.all(behaviours: []).compactMap { claim in
        NationalStudyDesign.published.populationValue(of: claim).map {
          [.text(claim.rawValue), Cell($0), .text(claim.unit.rawValue)]
        }
      })
  }
}

/// The synthetic studies there are.
enum SyntheticDesign: String, ExpressibleByArgument, CaseIterable, Sendable {
  case national
}
