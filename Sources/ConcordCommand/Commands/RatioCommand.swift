import ArgumentParser
import Concord

/// `concord ratio`: the "3.5 times" question.
struct RatioCommand: RegressionSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "ratio",
    abstract: "The ratio of adjusted predictions at two levels of a variable.",
    discussion: """
      A ratio of predicted means, not of odds. With two levels of another variable in --at the ratio \
      of the two ratios (first over second) is tested itself.

      Examples:
        concord ratio schools.csv 'cbind(leavers, staff - leavers) ~ collaboration * poverty' \\
          --family binomial --cluster district --of poverty=p90,p10 --at collaboration=p10,p90
        concord ratio schools.csv 'turnover ~ poverty + urban' --of poverty=75,25 --margin 1.25
      """)

  @OptionGroup var data: DataOptions

  @Argument(help: "The formula: outcome ~ predictors.")
  var formula: String

  @OptionGroup var comparison: ComparisonOptions

  @Option(
    parsing: .unconditional,
    help: "Test whether the ratio lies within 1/margin and margin, at 1 − level.")
  var margin: Double?

  @OptionGroup var model: ModelOptionGroup
  @OptionGroup var covariance: CovarianceOptions
  @OptionGroup var output: OutputOptions

  func checkOptions() throws {
    if let margin, !(margin > 1 && margin.isFinite) { throw EffectsError.badMargin(margin) }
    _ = try (comparison.compared(), comparison.settings())
  }

  func answer<Fit: RegressionFit>(_ regression: FittedRegression, fit: Fit) throws
    -> CommandOutput
  {
    try compare(try comparison.random.predicting(fit), about: regression)
  }

  private func compare(
    _ fit: some Predicting, about regression: FittedRegression
  ) throws -> CommandOutput {
    let inference = try fit.inference(regression.covariance)
    let (variable, high, low) = try comparison.compared()
    let settings = try comparison.settings()
    let ratios = try settings.map {
      try inference.ratio(
        of: variable, from: low, to: high, at: $0, level: output.level, margin: margin)
    }
    var ratioOfRatios: RatioEstimate?
    if settings.count == 2 {
      ratioOfRatios = try inference.ratioOfRatios(
        of: variable, from: low, to: high, at: settings[0], over: settings[1], level: output.level)
    }
    var result = CommandOutput(about: regression)
    result.tables = [
      ratioReport(ratios, ratioOfRatios, notes: comparison.random.note(regression.fit))
    ]
    result.json += [
      .init("of", ratios.first.map { comparedValue(high: $0.high, low: $0.low) } ?? .null),
      .init("rows", .array(ratios.map(ratioValue))),
      .init("ratioOfRatios", ratioOfRatios.map { ratioOfRatiosValue($0, ratios) } ?? .null),
      .init("averaging", "observed"), comparison.random.member(regression.fit),
    ]
    return result
  }

  private func ratioReport(
    _ ratios: [RatioEstimate], _ ratioOfRatios: RatioEstimate?, notes: [String]
  ) -> ReportTable {
    var table = ReportTable(
      title: ratios.first.map {
        "Ratio of predicted means, \(levelText($0.high)) over \(levelText($0.low))"
      } ?? "",
      columns: [
        .init("at", key: "at"), .init("ratio", .number(), key: "ratio"),
        .init("lower", .number(), key: "lower"), .init("upper", .number(), key: "upper"),
        .init("p", .pValue, key: "pValue"),
        .init("df", .number(.decimals(1)), key: "degreesOfFreedom"),
        .init("equivalent", key: "equivalent"),
      ],
      notes: [averagingNote] + notes
        + ["Intervals: \(Prose.confidence(output.level)); p against 1."])
    for ratio in ratios { table.append(cells(heldText(ratio.held), ratio)) }
    if let ratioOfRatios { table.append(cells("ratio of the two ratios", ratioOfRatios)) }
    return table
  }

  private func cells(_ name: String, _ ratio: RatioEstimate) -> [Cell] {
    let equivalent: Cell =
      ratio.equivalence.map { test in
        let p = test.pValue.map { ", \(Prose.pValue($0))" } ?? ""
        return .text(
          (test.isEquivalent ? "yes" : "not shown") + " (margin \(Prose.number(test.margin))\(p))")
      } ?? .missing
    return [
      .text(name), Cell(ratio.ratio), Cell(ratio.lower), Cell(ratio.upper),
      Cell(pValue: ratio.pValue), Cell(ratio.logRatio.degreesOfFreedom), equivalent,
    ]
  }
}

/// A ratio as JSON.
private func ratioValue(_ ratio: RatioEstimate) -> JSONValue {
  .object(
    [.init("at", heldValue(ratio.held))] + ratioMembers(ratio) + [
      .init("low", JSONValue(ratio.means?.low)), .init("high", JSONValue(ratio.means?.high)),
      .init("equivalence", ratio.equivalence.map(equivalenceValue) ?? .null),
    ])
}

private func ratioMembers(_ ratio: RatioEstimate) -> [JSONValue.Member] {
  [
    .init("ratio", .number(ratio.ratio)), .init("estimate", .number(ratio.ratio)),
    .init("logStandardError", JSONValue(ratio.logRatio.standardError)),
    .init("statistic", JSONValue(ratio.logRatio.statistic)),
    .init("degreesOfFreedom", JSONValue(ratio.logRatio.degreesOfFreedom)),
    .init("pValue", JSONValue(ratio.pValue)), .init("lower", JSONValue(ratio.lower)),
    .init("upper", JSONValue(ratio.upper)),
  ]
}

private func ratioOfRatiosValue(_ ratio: RatioEstimate, _ parts: [RatioEstimate]) -> JSONValue {
  .object(
    ratioMembers(ratio) + [
      .init("numerator", heldValue(parts[0].held)), .init("denominator", heldValue(parts[1].held)),
    ])
}

/// An equivalence test as JSON.
func equivalenceValue(_ test: RatioEquivalence) -> JSONValue {
  [
    "margin": .number(test.margin), "pValue": JSONValue(test.pValue),
    "equivalent": .bool(test.isEquivalent),
  ]
}
