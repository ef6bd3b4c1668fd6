import Tables
import Testing

@testable import Formulas

@Suite("Levels of factors")
struct SchemaLevelTests {
  private func declaring(_ column: String, _ levels: [String]?) -> SchemaOptions {
    var options = SchemaOptions()
    options.factors = [FactorDeclaration(column: column, levels: levels)]
    return options
  }

  private func columns(
    _ formula: String, _ table: Table, _ options: SchemaOptions = SchemaOptions()
  ) throws -> [String] {
    try Schema(try Formula(formula), trainedOn: table, options: options).columnNames
  }

  @Test func firstDeclaredLevelIsTheReference() throws {
    let table = try ReferenceTable.table()
    #expect(
      try columns("y ~ a", table, declaring("a", ["w", "u", "v"])) == ["(Intercept)", "au", "av"])
    #expect(
      try columns("y ~ factor(a)", table, declaring("a", ["w", "u", "v"]))
        == ["(Intercept)", "factor(a)u", "factor(a)v"])
  }

  @Test func numbersAreFactorsOnlyIfDeclared() throws {
    let table = try ReferenceTable.table()
    #expect(try columns("y ~ g", table) == ["(Intercept)", "g"])
    #expect(
      try columns("y ~ g", table, declaring("g", nil))
        == ["(Intercept)", "g1984", "g1985", "g1986"])
    #expect(
      try columns("y ~ g", table, declaring("g", ["1986", "1983", "1984.0", "1985"]))
        == ["(Intercept)", "g1983", "g1984.0", "g1985"])
  }

  @Test func arithmeticOnADeclaredColumnUsesItsNumbers() throws {
    let table = try ReferenceTable.table()
    let schema = try Schema(
      try Formula("y ~ I(g - 1983)"), trainedOn: table, options: declaring("g", nil))
    #expect(schema.columnNames == ["(Intercept)", "I(g - 1983)"])
  }

  @Test func lastDeclarationCounts() throws {
    var options = declaring("a", ["w", "u", "v"])
    options.factors.append(FactorDeclaration(column: "a", levels: ["v", "u", "w"]))
    #expect(
      try columns("y ~ a", try ReferenceTable.table(), options) == ["(Intercept)", "au", "aw"])
  }

  @Test func levelsWithoutRowsAreDroppedAndNoted() throws {
    let table = try ReferenceTable.table()
    let schema = try Schema(
      try Formula("y ~ b"), trainedOn: table,
      options: declaring("b", ["none", "q", "p", "nil"]))
    #expect(schema.columnNames == ["(Intercept)", "bp"])
    #expect(schema.notes == [.levelsWithoutRows(factor: "b", levels: ["none", "nil"])])
    #expect(schema.notes[0].description.contains("\"none\" or \"nil\""))
    let unused = try Table([
      Column("y", [1, 2, 3]),
      Column(name: "s", values: .category(codes: [3, 1, 3], levels: ["a", "b", "c", "d"])),
    ])
    let other = try Schema(try Formula("y ~ s"), trainedOn: unused)
    #expect(other.columnNames == ["(Intercept)", "sd"])
    #expect(other.notes.isEmpty)
  }

  @Test func valueThatIsNotDeclared() throws {
    let error = formulaError {
      _ = try columns("y ~ a", try ReferenceTable.table(), declaring("a", ["w", "u"]))
    }
    #expect(error == .undeclaredLevel(factor: "a", level: "v", row: 2, declared: ["w", "u"]))
    let inCall = formulaError {
      _ = try columns("y ~ factor(g, levels = c(1983, 1984))", try ReferenceTable.table())
    }
    #expect(
      inCall
        == .undeclaredLevel(
          factor: "factor(g, levels = c(1983, 1984))", level: "1985", row: 3,
          declared: ["1983", "1984"]))
  }

  @Test func levelGivenTwice() throws {
    let table = try ReferenceTable.table()
    #expect(
      formulaError { _ = try columns("y ~ x", table, declaring("a", ["u", "v", "u"])) }
        == .repeatedLevel(factor: "a", level: "u"))
    #expect(
      formulaError { _ = try columns("y ~ factor(g, levels = c(1, 1))", table) }
        == .repeatedLevel(factor: "factor(g, levels = c(1, 1))", level: "1"))
  }

  @Test func oneLevelIsAnError() throws {
    let table = try Table([Column("y", [1, 2]), category("s", ["only", "only"])])
    #expect(
      formulaError { _ = try columns("y ~ s", table) } == .oneLevel(factor: "s", level: "only"))
    #expect(
      formulaError { _ = try columns("y ~ s:y", try Table([category("s", []), Column("y", [])])) }
        != nil)
    #expect(
      formulaError { _ = try columns("~ s", try Table([category("s", [])])) }
        == .noLevels(factor: "s"))
  }

  @Test func declaredColumnMustExist() throws {
    let error = formulaError {
      _ = try columns("y ~ x", try ReferenceTable.table(), declaring("sektor", nil))
    }
    guard case .noColumn("sektor", _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func textLevelsAreSortedByUnicodeScalars() throws {
    let table = try Table([Column(name: "s", values: .text(["b", "ä", "B", "a", "Z", "_"]))])
    #expect(
      try columns("~ 0 + s", table) == ["sB", "sZ", "s_", "sa", "sb", "sä"])
  }

  @Test func numericLevelsAreSortedAsNumbers() throws {
    let table = try Table([Column("s", [10, 9, 0.5, 100000, -1, 1e20])])
    #expect(
      try columns("~ 0 + factor(s)", table)
        == [
          "factor(s)-1", "factor(s)0.5", "factor(s)9", "factor(s)10", "factor(s)100000",
          "factor(s)1e+20",
        ])
  }

  @Test func missingCellsOfUsedColumnsAreRefused() throws {
    let table = try Table([
      Column("y", [1, 2, 3]),
      Column(
        name: "s", values: .category(codes: [0, 1, -1], levels: ["a", "b"]),
        missing: [false, false, true]), Column("x", [1, .nan, 3]),
    ])
    #expect(
      formulaError { _ = try columns("y ~ s", table) } == .missingCell(column: "s", row: 3))
    #expect(
      formulaError { _ = try columns("y ~ log(x)", table) } == .missingCell(column: "x", row: 2))
    #expect(try columns("y ~ 1", table) == ["(Intercept)"])
    let schema = try Schema(
      try Formula("~ x"), trainedOn: try Table([Column("x", [1, 2, 3])]))
    #expect(
      formulaError { _ = try schema.design(for: table, rowNumbers: [5, 8, 9]) }
        == .missingCell(column: "x", row: 8))
  }

  @Test func hugeDesignsAreRefused() throws {
    let many = (0..<2000).map(Double.init)
    let table = try Table([Column("p", many), Column("q", many), Column("r", many)])
    let error = formulaError {
      _ = try columns("~ factor(p):factor(q):factor(r)", table)
    }
    #expect(error == .designTooLarge(rows: 2000, columns: 8_000_000_000))
  }
}
