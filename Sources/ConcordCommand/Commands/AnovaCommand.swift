import ArgumentParser
import Concord

/// `concord anova`: tests of a model's terms.
struct AnovaCommand: RegressionSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "anova", abstract: "Test the terms of a model.",
    discussion: """
      Type I is sequential, II respects marginality, III tests each term given all others in \
      sum-to-zero coding. With a robust covariance the tests are Wald tests.
      """)

  static let examples = """
    concord anova schools.csv 'ela ~ state * poverty + collaboration' --type II
    concord anova schools.csv 'ela ~ state * poverty' --type III --cluster district --covariance CR1
    """

  @OptionGroup var data: DataOptions

  @Argument(help: "The formula: outcome ~ predictors.")
  var formula: String

  @Option(help: "The type of the tests.")
  var type: AnovaType = .two

  @OptionGroup var model: ModelOptionGroup
  @OptionGroup var covariance: CovarianceOptions
  @OptionGroup var output: OutputOptions

  func answer(_ regression: FittedRegression) throws -> CommandOutput {
    let table = try regression.inference.anova(type: type)
    var result = CommandOutput(about: regression)
    result.tables = [table.reportTable()]
    result.json += [
      .init("type", .string(type.rawValue)),
      .init("rows", .array(table.rows.map(anovaValue))),
      .init("notes", .array(table.notes.map { .string($0) })),
    ]
    return result
  }
}

extension AnovaType: ExpressibleByArgument {}

/// A term's test as JSON.
private func anovaValue(_ row: AnovaRow) -> JSONValue {
  [
    "term": .string(row.term), "df": .number(row.degreesOfFreedom),
    "sumOfSquares": JSONValue(row.sumOfSquares), "meanSquare": JSONValue(row.meanSquare),
    "statistic": JSONValue(row.statistic), "test": JSONValue(row.test?.rawValue),
    "denominatorDegreesOfFreedom": JSONValue(row.denominatorDegreesOfFreedom),
    "pValue": JSONValue(row.pValue), "reason": JSONValue(row.reason),
  ]
}
