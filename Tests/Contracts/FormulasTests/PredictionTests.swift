import Tables
import Testing

@testable import Formulas

@Suite("Schemas on later rows")
struct PredictionTests {
  private func schema(_ formula: String, options: SchemaOptions = SchemaOptions()) throws -> Schema
  {
    try Schema(try Formula(formula), trainedOn: try ReferenceTable.table(), options: options)
  }

  @Test func levelsInAnotherOrderFindTheirColumns() throws {
    let schema = try schema("y ~ a")
    let new = try Table([
      Column(
        name: "a", values: .category(codes: [0, 1, 2, 2], levels: ["w", "v", "u"]))
    ])
    #expect(
      try schema.design(for: new).matrix().elements == [1, 1, 1, 1, 0, 1, 0, 0, 1, 0, 0, 0])
  }

  @Test func textAndCategoriesAreTheSame() throws {
    let schema = try schema("y ~ a + c")
    let text = try Table([
      Column(name: "a", values: .text(["w", "u"])), category("c", ["k", "l"]),
    ])
    #expect(try schema.design(for: text).matrix().elements == [1, 1, 0, 0, 1, 0, 0, 1])
  }

  @Test func numbersFindLevelsWrittenAsText() throws {
    let schema = try schema("y ~ factor(g)")
    let asText = try Table([category("g", ["1985", "1983"])])
    let asNumber = try Table([Column("g", [1985, 1983])])
    #expect(try schema.design(for: asText) == schema.design(for: asNumber))
  }

  @Test func unusedLevelsOfANewColumnDoNotMatter() throws {
    let schema = try schema("y ~ a")
    let new = try Table([
      Column(name: "a", values: .category(codes: [1], levels: ["nobody", "u"]))
    ])
    #expect(try schema.design(for: new).matrix().elements == [1, 0, 0])
  }

  @Test func newLevelIsNamedWithItsRow() throws {
    let schema = try schema("y ~ a * x")
    let new = try Table([Column("x", [1, 2]), category("a", ["u", "z"])])
    let error = formulaError { _ = try schema.design(for: new) }
    #expect(error == .newLevel(factor: "a", level: "z", row: 2, known: ["u", "v", "w"]))
    let numbered = formulaError { _ = try schema.design(for: new, rowNumbers: [40, 77]) }
    #expect(numbered == .newLevel(factor: "a", level: "z", row: 77, known: ["u", "v", "w"]))
  }

  @Test func missingColumnNamesIt() throws {
    let schema = try schema("y ~ a * x")
    let error = formulaError { _ = try schema.design(for: try Table([Column("x", [1])])) }
    guard case .noColumn("a", _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func numberWhereCategoriesWereIsANewLevel() throws {
    let schema = try schema("y ~ a")
    let error = formulaError { _ = try schema.design(for: try Table([Column("a", [1])])) }
    #expect(error == .newLevel(factor: "a", level: "1", row: 1, known: ["u", "v", "w"]))
  }

  @Test func categoriesWhereNumbersWereAreAnError() throws {
    let schema = try schema("y ~ x")
    let error = formulaError { _ = try schema.design(for: try Table([category("x", ["a"])])) }
    #expect(error == .wrongType(expression: "x", found: "a category", expected: "a number"))
  }

  @Test func responseIsNotNeeded() throws {
    let schema = try schema("y ~ x + offset(z)")
    let new = try Table([Column("x", [1, 2]), Column("z", [5, 6])])
    #expect(try schema.design(for: new).matrix().elements == [1, 1, 1, 2])
    #expect(try schema.offset(for: new) == [5, 6])
    #expect(formulaError { _ = try schema.response(for: new) } != nil)
  }

  @Test func tableWithoutRowsGivesADesignWithoutRows() throws {
    let schema = try schema("y ~ a * poly(x, 2) + scale(z)")
    let design = try schema.design(
      for: try Table([Column("x", []), Column("z", []), category("a", [])]))
    #expect(design.matrix().rowCount == 0)
    #expect(design.matrix().columnCount == schema.columns.count)
  }

  @Test func inputsTellHowColumnsAreUsed() throws {
    var options = SchemaOptions()
    options.factors = [FactorDeclaration(column: "b", levels: ["q", "p"])]
    let schema = try schema(
      "y ~ b + factor(g) * x + t + log(`Need Index %`) + I(a == \"u\") + offset(z)",
      options: options)
    #expect(
      schema.inputs == [
        SchemaInput(name: "b", kind: .category(levels: ["q", "p"])),
        SchemaInput(name: "g", kind: .category(levels: ["1983", "1984", "1985", "1986"])),
        SchemaInput(name: "x", kind: .number), SchemaInput(name: "t", kind: .truth),
        SchemaInput(name: "Need Index %", kind: .number),
        SchemaInput(name: "a", kind: .category(levels: ["u", "v", "w"])),
        SchemaInput(name: "z", kind: .number),
      ])
    #expect(
      try self.schema("y ~ factor(g) + I(g - 1983)").inputs
        == [SchemaInput(name: "g", kind: .number)])
  }

  @Test func rowOrderOnlyReordersRows() throws {
    let table = try ReferenceTable.table()
    let schema = try schema("y ~ a * x + factor(g):t + z")
    let design = try schema.design(for: table)
    let reversed = try Table(
      table.columns.map { column in
        let values: ColumnValues =
          switch column.values {
          case .number(let values): .number(values.reversed())
          case .integer(let values): .integer(values.reversed())
          case .truth(let values): .truth(values.reversed())
          case .text(let values): .text(values.reversed())
          case .category(let codes, let levels): .category(codes: codes.reversed(), levels: levels)
          }
        return Column(name: column.name, values: values)
      })
    let other = try schema.design(for: reversed)
    #expect(other.matrix() == design.matrix().selectingRows((0..<12).reversed()))
  }
}
