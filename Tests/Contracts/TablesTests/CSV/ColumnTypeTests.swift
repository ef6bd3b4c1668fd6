import Testing

@testable import Tables

@Suite struct ColumnTypeTests {
  private func column(_ cells: [String], missing: [String] = []) throws -> Column {
    let text = "x,pad\n" + cells.map { $0 + ",p\n" }.joined()
    return try Table(csvText: text, options: CSVOptions(missingWords: missing)).column("x")
  }

  @Test(arguments: [
    (["1", "-2", "+3", "007"], ColumnValues.integer([1, -2, 3, 7])),
    (["9007199254740992", "-9007199254740992"], .integer([1 << 53, -1 << 53])),
    (["0000000000000000000000012"], .integer([12])),
    (
      ["9007199254740993", "1"],
      .category(codes: [1, 0], levels: ["1", "9007199254740993"])
    ),
    (["100000000000000000300"], .category(codes: [0], levels: ["100000000000000000300"])),
    (["9007199254740993", "0.5"], .number([9_007_199_254_740_992, 0.5])),
    (["1", "2.5", "3"], .number([1, 2.5, 3])),
    (["1", ".5", "5.", "1e3", "1E-2", "-1.5e+2"], .number([1, 0.5, 5, 1000, 0.01, -150])),
    (["Inf", "-Inf", "inf", "+Infinity"], .number([.infinity, -.infinity, .infinity, .infinity])),
    (["\"1\"", "\"2\""], .integer([1, 2])),
    (["TRUE", "false", "True"], .truth([true, false, true])),
    (["T", "F"], .category(codes: [1, 0], levels: ["F", "T"])),
    (["TRUE", "1"], .category(codes: [1, 0], levels: ["1", "TRUE"])),
    (["b", "a", "b"], .category(codes: [1, 0, 1], levels: ["a", "b"])),
    (["1.50", "x"], .category(codes: [0, 1], levels: ["1.50", "x"])),
    (["1e309", "1"], .category(codes: [1, 0], levels: ["1", "1e309"])),
    (["1", "-1e309"], .category(codes: [1, 0], levels: ["-1e309", "1"])),
    (["$1", "$2"], .integer([1, 2])),
    (["\"$141,284.62\""], .number([141_284.62])),
    (["\"1,234\""], .integer([1234])),
    (["0x1F"], .category(codes: [0], levels: ["0x1F"])),
    (["1 2"], .category(codes: [0], levels: ["1 2"])),
    (["\" 1\""], .integer([1])),
    (["1e"], .category(codes: [0], levels: ["1e"])),
    (["1e+"], .category(codes: [0], levels: ["1e+"])),
    (["."], .category(codes: [0], levels: ["."])),
    (["-"], .category(codes: [0], levels: ["-"])),
    (["+-1"], .category(codes: [0], levels: ["+-1"])),
    (["1.2.3"], .category(codes: [0], levels: ["1.2.3"])),
    (["1d5"], .category(codes: [0], levels: ["1d5"])),
    (["Infinit"], .category(codes: [0], levels: ["Infinit"])),
    (["%"], .category(codes: [0], levels: ["%"])),
    (["5%", "5"], .category(codes: [1, 0], levels: ["5", "5%"])),
    (["5", "5%"], .category(codes: [0, 1], levels: ["5", "5%"])),
    (["5%", "n"], .category(codes: [0, 1], levels: ["5%", "n"])),
    (["N/A"], .category(codes: [0], levels: ["N/A"])),
    (["NULL"], .category(codes: [0], levels: ["NULL"])),
    (["\"a\"\"b\""], .category(codes: [0], levels: ["a\"b"])),
  ])
  func aColumnTakesTheNarrowestTypeThatHoldsAll(cells: [String], values: ColumnValues) throws {
    let found = try column(cells)
    #expect(found.values == values)
    #expect(found.missing == nil)
    #expect(found.unit == .plain)
  }

