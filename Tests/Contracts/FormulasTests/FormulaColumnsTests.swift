import Tables
import Testing

@testable import Formulas

@Suite("Columns of formulas")
struct FormulaColumnsTests {
  @Test(arguments: [
    ("y ~ .", "y ~ a + b + c"), ("log(y) ~ .", "log(y) ~ a + b + c"),
    ("y ~ . - a", "y ~ a + b + c - a"), ("y ~ x + .", "y ~ x + a + b + c"),
    ("y ~ .^2", "y ~ (a + b + c)^2"), ("y ~ x:.", "y ~ x:(a + b + c)"),
    ("y ~ (.)^2", "y ~ (a + b + c)^2"), ("y ~ x - .", "y ~ x - (a + b + c)"),
    ("y ~ . + (1 | g) | f", "y ~ a + b + c + (1 | g) | f"), ("y/a ~ .", "y/a ~ b + c"),
    ("y ~ x", "y ~ x"), ("y ~ -. + a", "y ~ -(a + b + c) + a"),
  ])
  func dotIsReplaced(written: String, expanded: String) throws {
    let formula = try Formula(written).expandingDot(columns: ["a", "y", "b", "c"])
    #expect(formula.description == expanded)
    #expect(!formula.hasDot)
    #expect(try Formula(expanded) == formula)
  }

  @Test func dotOfOneColumn() throws {
    #expect(try Formula("y ~ .^2").expandingDot(columns: ["a b"]).description == "y ~ `a b`^2")
  }

  @Test func dotOfNothing() {
    #expect(
      formulaError { _ = try Formula("y ~ .").expandingDot(columns: ["y"]) } == .emptyDot)
  }

  @Test func everyColumnIsFoundInOrder() throws {
    let table = try Table(
      ["y", "x", "a b", "g", "h", "z", "f", "w", "m"].map { Column($0, [1, 2]) })
    let formula = try Formula(
      "log(y) ~ I(`a b`^2) * x + offset(log(w)) + (1 + z | g/h) + groupMean(x, m) | f + x")
    #expect(
      try formula.columnNames(in: table) == ["y", "a b", "x", "w", "z", "g", "h", "m", "f"])
    #expect(
      try Formula("y ~ C(factor(g), sum)").columnNames(in: table) == ["y", "g"],
      "the word sum is no column")
    #expect(try Formula("y ~ .").columnNames(in: table) == table.columnNames)
  }

  @Test func missingColumnIsNamed() throws {
    let table = try ReferenceTable.table()
    for text in ["q ~ x", "y ~ q", "y ~ (1 | q)", "y ~ x | q", "y ~ offset(log(q))"] {
      let error = formulaError { _ = try Formula(text).columnNames(in: table) }
      guard case .noColumn("q", _) = error else {
        Issue.record("\(text): \(String(describing: error))")
        continue
      }
    }
    #expect(
      FormulaError.noColumn("collab", closest: "collaboration").description
        == "no column \"collab\"; the closest is \"collaboration\"")
  }

  @Test func schemaKeepsTheExpandedFormula() throws {
    let table = try Table([
      Column("y", [1, 2, 3]), Column("a", [1, 4, 2]), Column("b", [2, 2, 1]),
    ])
    let schema = try Schema(try Formula("y ~ ."), trainedOn: table)
    #expect(schema.formula.description == "y ~ a + b")
    let new = try Table([Column("b", [1]), Column("other", [9]), Column("a", [7])])
    #expect(try schema.design(for: new).matrix().elements == [1, 7, 1])
  }
}

@Suite("Random terms and parts after a bar")
struct RandomTermTests {
  private func terms(_ text: String) throws -> [RandomTerm] { try Formula(text).randomTerms }

  @Test func effectsAndGroupings() throws {
    let terms = try terms("y ~ x + (1 + x | g) + (0 + z || h) + (1 | a:b) + (1 | a/b/c)")
    #expect(terms.map(\.effects.description) == ["~ 1 + x", "~ 0 + z", "~ 1", "~ 1"])
    #expect(
      terms.map(\.groupings) == [
        [["g"]], [["h"]], [["a", "b"]], [["a"], ["b", "a"], ["c", "b", "a"]],
      ])
    #expect(terms.map(\.isCorrelated) == [true, false, true, true])
    #expect(terms.map(\.name) == ["(1 + x | g)", "(0 + z || h)", "(1 | a:b)", "(1 | a/b/c)"])
  }

  @Test func groupingsWithParenthesesAndFactors() throws {
    #expect(try terms("y ~ (1 | factor(g))")[0].groupings == [["g"]])
    #expect(try terms("y ~ (1 | (a:b)/c)")[0].groupings == [["a", "b"], ["c", "a", "b"]])
    #expect(try terms("y ~ ((1 | g) + x)")[0].groupings == [["g"]])
    #expect(try terms("y ~ x").isEmpty)
    #expect(try terms("y ~ x | g").isEmpty)
  }

  @Test func schemaLeavesThemAsideAndKeepsThem() throws {
    let table = try ReferenceTable.table()
    let schema = try Schema(try Formula("y ~ x + (1 + z | a) | g"), trainedOn: table)
    #expect(schema.columnNames == ["(Intercept)", "x"])
    #expect(schema.formula.randomTerms.count == 1)
    #expect(schema.formula.barParts.map(\.description) == ["~ g"])
  }

  @Test func effectsAndPartsMakeDesignsOfTheirOwn() throws {
    let table = try ReferenceTable.table()
    let formula = try Formula("y ~ x + (1 + a | g) | x + z")
    let effects = try Schema(formula.randomTerms[0].effects, trainedOn: table)
    #expect(effects.columnNames == ["(Intercept)", "av", "aw"])
    let instruments = try Schema(formula.barParts[0], trainedOn: table)
    #expect(instruments.columnNames == ["(Intercept)", "x", "z"])
  }
}
