import Tables
import Testing

@testable import Formulas

@Suite("Responses and offsets")
struct ResponseTests {
  private func response(_ formula: String, _ options: SchemaOptions = SchemaOptions()) throws
    -> Response
  {
    let table = try ReferenceTable.table()
    return try Schema(try Formula(formula), trainedOn: table, options: options)
      .response(for: table)
  }

  @Test func numbers() throws {
    #expect(
      try response("y ~ x") == Response(name: "y", values: ReferenceTable.y, trials: nil))
  }

  @Test func leftSideIsArithmetic() throws {
    let ratio = try response("y/(y + x) ~ 1")
    #expect(ratio.name == "y/(y + x)")
    #expect(ratio.values == zip(ReferenceTable.y, ReferenceTable.x).map { $0 / ($0 + $1) })
    #expect(try response("I(y*2-1) ~ 1").name == "I(y * 2 - 1)")
    #expect(try response("y*2 ~ 1").values == ReferenceTable.y.map { $0 * 2 })
    #expect(try response("scale(y) ~ 1").values.count == 12)
  }

  @Test(arguments: ["I(y > 3) ~ 1", "y > 3 ~ 1", "!(y <= 3) ~ x", "y %in% c(4, 5, 9, 6, 8) ~ 1"])
  func conditionsAreZeroAndOne(formula: String) throws {
    #expect(try response(formula).values == ReferenceTable.y.map { $0 > 3 ? 1 : 0 })
  }

  @Test func truthsAreZeroAndOne() throws {
    #expect(try response("t ~ x").values == ReferenceTable.t.map { $0 ? 1 : 0 })
  }

  @Test func secondOfTwoLevelsIsOne() throws {
    #expect(try response("b ~ x").values == ReferenceTable.b.map { $0 == "q" ? 1 : 0 })
    var options = SchemaOptions()
    options.factors = [FactorDeclaration(column: "b", levels: ["q", "p"])]
    #expect(try response("b ~ x", options).values == ReferenceTable.b.map { $0 == "p" ? 1 : 0 })
    #expect(
      try response("factor(b, levels = c('q', 'p')) ~ x").values
        == ReferenceTable.b.map { $0 == "p" ? 1 : 0 })
  }

  @Test func moreThanTwoLevelsAreNamed() throws {
    let error = formulaError { _ = try response("a ~ x") }
    #expect(error == .manyResponseLevels(response: "a", levels: ["u", "v", "w"]))
    #expect(error?.description.contains("\"u\", \"v\", \"w\"") == true)
  }

  @Test func categoriesForOrdinalModels() throws {
    let table = try ReferenceTable.table()
    var options = SchemaOptions()
    options.factors = [FactorDeclaration(column: "a", levels: ["w", "u", "v"])]
    let schema = try Schema(try Formula("a ~ x"), trainedOn: table, options: options)
    let response = try schema.categoryResponse(for: table)
    #expect(schema.responseLevels == ["w", "u", "v"])
    #expect(response.levels == ["w", "u", "v"])
    #expect(response.codes == ReferenceTable.a.map { ["w": 0, "u": 1, "v": 2][$0] ?? -1 })
    let numeric = try Schema(try Formula("y ~ x"), trainedOn: table)
    #expect(numeric.responseLevels == nil)
    #expect(
      formulaError { _ = try numeric.categoryResponse(for: table) }
        == .wrongType(expression: "y", found: "a number", expected: "a category, as in factor(y)"))
  }

  @Test func oneResponseLevelIsAnError() throws {
    let table = try Table([Column("x", [1, 2]), category("s", ["no", "no"])])
    let schema = try Schema(try Formula("s ~ x"), trainedOn: table)
    #expect(
      formulaError { _ = try schema.response(for: table) } == .oneLevel(factor: "s", level: "no"))
  }

  @Test func countsAreProportionsAndTrials() throws {
    let table = try Table([
      Column(name: "left", values: .integer([1, 0, 3, 0])), Column("staff", [4, 5, 3, 0]),
    ])
    let schema = try Schema(try Formula("cbind(left, staff - left) ~ 1"), trainedOn: table)
    let response = try schema.response(for: table)
    #expect(response.name == "cbind(left, staff - left)")
    #expect(response.values == [0.25, 0, 1, 0])
    #expect(response.trials == [4, 5, 3, 0])
  }

  @Test func negativeCountsAreAnError() throws {
    let table = try Table([Column("left", [1, 6]), Column("staff", [4, 5])])
    let schema = try Schema(try Formula("cbind(left, staff - left) ~ 1"), trainedOn: table)
    #expect(
      formulaError { _ = try schema.response(for: table) }
        == .negativeCount(expression: "staff - left", value: -1, row: 2))
  }

  @Test func oneSidedFormulaHasNone() throws {
    let table = try ReferenceTable.table()
    let schema = try Schema(try Formula("~ x"), trainedOn: table)
    #expect(formulaError { _ = try schema.response(for: table) } == .noResponse)
    #expect(formulaError { _ = try schema.categoryResponse(for: table) } == .noResponse)
  }

  @Test func responseAmongPredictorsIsAnError() throws {
    for formula in ["y ~ x + y", "log(y) ~ log(y):x", "y ~ a * y"] {
      let error = formulaError { _ = try response(formula) }
      guard case .responseAmongPredictors = error else {
        Issue.record("\(formula): \(String(describing: error))")
        continue
      }
    }
    #expect(try response("log(y) ~ y").values.count == 12)
  }

  @Test func offsetsAddUp() throws {
    let table = try ReferenceTable.table()
    let schema = try Schema(
      try Formula("y ~ a + offset(x) + offset(2 * z)"), trainedOn: table)
    #expect(schema.columnNames == ["(Intercept)", "av", "aw"])
    #expect(
      try schema.offset(for: table) == zip(ReferenceTable.x, ReferenceTable.z).map { $0 + 2 * $1 })
    let none = try Schema(try Formula("y ~ a"), trainedOn: table)
    #expect(try none.offset(for: table) == nil)
  }
}
