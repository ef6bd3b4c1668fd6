import ArgumentParser
import Concord

/// `concord ratio`: the "3.5 times" question.
struct RatioCommand: RegressionSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "ratio",
    abstract: "The ratio of adjusted predictions at two levels of a variable.",
    discussion: """
      A ratio of predicted means, not of odds. With two levels of another variable in --at the ratio \
      of the two ratios (first over second) is tested itself. With log(y) as the outcome it is a ratio \
      of geometric means of y; other transformed outcomes are refused.
      """)

  static let examples = """
    concord ratio schools.csv 'cbind(leavers, staff - leavers) ~ collaboration * poverty' \\
      --family binomial --cluster district --of poverty=p90,p10 --at collaboration=p10,p90
    concord ratio schools.csv 'commitment ~ poverty + collaboration' --of poverty=75,25 --margin 1.25
    """

  @OptionGroup var data: DataOptions

  @Argument(help: "The formula: outcome ~ predictors.")
  var formula: String

  @OptionGroup var comparison: ComparisonOptions

  @Option(
    parsing: .unconditional,
    help: """
      Test whether the ratio lies between 1/margin and margin, a number above 1, at 1 − level. Default: \
      no such test.
      """)
  var margin: Double?

  @OptionGroup var model: ModelOptionGroup
  @OptionGroup var covariance: CovarianceOptions
  @OptionGroup var confidence: ConfidenceOptions
  @OptionGroup var output: OutputOptions

  func checkOptions() throws {
    if let margin, !(margin > 1 && margin.isFinite) { throw EffectsError.badMargin(margin) }
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
          .ratio, of: variable, from: low, to: high, at: held, against: against,
          effects: random.effects), level: confidence.level
      ).estimates
    }
    let ratios = try settings.flatMap { try ask($0) }.map { ratio in
      RatioAnswer(
        ratio: ratio,
        equivalence: try margin.map {
          try ratio.ratioEquivalence(margin: $0, level: confidence.level)
        })
    }
    let ratioOfRatios = try (settings.count == 2 ? ask(settings[0], against: settings[1]) : [])
      .map { RatioAnswer(ratio: $0, equivalence: nil) }
    let response = regression.response
    var result = CommandOutput(about: regression)
    result.tables = [
      ratioReport(ratios, ratioOfRatios, response, notes: random.note(regression.fit))
    ]
    result.json += [
      .init("of", comparedValue(ratios.first?.ratio)),
      .init("rows", .array(ratios.map(ratioValue))),
      .init("ratioOfRatios", oneOrAll(ratioOfRatios.map { ratioOfRatiosValue($0, ratios) })),
      .init("averaging", "observed"), random.member(regression.fit),
      responseMember(response), .init("means", comparedMeansWord(response)),
    ]
    return result
  }

  private func ratioReport(
    _ ratios: [RatioAnswer], _ ratioOfRatios: [RatioAnswer], _ response: ResponseWords,
    notes: [String]
  ) -> ReportTable {
    var table = ReportTable(
      title: comparedText(
        ratios.first?.ratio, what: "Ratio of \(comparedMeansText(response))", by: "over"),
      columns: [
        .init("at", key: "at"), .init("ratio", .number(), key: "ratio"),
        .init("lower", .number(), key: "lower"), .init("upper", .number(), key: "upper"),
        .init("p", .pValue, key: "pValue"),
        .init("df", .number(.decimals(1)), key: "degreesOfFreedom"),
        .init("equivalent", key: "equivalent"),
      ],
      notes: [averagingNote] + notes + ratioNotes(response)
        + ["Intervals: \(Prose.confidence(confidence.level)); p against 1."])
    for ratio in ratios {
      table.append(cells(rowName(ratio.ratio, heldText(ratio.ratio.held)), ratio))
    }
    for ratio in ratioOfRatios {
      table.append(cells(rowName(ratio.ratio, "ratio of the two ratios"), ratio))
    }
    return table
  }

  private func cells(_ name: String, _ answer: RatioAnswer) -> [Cell] {
    let ratio = answer.ratio
    let equivalent: Cell =
      answer.equivalence.map { test in
        let p = test.pValue.map { ", \(Prose.pValue($0))" } ?? ""
        return .text(
          (test.isEquivalent ? "yes" : "not shown") + " (margin \(Prose.number(test.margin))\(p))")
      } ?? .missing
    return [
      .text(name), Cell(ratio.value), Cell(ratio.lowerValue), Cell(ratio.upperValue),
      Cell(pValue: ratio.pValue), Cell(ratio.degreesOfFreedom), equivalent,
    ]
  }
}

/// A ratio with a test of equivalence, if one was asked for.
private struct RatioAnswer {
  let ratio: Estimate
  let equivalence: RatioEquivalence?
}

/// A ratio as JSON.
private func ratioValue(_ answer: RatioAnswer) -> JSONValue {
  .object(
    outcomeMember(answer.ratio) + [.init("at", heldValue(answer.ratio.held))]
      + ratioMembers(answer.ratio)
      + comparedMeans(answer.ratio) + [
        .init("equivalence", answer.equivalence.map(equivalenceValue) ?? .null)
      ])
}

private func ratioMembers(_ ratio: Estimate) -> [JSONValue.Member] {
  [
    .init("ratio", .number(ratio.value)), .init("estimate", .number(ratio.value)),
    .init("logStandardError", JSONValue(ratio.standardError)),
    .init("statistic", JSONValue(ratio.statistic)),
    .init("degreesOfFreedom", JSONValue(ratio.degreesOfFreedom)),
    .init("pValue", JSONValue(ratio.pValue)), .init("lower", JSONValue(ratio.lowerValue)),
    .init("upper", JSONValue(ratio.upperValue)),
  ]
}

private func ratioOfRatiosValue(_ answer: RatioAnswer, _ parts: [RatioAnswer]) -> JSONValue {
  .object(
    outcomeMember(answer.ratio) + ratioMembers(answer.ratio) + [
      .init("numerator", heldValue(parts.first?.ratio.held ?? [])),
      .init("denominator", heldValue(parts.last?.ratio.held ?? [])),
    ])
}

/// An equivalence test as JSON.
func equivalenceValue(_ test: RatioEquivalence) -> JSONValue {
  [
    "margin": .number(test.margin), "pValue": JSONValue(test.pValue),
    "equivalent": .bool(test.isEquivalent),
  ]
}
