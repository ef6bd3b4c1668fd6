import ArgumentParser
import Concord

/// `concord simulate`: responses drawn from a fit, or a synthetic study with known truth.
struct SimulateCommand: ConcordSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Draw responses from a fit, or a synthetic study whose true figures are known.",
    discussion: """
      With DATA and FORMULA a model is fitted and responses are drawn from it: the rows used are \
      written with the columns draw1, draw2, … (successes where the response is cbind(successes, \
      failures)). Without, a synthetic study is drawn: no school in it exists. The same seed gives the \
      same synthetic study, to the last bit, on any machine. Draws from a fit are the same for any \
      number of threads; on another processor or with another BLAS library their last digits may \
      differ, as those of the fit do.
      """)

  static let examples = """
    concord simulate --design national --seed 7 --out synthetic-schools.csv
    concord simulate --seed 7 --format csv | concord fit - 'commitment ~ poverty'
    concord simulate schools.csv 'ela ~ poverty + (1 | district)' --draws 200 --seed 7 \\
      --out draws.csv
    """

  @Argument(help: "A .csv or .tsv file, or - for CSV on standard input.")
  var data: String?

  @Argument(help: "The formula: outcome ~ predictors.")
  var formula: String?

  @Option(help: "Without DATA, the synthetic study to draw: national, the default.")
  var design: SyntheticDesign?

  @Option(
    parsing: .unconditional,
    help: "With DATA, the number of responses to draw for each row. Default: 1.")
  var draws: Int?

  @Option(
    help: """
      Mixed models: random effects new in each draw (population) or as estimated (included). Default: \
      population.
      """)
  var random: EffectsInDraws?

  @Option(parsing: .unconditional, help: "The file to write the rows to. Default: standard output.")
  var out: String?

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var model: ModelOptionGroup
  @OptionGroup var replacement: ReplacementOptions
  @OptionGroup var seeding: SeedOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if out == nil && ![.text, .csv, .json].contains(output.chosenFormat) {
      throw ValidationError(
        "rows are written as CSV; --format \(output.chosenFormat.rawValue) goes with --out FILE, for the "
          + "table of true values")
    }
    if formula != nil && out != nil && ![.text, .json].contains(output.chosenFormat) {
      throw ValidationError(
        "--format \(output.chosenFormat.rawValue) with --out FILE is for the table of true values, which "
          + "draws from a model do not have; leave it out")
    }
    if data != nil && formula == nil {
      throw ValidationError("simulate takes DATA and FORMULA, or neither for a synthetic study")
    }
    if data != nil && design != nil {
      throw ValidationError("--design draws a study without data; leave DATA and FORMULA out")
    }
    if data == nil, let option = (givenOptions(reading) + givenOptions(model)).first {
      throw ValidationError(
        "\(option) goes with DATA and FORMULA; without them a synthetic study is drawn")
    }
    if data == nil && (draws != nil || random != nil) {
      throw ValidationError("--draws and --random go with DATA and FORMULA")
    }
    if let draws, draws < 1 {
      throw ValidationError("--draws takes a whole number of at least 1, not \(draws)")
    }
  }

  var paths: [String] { [data, out].compactMap { $0 } }

  func execute() throws -> CommandOutput {
    try replacement.check(out, option: "--out", inputs: [data].compactMap { $0 })
    if let data, let formula { return try drawsFromFit(data, formula) }
    return try syntheticStudy(design ?? .national)
  }

  private func drawsFromFit(_ data: String, _ formula: String) throws -> CommandOutput {
    try refuseSwapped(data: data, formulas: [formula])
    let request = RegressionRequest(
      formula: formula, reading: reading, model: model, covariance: try CovarianceOptions.parse([]))
    try request.check()
    let regression = try fitRegression(request, data: try load(data, reading: reading))
    try regression.refuseUnusedCoding(model, formula: formula)
    guard let frame = regression.fit.data else {
      throw CommandError(.internalError, code: "internal", "the fit holds no rows")
    }
    let (count, seed) = (draws ?? 1, seeding.seed ?? defaultSeed)
    let (table, columns, remarks) = try naming(regression.source) {
      try simulatedRows(regression.fit, frame, draws: count, seed: seed, effects: random)
    }
    var result = CommandOutput(about: regression)
    result.warnings += remarks
    result.json += [
      .init("draws", .integer(count)), .init("seed", seedValue(seed)),
      .init("random", effectsWord(regression.fit)),
      .init("columns", .array(table.columnNames.map { .string($0) })),
      .init("out", JSONValue(out)),
    ]
    if let out {
      try write(table.csvText, to: out)
      result.sentences = [
        "\(Prose.count(count, "draw", "draws")) for \(Prose.count(table.rowCount)) rows (seed \(seed)) "
          + "written to \(out)."
      ]
    } else if output.chosenFormat == .json {
      result.json.append(.init("rows", rowValues(columns, frame)))
    } else {
      result.verbatim = table.csvText
    }
    result.closing = closingMembers(regression.particulars, seed: seed)
    return result
  }

  /// For each row used its number in the data and its draws.
  private func rowValues(_ columns: [[Double]], _ frame: ModelFrame) -> JSONValue {
    .array(
      (0..<frame.rowCount).map { row in
        [
          "row": .integer(frame.tableRow(row)),
          "draws": .array(columns.map { .number($0[row]) }),
        ]
      })
  }

  private func effectsWord(_ fit: any Estimated) -> JSONValue {
    fit.description.kind.hasRandomEffects ? .string((random ?? .population).rawValue) : .null
  }

  private func syntheticStudy(_ design: SyntheticDesign) throws -> CommandOutput {
    let seed = seeding.seed ?? NationalStudyDesign.defaultSeed
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

extension EffectsInDraws: ExpressibleByArgument {}
