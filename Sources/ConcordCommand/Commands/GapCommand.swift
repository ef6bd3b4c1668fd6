import ArgumentParser
import Concord

/// `concord gap`: the "12.5 points" question.
struct GapCommand: RegressionSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "gap",
    abstract: "The difference of adjusted predictions at two levels of a variable.",
    discussion: """
      In the units of the outcome, which is what stands left of the ~. With two levels of another \
      variable in --at the difference of the two gaps (first minus second) is tested itself.
      """)

  static let examples = """
    concord gap schools.csv 'ela ~ collaboration + poverty' --cluster district \\
      --of collaboration=p90,p10
    concord gap schools.csv 'commitment ~ collaboration * poverty' --cluster district \\
      --of poverty=p90,p10 --at collaboration=p10,p90
    """

  @OptionGroup var data: DataOptions

  @Argument(help: "The formula: outcome ~ predictors.")
  var formula: String

  @OptionGroup var comparison: ComparisonOptions
  @OptionGroup var model: ModelOptionGroup
  @OptionGroup var covariance: CovarianceOptions
  @OptionGroup var confidence: ConfidenceOptions
  @OptionGroup var output: OutputOptions

  func checkOptions() throws {
    _ = try (comparison.compared(), comparison.settings())
  }

  func answer(_ regression: FittedRegression) throws -> CommandOutput {
    let random = try RandomEffectsUse.chosen(comparison.random?.use, for: regression.fit)
    let inference = regression.inference
    let (variable, high, low) = try comparison.compared()
    let settings = try comparison.settings()
    func ask(_ held: [String: Level], against: [String: Level]? = nil) throws -> [Estimate] {
      try inference.ask(
        Comparison(
          .gap, of: variable, from: low, to: high, at: held, against: against,
          effects: random.effects), level: confidence.level
      ).estimates
    }
    let gaps = try settings.flatMap { try ask($0) }
    let gapOfGaps = settings.count == 2 ? try ask(settings[0], against: settings[1]) : []
    var result = CommandOutput(about: regression)
    result.tables = [
      gapReport(gaps, gapOfGaps, regression.response, notes: random.note(regression.fit))
    ]
    result.json += [
      .init("of", comparedValue(gaps.first)), .init("rows", .array(gaps.map(gapValue))),
      .init("gapOfGaps", oneOrAll(gapOfGaps.map { gapOfGapsValue($0, gaps) })),
      .init("averaging", "observed"), random.member(regression.fit),
      responseMember(regression.response),
    ]
    return result
  }

  private func gapReport(
    _ gaps: [Estimate], _ gapOfGaps: [Estimate], _ response: ResponseWords, notes: [String]
  ) -> ReportTable {
    var table = ReportTable(
      title: comparedText(gaps.first, what: "Difference of \(meansText(response))", by: "minus"),
      columns: [
        .init("at", key: "at"), .init("gap", .number(), key: "estimate"),
        .init("std. error", .number(), key: "standardError"),
        .init("lower", .number(), key: "lower"), .init("upper", .number(), key: "upper"),
        .init("p", .pValue, key: "pValue"),
        .init("df", .number(.decimals(1)), key: "degreesOfFreedom"),
      ],
      notes: [averagingNote] + notes + gapNotes(response)
        + ["Intervals: \(Prose.confidence(confidence.level)); p against 0."])
    for gap in gaps { table.append(cells(rowName(gap, heldText(gap.held)), gap)) }
    for gap in gapOfGaps {
      table.append(cells(rowName(gap, "difference of the two gaps"), gap))
    }
    return table
  }

  private func cells(_ name: String, _ gap: Estimate) -> [Cell] {
    [
      .text(name), Cell(gap.estimate), Cell(gap.standardError), Cell(gap.lower), Cell(gap.upper),
      Cell(pValue: gap.pValue), Cell(gap.degreesOfFreedom),
    ]
  }
}

/// A gap as JSON.
private func gapValue(_ gap: Estimate) -> JSONValue {
  .object(
    outcomeMember(gap) + [.init("at", heldValue(gap.held))] + estimateMembers(gap)
      + comparedMeans(gap))
}

private func gapOfGapsValue(_ gap: Estimate, _ parts: [Estimate]) -> JSONValue {
  .object(
    outcomeMember(gap) + estimateMembers(gap) + [
      .init("minuend", heldValue(parts.first?.held ?? [])),
      .init("subtrahend", heldValue(parts.last?.held ?? [])),
    ])
}
