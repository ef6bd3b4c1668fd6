import Tables
import Testing

@testable import Formulas

@Suite("Undefined and infinite values")
struct UndefinedRowsTests {
  private func table() throws -> Table {
    try Table([
      Column("y", [1, -1, 2, 3, .nan]), Column("x", [0, 0, -4, .nan, 9]),
      Column(name: "n", values: .integer([0, 1, 2, 3, 4])),
      category("s", ["a", "b", "a", "b", "a"]),
    ])
  }

  private func rows(_ formula: String) throws -> [String: [Int]] {
    let found = try undefinedRows(of: try Formula(formula), in: try table())
    return Dictionary(uniqueKeysWithValues: found.map { ($0.expression, $0.rows) })
  }

  @Test func rowsWithoutAValueThoughInputsArePresent() throws {
    #expect(try rows("log(y) ~ sqrt(x) + n") == ["log(y)": [1], "sqrt(x)": [2]])
    #expect(try rows("y ~ I(x/n)") == ["I(x/n)": [0]])
    #expect(try rows("y ~ x + n + s") == [:])
    #expect(try rows("y ~ I(sqrt(x) > 1)") == ["I(sqrt(x) > 1)": [2]])
  }

  @Test func infiniteIsNotUndefined() throws {
    #expect(try rows("y ~ log(n) + I(1/x)") == [:])
  }

  @Test func argumentsOfTrainedFunctionsAreLookedAt() throws {
    #expect(try rows("y ~ poly(sqrt(x), 2)") == ["sqrt(x)": [2]])
    #expect(try rows("y ~ I(scale(log(y)) + sqrt(x))") == ["log(y)": [1], "sqrt(x)": [2]])
    #expect(try rows("y ~ groupMean(sqrt(x), s)") == ["sqrt(x)": [2]])
    #expect(try rows("y ~ factor(sqrt(x) > 1)") == ["sqrt(x) > 1": [2]])
  }

  @Test func offsetsCountsRandomTermsAndParts() throws {
    #expect(
      try rows("cbind(sqrt(y), n) ~ offset(log(y)) + (1 + sqrt(x) | s) | I(n/n)")
        == ["sqrt(y)": [1], "log(y)": [1], "sqrt(x)": [2], "I(n/n)": [0]])
  }

  @Test func missingColumnsAreErrors() {
    #expect(formulaError { _ = try rows("y ~ sqrt(q)") } != nil)
    #expect(
      formulaError { _ = try rows("y ~ log(s)") }
        == .wrongType(expression: "s", found: "a category", expected: "a number"))
  }

  @Test(arguments: [
    ("y ~ log(x)", "log(x)", 3, ["x = 0"]), ("y ~ I(1/(x - 2))", "I(1/(x - 2))", 2, ["x = 2"]),
    ("y ~ I(x/z)", "I(x/z)", 2, ["x = 2", "z = 0"]),
  ])
  func infiniteValuesAreErrors(
    formula: String, expression: String, row: Int, inputs: [String]
  ) throws {
    let table = try Table([
      Column("y", [1, 2, 3]), Column("x", [1, 2, 0]), Column("z", [1, 0, 3]),
    ])
    let schema = try Schema(try Formula(formula), trainedOn: table)
    let error = formulaError { _ = try schema.design(for: table) }
    #expect(error == .infiniteValue(expression: expression, row: row, inputs: inputs))
    let numbered = formulaError { _ = try schema.design(for: table, rowNumbers: [7, 8, 9]) }
    #expect(numbered == .infiniteValue(expression: expression, row: row + 6, inputs: inputs))
  }

  @Test func undefinedValuesLeftInAreErrors() throws {
    let table = try Table([Column("y", [1, 2]), Column("x", [1, -1])])
    let schema = try Schema(try Formula("y ~ log(x)"), trainedOn: table)
    let error = formulaError { _ = try schema.design(for: table) }
    #expect(error == .undefinedValue(expression: "log(x)", row: 2, inputs: ["x = -1"]))
    #expect(
      error?.description
        == "log(x) is not defined in row 2, where x = -1; leave out such rows")
  }

  @Test func conditionsOnUndefinedValuesAreErrors() throws {
    let table = try Table([Column("x", [4, -1, 0])])
    let schema = try Schema(try Formula("~ I(sqrt(x) > 1)"), trainedOn: table)
    #expect(
      formulaError { _ = try schema.design(for: table) }
        == .undefinedValue(expression: "I(sqrt(x) > 1)", row: 2, inputs: ["x = -1"]))
  }

  @Test func responsesAndOffsetsAreCheckedToo() throws {
    let table = try Table([Column("y", [1, 0]), Column("x", [1, 1])])
    let schema = try Schema(try Formula("log(y) ~ x + offset(log(y))"), trainedOn: table)
    let want = FormulaError.infiniteValue(expression: "log(y)", row: 2, inputs: ["y = 0"])
    #expect(formulaError { _ = try schema.response(for: table) } == want)
    #expect(formulaError { _ = try schema.offset(for: table) } == want)
  }

  @Test func trainingSeesInfiniteArguments() throws {
    let table = try Table([Column("y", [1, 2]), Column("x", [1, 0])])
    for call in ["scale(log(x))", "poly(log(x), 1)", "groupMean(log(x), y)"] {
      let error = formulaError { _ = try Schema(try Formula("~ \(call)"), trainedOn: table) }
      #expect(error == .infiniteValue(expression: "log(x)", row: 2, inputs: ["x = 0"]))
    }
  }

  @Test func infiniteCellsAndProductsAreErrors() throws {
    let table = try Table([
      Column("x", [1e200, 2]), Column("z", [1e200, 3]), Column("inf", [1, .infinity]),
    ])
    let schema = try Schema(try Formula("~ inf"), trainedOn: table)
    #expect(
      formulaError { _ = try schema.design(for: table) }
        == .infiniteValue(expression: "inf", row: 2, inputs: []))
    let product = try Schema(try Formula("~ x:z"), trainedOn: table)
    #expect(
      formulaError { _ = try product.design(for: table) }
        == .infiniteValue(expression: "x:z", row: 1, inputs: []))
  }

  @Test func finiteCheckFindsTheFirst() {
    #expect(firstNotFinite([]) == nil)
    #expect(firstNotFinite([1, -.greatestFiniteMagnitude, Double.leastNonzeroMagnitude, 0]) == nil)
    #expect(firstNotFinite([1, .nan, .infinity]) == 1)
    #expect(firstNotFinite([1, 2, -.infinity]) == 2)
  }
}
