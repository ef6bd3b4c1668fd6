import Testing

@testable import Tables

@Suite struct TableTests {
  private func sample() throws -> Table {
    try Table([
      Column("x", [1, .nan, 3]),
      Column(name: "n", values: .integer([7, 8, 9]), missing: [false, false, true]),
      Column(name: "g", values: .category(codes: [0, 1, 0], levels: ["a", "b"])),
      Column(name: "t", values: .truth([true, false, true])),
      Column(name: "s", values: .text(["p", "q", "r"])),
    ])
  }

  @Test func rowsAreTakenInTheOrderGivenWithRepeats() throws {
    let table = try sample().selecting(rows: [2, 0, 0])
    #expect(table.rowCount == 3)
    #expect(table["x"] == Column("x", [3, 1, 1]))
    #expect(
      table["n"]
        == Column(name: "n", values: .integer([0, 7, 7]), missing: [true, false, false]))
    #expect(
      table["g"]?.values == .category(codes: [0, 0, 0], levels: ["a", "b"]), "levels stay")
    #expect(table["t"]?.values == .truth([true, true, true]))
    #expect(table["s"]?.values == .text(["r", "p", "p"]))
    #expect(table["x"]?.missing == nil, "the row that was missing is gone")
    #expect(try sample().selecting(rows: []).rowCount == 0)
    #expect(try sample().selecting(rows: []).columnNames == ["x", "n", "g", "t", "s"])
  }

  @Test func columnsAreTakenInTheOrderGiven() throws {
    let table = try sample()
    #expect(try table.selecting(columns: ["s", "x"]).columnNames == ["s", "x"])
    #expect(try table.selecting(columns: []) == Table([]))
    #expect(throws: TableError.noColumn("X", closest: "x")) {
      try table.selecting(columns: ["X"])
    }
    #expect(throws: TableError.duplicateColumn("x")) { try table.selecting(columns: ["x", "x"]) }
  }

  @Test func columnsAreAddedAtTheEnd() throws {
    let table = try sample().adding(Column("y", [0, 1, 2]))
    #expect(table.columnNames == ["x", "n", "g", "t", "s", "y"])
    #expect(throws: TableError.duplicateColumn("x")) { try table.adding(Column("x", [1, 2, 3])) }
    #expect(throws: TableError.unequalLengths(column: "z", count: 2, expected: 3)) {
      try table.adding(Column("z", [1, 2]))
    }
    #expect(try Table([]).adding(Column("z", [1, 2])).rowCount == 2)
  }

  @Test func aColumnIsFoundOrTheNearestNamed() throws {
    let table = try Table([Column("collaboration", [1]), Column("poverty", [2])])
    #expect(try table.column("poverty").name == "poverty")
    #expect(table["collab"] == nil)
    #expect(throws: TableError.noColumn("collab", closest: "collaboration")) {
      try table.column("collab")
    }
    #expect(throws: TableError.noColumn("zzz", closest: nil)) { try table.column("zzz") }
  }

  @Test func notANumberAndNegativeCodesAreMissing() {
    let numbers = Column(name: "x", values: .number([1, .nan]), missing: nil)
    #expect(numbers.missing == [false, true])
    let codes = Column(name: "g", values: .category(codes: [0, -3], levels: ["a"]))
    #expect(codes.missing == [false, true])
    #expect(codes.values == .category(codes: [0, -1], levels: ["a"]))
    #expect(Column("x", [1, 2]).missing == nil)
    #expect(Column("x", [1, .nan, .nan]).missingCount == 2)
  }

  @Test(arguments: [
    (ColumnValues.number([1, 2]), ColumnValues.number([1, 99])),
    (.integer([1, 2]), .integer([1, 99])),
    (
      .category(codes: [0, 1], levels: ["a", "b"]), .category(codes: [0, 0], levels: ["a", "b"])
    ),
    (.truth([true, true]), .truth([true, false])),
    (.text(["a", "b"]), .text(["a", "c"])),
  ])
  func whatAMissingCellHoldsTakesNoPartInEquality(one: ColumnValues, other: ColumnValues) {
    let mask = [false, true]
    #expect(
      Column(name: "x", values: one, missing: mask)
        == Column(name: "x", values: other, missing: mask))
    #expect(Column(name: "x", values: one) != Column(name: "x", values: other))
    #expect(Column(name: "x", values: one, missing: mask) != Column(name: "x", values: one))
    #expect(Column(name: "x", values: one) != Column(name: "y", values: one))
    #expect(Column(name: "x", values: one) != Column(name: "x", values: one, unit: .perCent))
  }

  @Test func renamingKeepsEverythingElse() {
    let column = Column(
      name: "x", values: .number([1, 2]), missing: [true, false], unit: .perCent)
    let renamed = column.renamed("y")
    #expect(renamed.name == "y")
    #expect(renamed.renamed("x") == column)
  }
}
