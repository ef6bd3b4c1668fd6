import ArgumentParser
import Concord

/// `concord predict`: predictions for new rows.
struct PredictCommand: RegressionSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "predict", abstract: "Fit a regression and predict new rows with it.",
    discussion: """
      Transformations such as poly() and scale() use what they learned from the data the model was \
      fitted to. Without --new the rows that were read are predicted.
      """)

  static let examples = """
    concord predict schools.csv 'ela ~ poverty + (1 | district)' --random included
    concord simulate --seed 8 --out planned.csv
    concord predict schools.csv 'ela ~ collaboration * poverty' --new planned.csv
    concord predict schools.csv 'ela ~ poly(poverty, 2)' --new planned.csv \\
      --interval prediction --format csv
    """

  @OptionGroup var data: DataOptions

  @Argument(help: "The formula: outcome ~ predictors.")
  var formula: String

  @Option(
    parsing: .unconditional,
    help: "A file with the rows to predict, or -. Default: the rows of DATA.")
  var new: String?

  @Option(
    help: """
      The intervals: none, confidence (of the mean) or prediction (of one new observation).
      """)
  var interval: PredictionInterval = .confidence

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Mixed models: what becomes of the random effects.",
      discussion: """
        included adds the estimated effects of each row's groups, population sets them to zero, \
        averaged is the mean over the distribution of groups. Default: population.
        """))
  var random: RandomEffectsUse?

  @Option(
    parsing: .unconditional,
    help: """
      With --random included, groups not in the data: refused, or averaged (an effect of zero). \
      Default: refused.
      """)
  var newGroups: UnknownGroups?

  @OptionGroup var model: ModelOptionGroup
  @OptionGroup var covariance: CovarianceOptions
  @OptionGroup var confidence: ConfidenceOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if interval == .none && confidence.chosenLevel != nil {
      throw ValidationError("--level is of intervals, and --interval none has none; leave one out")
    }
    if data.data == "-" && new == "-" {
      throw ValidationError("DATA and --new are both standard input, which can be read once")
    }
  }

  var paths: [String] { [data.data, new].compactMap { $0 } }

  func checkOptions() throws {
    if newGroups != nil && random != .included {
      throw CommandError(
        .usage, code: "conflictingOptions",
        "--new-groups says what becomes of unknown groups with --random included; add it")
    }
  }

  func answer(_ regression: FittedRegression) throws -> CommandOutput {
    let fit = regression.fit
    let random = try RandomEffectsUse.chosen(random, for: fit)
    guard
      let rows = try new.map({ try load($0, reading: data.reading, isSecondFile: true) })
        ?? regression.data
    else { throw CommandError(.usage, code: "conflictingOptions", "there are no rows to predict") }
    let predictions = try naming(rows.source) {
      try predicted(rows.table, regression.inference, random)
    }
    var result = CommandOutput(about: regression)
    result.tables = [
      predictionReport(
        predictions, regression.response,
        notes: random.note(fit) + predictionNotes(regression.response))
    ]
    result.json += [
      .init("interval", .string(interval.rawValue)), random.member(fit),
      responseMember(regression.response),
      .init(
        "rows",
        .array(predictions.enumerated().map { predictionValue($0.element, row: $0.offset + 1) })),
    ]
    result.warnings += missingWarning(predictions)
    result.warnings +=
      regression.inference.weightAssumption(for: rows.table, interval: interval).map { [$0] } ?? []
    return result
  }

  /// Predictions with the random effects as asked.
  private func predicted(
    _ rows: Table, _ inference: Inference, _ random: RandomEffectsUse
  ) throws -> [Prediction?] {
    random == .included
      ? try inference.groupPredictions(
        for: rows, unknown: newGroups ?? .refused, interval: interval, level: confidence.level)
      : try inference.predictions(
        for: rows, interval: interval, level: confidence.level, effects: random.effects)
  }

  private func missingWarning(_ predictions: [Prediction?]) -> [Diagnostic] {
    let count = predictions.reduce(0) { $0 + ($1 == nil ? 1 : 0) }
    if count == 0 { return [] }
    return [
      Diagnostic(
        .undefinedValues,
        "\(Prose.count(count, "row has", "rows have")) a missing value and no prediction")
    ]
  }

  private func predictionReport(
    _ predictions: [Prediction?], _ response: ResponseWords, notes: [String]
  ) -> ReportTable {
    ReportTable(
      title: response.unit.map { "Predictions of \($0)" } ?? "",
      columns: [
        .init("row", .integer, key: "row"), .init("fit", .number(), key: "fit"),
        .init("std. error", .number(), key: "standardError"),
        .init("lower", .number(), key: "lower"), .init("upper", .number(), key: "upper"),
      ],
      rows: predictions.enumerated().map { index, prediction in
        [
          .integer(index + 1), Cell(prediction?.mean), Cell(prediction?.standardError),
          Cell(prediction?.lower), Cell(prediction?.upper),
        ]
      },
      notes: notes
        + (interval == .none
          ? []
          : ["\(capitalized(interval.rawValue)) intervals, \(Prose.confidence(confidence.level))."])
    )
  }
}

extension PredictionInterval: ExpressibleByArgument {}
extension UnknownGroups: ExpressibleByArgument {}

/// A prediction as JSON.
private func predictionValue(_ prediction: Prediction?, row: Int) -> JSONValue {
  [
    "row": .integer(row), "fit": JSONValue(prediction?.mean),
    "standardError": JSONValue(prediction?.standardError),
    "linearPredictor": JSONValue(prediction?.linearPredictor),
    "linearStandardError": JSONValue(prediction?.linearStandardError),
    "degreesOfFreedom": JSONValue(prediction?.degreesOfFreedom),
    "lower": JSONValue(prediction?.lower), "upper": JSONValue(prediction?.upper),
  ]
}
