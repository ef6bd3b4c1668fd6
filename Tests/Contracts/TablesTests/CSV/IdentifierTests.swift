import Testing

@testable import Tables

@Suite struct IdentifierTests {
  private static let zeros = ["501", "0501", "00501", "77", "077", "0077", "8", "08"]
  private static let exponents = ["1E5", "100000", "10E4", "1e5", "1e+05", "20", "30", "2E1"]
  private static let long = [
    "100000000000000000300", "100000000000000000301", "90071992547409921", "90071992547409920",
    "9223372036854775808", "9223372036854775809", "12", "7",
  ]

  private func table(_ cells: [String], _ options: CSVOptions = CSVOptions()) throws -> Table {
    try Table(csvText: "id,v\n" + cells.map { $0 + ",1\n" }.joined(), options: options)
  }

  @Test(arguments: [zeros, exponents, long])
  func categoriesAndOutputGoByTheText(cells: [String]) throws {
    let column = try table(cells).column("id")
    #expect(Set(try column.categories().codes).count == 8)
    #expect(column.labels == cells)
    #expect(try table(cells).csvText == "id,v\n" + cells.map { $0 + ",1\n" }.joined())
    let some = column.selecting(rows: [7, 0, 7])
    #expect(some.labels == [cells[7], cells[0], cells[7]])
  }

  @Test func arithmeticGoesByTheNumber() throws {
    #expect(try table(Self.zeros).numericValues(of: "id") == [501, 501, 501, 77, 77, 77, 8, 8])
    #expect(try table(Self.exponents).numericValues(of: "id").prefix(3) == [1e5, 1e5, 1e5])
    // So long that doubles do not tell them apart: never numbers, unless asked for.
    #expect(throws: TableError.self) { try table(Self.long).numericValues(of: "id") }
    var options = CSVOptions()
    options.numberColumns = ["id"]
    #expect(try table(Self.long, options).numericValues(of: "id").suffix(2) == [12, 7])
    #expect(try table(Self.zeros, options).column("id").labels.prefix(2) == ["501", "501"])
  }

  @Test func ordinaryNumbersAreNumbers() throws {
    for cells in [
      ["0.5", "0.25"], ["1e-05", "0.5"], ["0", "10"], ["1234567890", "2"], ["01.5", "2"],
    ] {
      let column = try table(cells).column("id")
      #expect(column.written == nil, "\(cells)")
      #expect(try column.numericValues() == cells.map { Double($0) ?? .nan })
    }
  }

  @Test func columnsAreKeptAsTextOrHeldToNumbers() throws {
    var options = CSVOptions()
    options.textColumns = ["id"]
    let column = try table(["1", "2.0", "*"], options).column("id")
    #expect(column.labels == ["1", "2.0", "*"])
    #expect(column.record?.isDeclaredText == true && column.numbersSpoilt == nil)
    options.textColumns = ["idd"]
    #expect(throws: TableError.noColumn("idd", closest: "id")) { try table(["1"], options) }
    options.textColumns = []
    options.numberColumns = ["id"]
    #expect(throws: TableError.self) { try table(["a", "b", "1"], options) }
  }

  @Test func missingWordsAreCountedByReason() throws {
    var options = CSVOptions(missingWords: ["*", "<10", "-9", "n/a"])
    options.columnMissingWords = ["v": ["-8"]]
    let text = "x,v\n1,1\n*,-8\n<10,-8.0\n-9.00,2\n,3\nNA,4\n2,-9\n"
    let reading = try CSVReading(bytes: Array(text.utf8), options: options)
    let x = try reading.table.column("x")
    #expect(
      x.record?.missing.map { "\($0.word) \($0.count) \($0.isSuppressed)" } == [
        " 1 false", "NA 1 false", "* 1 false", "<10 1 true", "-9 1 false",
      ])
    #expect(x.missingCount == 5)
    #expect(reading.table["v"]?.missing == [false, true, true, false, false, false, true])
    #expect(
      reading.notes.map(\.description) == [
        "column \"x\": 1 value is suppressed (\"<10\"), counted apart from missing ones",
        "no field is \"n/a\", which was given as a word for a missing value",
      ])
  }

  @Test(arguments: [
    ("<10", true), ("n<10", true), ("N < 10", true), ("≥95%", true), ("<=5", true), (">95%", true),
    ("10-19", true), ("10–19", true), ("fewer than 10", true), ("5 or fewer", true), ("*", false),
    ("N/A", false), ("-9", false), ("", false), ("<", false), ("n", false), ("19-10", false),
    ("2020-21", false), ("less", false),
  ])
  func rangesAreSuppressedValues(word: String, isSuppressed: Bool) {
    #expect(isRange(word) == isSuppressed)
  }

  @Test(
    arguments: [
      ([12, 40, 77, -9, -9], [-9]), ([12, 40, 77, -1], [-1]), ([-1, 0, 1, 0.5, 1], []),
      ([-1, 3, -0.5, 2, 8], []), ([1, 4, 5, 99, 2, 3], [99]), ([12, 40, 77, 999], [999]),
      ([120, 999, 1400, 700], []), ([999, 1], []), ([3, 4, 5, -99, -9], [-99, -9]),
      ([0.2, 0.5, 0.4, 999], [999]), ([2020, 2021, 2022, 9999], [9999]), ([1, 2, 3, 4], []),
    ] as [([Double], [Double])])
  func codesForMissingValuesAreSuspected(numbers: [Double], codes: [Double]) {
    #expect(Column("x", numbers).suspiciousCodes().map(\.value) == codes)
  }

  @Test(arguments: [
    ("Total", true), ("State Total", true), ("Statewide", true), ("All schools", true),
    ("GRAND TOTAL", true), ("District average", true), ("all", true), ("School 12", false),
    ("Total Learning Academy", false), ("All Saints", false), ("State", false), ("", false),
    ("All students", false),
  ])
  func totalsAreTold(text: String, isOne: Bool) { #expect(isTotal(text) == isOne) }
}