  @Test func perCentIsAUnit() throws {
    let found = try column(["9%", "", "12.5 %", "-3%"])
    #expect(
      found
        == Column(
          name: "x", values: .number([9, .nan, 12.5, -3]), missing: [false, true, false, false],
          unit: .perCent))
  }

  @Test func missingCellsHaveNoSayInTheType() throws {
    for cells in [["", "NA", "NaN", "nan", "\"\"", "\"NA\""], []] {
      #expect(
        try column(cells) == Column("x", [Double](repeating: .nan, count: cells.count)))
    }
    #expect(
      try column(["", "2", "NA", "3", ""])
        == Column(
          name: "x", values: .integer([0, 2, 0, 3, 0]), missing: [true, false, true, false, true]))
    #expect(try column(["NA", "1.5", ""]) == Column("x", [.nan, 1.5, .nan]))
    #expect(
      try column(["", "TRUE"])
        == Column(name: "x", values: .truth([false, true]), missing: [true, false]))
    #expect(
      try column(["", "a", "NA"])
        == Column(name: "x", values: .category(codes: [-1, 0, -1], levels: ["a"])))
    #expect(try column(["NAN", "Na"]).missing == nil)
  }

  @Test func missingWordsAreWholeFieldsLetterForLetter() throws {
    let words = ["N/A", "-9", ".", "a\"b", "not known"]
    #expect(
      try column(["1", "-9", "N/A", ".", " -9 ", "\"not known\""], missing: words)
        == Column(
          name: "x", values: .integer([1, 0, 0, 0, 0, 0]),
          missing: [false, true, true, true, true, true]))
    // Numbers match by value.
    #expect(
      try column(["-99", "-9.0", "-9e0"], missing: words)
        == Column(name: "x", values: .integer([-99, 0, 0]), missing: [false, true, true]))
    #expect(try column(["1", "\"a\"\"b\""], missing: words).missingCount == 1)
    #expect(try column(["n/a"], missing: words).missing == nil)
  }

  /// A file of several blocks: types found late, and everything read before kept as written.
  @Test(arguments: [0, 1, 5000, 9998, 9999])
  func aLateSurpriseLosesNothing(surprise: Int) throws {
    var text = "id,late,real,perCent,word,gap\n"
    for row in 0..<10_000 {
      let isSurprise = row == surprise
      text += "\(row),\(isSurprise ? "x" : "0\(row).50"),\(isSurprise ? "0.5" : "\(row)"),"
      text += "\(isSurprise ? "7" : "\(row)%"),w\(row % 7),\(isSurprise ? "1.5" : "")\n"
    }
    let table = try Table(csvText: text)
    #expect(table.rowCount == 10_000)
    #expect(table["id"]?.values == .integer((0..<10_000).map { Int64($0) }))
    #expect(
      table["real"]?.values == .number((0..<10_000).map { $0 == surprise ? 0.5 : Double($0) }))
    let late = try table.column("late")
    let perCent = try table.column("perCent")
    for row in 0..<10_000 where cell(late, row) != (row == surprise ? "x" : "0\(row).50") {
      Issue.record("late, row \(row)")
    }
    for row in 0..<10_000 where cell(perCent, row) != (row == surprise ? "7" : "\(row)%") {
      Issue.record("perCent, row \(row)")
    }
    #expect(perCent.unit == .plain)
    let gap = try table.column("gap")
    #expect(gap.missingCount == 9999)
    #expect(cell(gap, surprise) == "1.5")
    #expect(try table.categories(of: "word").codes.prefix(8) == [0, 1, 2, 3, 4, 5, 6, 0])
  }

  @Test func manyLevelsAreFound() throws {
    let names = (0..<50_000).map { "school \($0 * 7919 % 50_000)" }
    let table = try Table(csvText: "name\n" + (names + names).joined(separator: "\n"))
    let (codes, levels) = try table.categories(of: "name")
    #expect(levels == Set(names).sorted())
    #expect(codes.map { levels[Int($0)] } == names + names)
  }
}
