import ArgumentParser
import Concord

/// `concord predict`: predictions for new rows.
struct PredictCommand: RegressionSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "predict", abstract: "Fit a regression and predict new rows with it.",
    discussion: """
      Transformations such as poly() and scale() use what they learned from the data the model was \
      fitted to. Without --new the rows that were read are predicted.

      Examples:
        concord predict schools.csv 'ela ~ collaboration * poverty' --new planned.csv
        concord predict schools.csv 'ela ~ poly(poverty, 2)' --new planned.csv \\
          --interval prediction --format csv
        concord predict pupils.csv 'ela ~ ses + (1 | school)' --random included
      """)

  @OptionGroup var data: DataOptions

  @Argument(help: "The formula: outcome ~ predictors.")
  var formula: String

  @Option(parsing: .unconditional, help: "A file with the rows to predict.")
  var new: String?

  @Option(help: "none, confidence (of the mean) or prediction (of one new observation).")
  var interval: PredictionInterval = .confidence

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Mixed models: included, population or averaged.",
      discussion: """
        Included adds the estimated effects of each row's groups; population sets them to zero; \
        averaged is the mean over the distribution of groups.
        """))
  var random: RandomEffectsUse = .population

  @Option(
    parsing: .unconditional,
    help: "With --random included, groups not in the data: refused or averaged (an effect of zero)."
  )
  var newGroups: UnknownGroups?

  @OptionGroup var model: ModelOptionGroup
  @OptionGroup var covariance: CovarianceOptions
  @OptionGroup var output: OutputOptions

  func checkOptions() throws {
    if newGroups != nil && random != .included {
      throw CommandError(
        .usage, code: "conflictingOptions",
        "--new-groups says what becomes of unknown groups with --random included; add it")
    }
  }

  func answer<Fit: RegressionFit>(_ regression: FittedRegression, fit: Fit) throws
    -> CommandOutput
  {
    let subject = try random.predicting(fit)
    let rows = try new.map { try load($0, reading: data.reading) } ?? regression.data
    let predictions = try naming(rows.source) {
      try predicted(rows.table, subject, regression.covariance)
    }
    var result = CommandOutput(about: regression)
    result.tables = [predictionReport(predictions, notes: random.note(fit))]
    result.json += [
      .init("interval", .string(interval.rawValue)), random.member(fit),
      .init(
        "rows",
        .array(predictions.enumerated().map { predictionValue($0.element, row: $0.offset + 1) })),
    ]
    result.warnings += missingWarning(predictions)
    return result
  }

  /// Predictions with the random effects as asked.
  private func predicted(
    _ rows: Table, _ fit: some Predicting, _ covariance: CoefficientCovariance
  ) throws -> [Prediction?] {
    if random == .included, let groups = fit as? any GroupPredicting {
      return try included(of: rows, groups, covariance)
    }
    return try fit.inference(covariance).predictions(
      for: rows, interval: interval, level: output.level)
  }

  private func included(
    of rows: Table, _ fit: some GroupPredicting, _ covariance: CoefficientCovariance
  ) throws -> [Prediction?] {
    try fit.inference(covariance).groupPredictions(
      for: rows, unknown: newGroups ?? .refused, interval: interval, level: output.level)
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

  private func predictionReport(_ predictions: [Prediction?], notes: [String]) -> ReportTable {
    ReportTable(
      title: "",
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
          : ["\(capitalized(interval.rawValue)) intervals, \(Prose.confidence(output.level))."]))
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
