import Testing

@testable import Tables

@Suite struct TableFromSwiftTests {
  private struct School: Sendable {
    let turnover: Double?
    let district: String
    let staff: Int
    let partner: Bool?
  }

  @Test func arraysBecomeColumnsInTheOrderWritten() throws {
    let turnover: [Double] = [0.1, 0.2, 0.3]
    let table = try Table([
      "turnover": turnover, "district": ["B", "A", "B"], "staff": [10, 20, 30],
      "partner": [true, false, true],
    ])
    #expect(table.columnNames == ["turnover", "district", "staff", "partner"])
    #expect(table["turnover"]?.values == .number(turnover))
    #expect(table["district"]?.values == .category(codes: [1, 0, 1], levels: ["A", "B"]))
    #expect(table["staff"]?.values == .integer([10, 20, 30]))
    #expect(table["partner"]?.values == .truth([true, false, true]))
  }

  @Test func nilIsAMissingCellAndNoLevel() throws {
    let table = try Table([
      "x": [1.5, nil, 2], "n": [1, nil, 3], "g": ["b", nil, ""], "t": [nil, true, false],
    ])
    for name in ["x", "n", "g"] { #expect(try table.column(name).missing == [false, true, false]) }
    #expect(try table.column("t").missing == [true, false, false])
    #expect(table["n"]?.values == .integer([1, 0, 3]))
    #expect(table["g"]?.values == .category(codes: [1, -1, 0], levels: ["", "b"]))
    #expect(try Table(["x": [Double.nan, 1]]).column("x").missing == [true, false])
    let empty: [String?] = [nil, nil]
    #expect(Column("g", empty).values == .category(codes: [-1, -1], levels: []))
    let nested: [Double??] = [1, .some(nil), nil]
    #expect(Column("x", nested).missing == [false, true, true])
  }

  @Test func literalsOfNumbersAreNumbers() {
    #expect(Column("x", [1, 2]).values == .number([1, 2]))
    #expect(Column("g", ["a", "b"]).values == .category(codes: [0, 1], levels: ["a", "b"]))
    let counts: [Int] = [1, 2]
    #expect(Column("n", counts).values == .integer([1, 2]))
    #expect(Column("f", [Float(0.5)]).values == .number([0.5]))
  }

  @Test func rowsOfAStructAreReadByKeyPaths() throws {
    let schools = [
      School(turnover: 0.1, district: "A", staff: 30, partner: nil),
      School(turnover: nil, district: "B", staff: 40, partner: true),
    ]
    let table = try Table(
      rows: schools, ("turnover", \.turnover), ("district", \.district), ("staff", \.staff),
      ("partner", \.partner))
    #expect(
      try table
        == Table([
          Column(name: "turnover", values: .number([0.1, 0]), missing: [false, true]),
          Column("district", ["A", "B"]), Column(name: "staff", values: .integer([30, 40])),
          Column(name: "partner", values: .truth([false, true]), missing: [true, false]),
        ]))
    #expect(try Table(rows: [School](), ("staff", \.staff)).rowCount == 0)
    #expect(throws: TableError.duplicateColumn("staff")) {
      try Table(rows: schools, ("staff", \.staff), ("staff", \.district))
    }
  }

  @Test func aDictionaryBecomesATableInTheOrderOfItsNames() throws {
    let columns: [String: any ColumnSource] = [
      "b": [1.0, 2], "a": ["u", "v"], "c": [true, false],
    ]
    #expect(try Table(columnsByName: columns).columnNames == ["a", "b", "c"])
  }

  @Test func columnsOfUnequalLengthAreNamed() {
    #expect(throws: TableError.unequalLengths(column: "g", count: 1, expected: 2)) {
      try Table(["x": [1.0, 2.0], "g": ["a"]])
    }
  }

  @Test func printingShowsTheShapeAndFewCells() throws {
    let rows = 100_000
    let table = try Table([
      "turnover": (0..<rows).map { $0 == 7 ? nil : Double($0) / 2 },
      "district": (0..<rows).map { "district \($0 % 3)" },
    ])
    let lines = "\(table)".split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0] == "Table of 100000 rows and 2 columns")
    #expect(lines[1] == "turnover  number    1 missing  0, 0.5, 1, 1.5, 2, …")
    #expect(lines[2].hasPrefix("district  category"))
    #expect(lines[2].hasSuffix("district 0, district 1, district 2, district 0, district 1, …"))
    #expect("\(try Table([]))" == "Table of 0 rows and 0 columns")
    let wide = try Table((0..<500).map { Column("x\($0)", [1.0]) })
    #expect("\(wide)".split(separator: "\n").last == "and 460 columns more")
    let long = try Table(["g": [String(repeating: "z", count: 10_000)]])
    #expect("\(long)".utf8.count < 200)
  }
}
