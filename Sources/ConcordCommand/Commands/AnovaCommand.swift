import ArgumentParser
import Concord

/// `concord anova`: tests of a model's terms.
struct AnovaCommand: RegressionSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "anova", abstract: "Test the terms of a model.",
    discussion: """
      Type I is sequential, II respects marginality, III tests each term given all others in \
      sum-to-zero coding. With a robust covariance the tests are Wald tests.

      Examples:
        concord anova salaries.csv 'salary ~ rank * discipline + sex' --type II
        concord anova schools.csv 'ela ~ sector * poverty' --type III --cluster district
      """)

  @OptionGroup var data: DataOptions

  @Argument(help: "The formula: outcome ~ predictors.")
  var formula: String

  @Option(help: "I, II or III.")
  var type: AnovaType = .two

  @OptionGroup var model: ModelOptionGroup
  @OptionGroup var covariance: CovarianceOptions
  @OptionGroup var output: OutputOptions

  func answer<Fit: RegressionFit>(_ regression: FittedRegression, fit: Fit) throws
    -> CommandOutput
  {
    let table = try table(fit, regression.covariance)
    var result = CommandOutput(about: regression)
    result.tables = [anovaReport(table)]
    result.json += [
      .init("type", .string(type.rawValue)),
      .init("rows", .array(table.rows.map(anovaValue))),
      .init("notes", .array(table.notes.map { .string($0) })),
    ]
    return result
  }
}

extension AnovaCommand {
  /// Wald tests for mixed models, whose terms have no sums of squares; else the analysis of variance
  /// or deviance.
  private func table<Fit: RegressionFit>(
    _ fit: Fit, _ covariance: CoefficientCovariance
  ) throws -> AnovaTable {
    if !(fit is any ModelBasedSource), let source = fit as? any LikelihoodModel & SandwichSource {
      return try analysis(of: source, covariance)
    }
    return try fit.inference(covariance).termTests(type: type)
  }

  private func analysis<Fit: LikelihoodModel & SandwichSource>(
    of fit: Fit, _ covariance: CoefficientCovariance
  ) throws -> AnovaTable { try fit.inference(covariance).anova(type: type) }
}

extension AnovaType: ExpressibleByArgument {}

/// A term's test as JSON.
private func anovaValue(_ row: AnovaRow) -> JSONValue {
  [
    "term": .string(row.term), "df": .number(row.degreesOfFreedom),
    "sumOfSquares": JSONValue(row.sumOfSquares), "meanSquare": JSONValue(row.meanSquare),
    "statistic": JSONValue(row.statistic), "test": JSONValue(row.test?.rawValue),
    "denominatorDegreesOfFreedom": JSONValue(row.denominatorDegreesOfFreedom),
    "pValue": JSONValue(row.pValue),
  ]
}

private func anovaReport(_ table: AnovaTable) -> ReportTable {
  ReportTable(
    title: "Type \(table.type.rawValue) tests of the terms",
    columns: [
      .init("term", key: "term"), .init("df", .number(.significant(4)), key: "df"),
      .init("sum of squares", .number(.significant(6)), key: "sumOfSquares"),
      .init("statistic", .number(.significant(5)), key: "statistic"), .init("test", key: "test"),
      .init("den. df", .number(.decimals(1)), key: "denominatorDegreesOfFreedom"),
      .init("p", .pValue, key: "pValue"),
    ],
    rows: table.rows.map { row in
      [
        .text(row.term), Cell(row.degreesOfFreedom), Cell(row.sumOfSquares), Cell(row.statistic),
        row.test.map { .text($0.rawValue) } ?? .missing, Cell(row.denominatorDegreesOfFreedom),
        Cell(pValue: row.pValue),
      ]
    }, notes: table.notes)
}
