import ArgumentParser
import Concord

/// `concord gap`: the "12.5 points" question.
struct GapCommand: RegressionSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "gap",
    abstract: "The difference of adjusted predictions at two levels of a variable.",
    discussion: """
      In the units of the outcome. With two levels of another variable in --at the difference of the \
      two gaps (first less second) is tested itself.

      Examples:
        concord gap schools.csv 'ela ~ collaboration + poverty' --cluster district \\
          --of collaboration=p90,p10
        concord gap schools.csv 'commitment ~ collaboration * poverty' --cluster district \\
          --of poverty=p90,p10 --at collaboration=p10,p90
      """)

  @OptionGroup var data: DataOptions

  @Argument(help: "The formula: outcome ~ predictors.")
  var formula: String

  @OptionGroup var comparison: ComparisonOptions
  @OptionGroup var model: ModelOptionGroup
  @OptionGroup var covariance: CovarianceOptions
  @OptionGroup var output: OutputOptions

  func checkOptions() throws {
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
    let gaps = try settings.map {
      try inference.gap(of: variable, from: low, to: high, at: $0, level: output.level)
    }
    var gapOfGaps: GapEstimate?
    if settings.count == 2 {
      gapOfGaps = try inference.gapOfGaps(
        of: variable, from: low, to: high, at: settings[0], less: settings[1], level: output.level)
    }
    var result = CommandOutput(about: regression)
    result.tables = [gapReport(gaps, gapOfGaps, notes: comparison.random.note(regression.fit))]
    result.json += [
      .init("of", gaps.first.map { comparedValue(high: $0.high, low: $0.low) } ?? .null),
      .init("rows", .array(gaps.map(gapValue))),
      .init("gapOfGaps", gapOfGaps.map { gapOfGapsValue($0, gaps) } ?? .null),
      .init("averaging", "observed"), comparison.random.member(regression.fit),
    ]
    return result
  }

  private func gapReport(
    _ gaps: [GapEstimate], _ gapOfGaps: GapEstimate?, notes: [String]
  ) -> ReportTable {
    var table = ReportTable(
      title: gaps.first.map {
        "Difference of predicted means, \(levelText($0.high)) less \(levelText($0.low))"
      } ?? "",
      columns: [
        .init("at", key: "at"), .init("gap", .number(), key: "estimate"),
        .init("std. error", .number(), key: "standardError"),
        .init("lower", .number(), key: "lower"), .init("upper", .number(), key: "upper"),
        .init("p", .pValue, key: "pValue"),
        .init("df", .number(.decimals(1)), key: "degreesOfFreedom"),
      ],
      notes: [averagingNote] + notes
        + ["Intervals: \(Prose.confidence(output.level)); p against 0."])
    for gap in gaps { table.append(cells(heldText(gap.held), gap.gap)) }
    if let gapOfGaps { table.append(cells("difference of the two gaps", gapOfGaps.gap)) }
    return table
  }

  private func cells(_ name: String, _ gap: EffectEstimate) -> [Cell] {
    [
      .text(name), Cell(gap.estimate), Cell(gap.standardError), Cell(gap.lower), Cell(gap.upper),
      Cell(pValue: gap.pValue), Cell(gap.degreesOfFreedom),
    ]
  }
}

/// A gap as JSON.
private func gapValue(_ gap: GapEstimate) -> JSONValue {
  .object(
    [.init("at", heldValue(gap.held))] + estimateMembers(gap.gap) + [
      .init("low", JSONValue(gap.means?.low)), .init("high", JSONValue(gap.means?.high)),
    ])
}

private func gapOfGapsValue(_ gap: GapEstimate, _ parts: [GapEstimate]) -> JSONValue {
  .object(
    estimateMembers(gap.gap) + [
      .init("minuend", heldValue(parts[0].held)), .init("subtrahend", heldValue(parts[1].held)),
    ])
}
