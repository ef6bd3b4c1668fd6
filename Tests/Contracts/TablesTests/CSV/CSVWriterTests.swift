import Testing

@testable import Tables

@Suite struct CSVWriterTests {
  @Test func fieldsAreQuotedWhereTheyMustBe() throws {
    let table = try Table([
      Column("a,b", [1, .nan, 2.5]),
      Column(name: "n", values: .integer([1, 2, 3]), missing: [false, true, false]),
      Column(name: "p", values: .number([5, 12.5, .nan]), unit: .perCent),
      Column(name: "t", values: .truth([true, false, false])),
      Column(
        name: "g \"q\"",
        values: .category(codes: [0, 1, 2], levels: [" a", "x\r\ny", "plain; text"])),
      Column(name: "s", values: .text(["say \"hi\"", "b\t", "ü"])),
      Column("big", [1e300, -.infinity, -0.0]),
    ])
    #expect(
      table.csvText == """
        "a,b",n,p,t,"g ""q""\",s,big
        1.0,1,5%,TRUE," a","say ""hi""\",1e+300
        ,,12.5%,FALSE,"x\r\ny","b\t",-Inf
        2.5,3,,FALSE,plain; text,ü,-0.0

        """)
    #expect(table.csvText(delimiter: .semicolon).hasSuffix("2.5;3;;FALSE;\"plain; text\";ü;-0.0\n"))
  }

  @Test func smallTablesAreWritten() throws {
    #expect(try Table([]).csvText == "")
    #expect(try Table([Column("x", [])]).csvText == "x\n")
    #expect(try Table([Column("x", [.nan, 1])]).csvText == "x\n\"\"\n1.0\n")
    #expect(
      try Table([Column("", [1]), Column("\u{FEFF}", [2])]).csvText == ",\"\u{FEFF}\"\n1.0,2.0\n")
  }

  @Test(arguments: CSVOptions.Delimiter.allCases)
  func randomTablesComeBackEqual(delimiter: CSVOptions.Delimiter) throws {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<300 {
      let table = try randomTable(using: &generator)
      let text = table.csvText(delimiter: delimiter)
      let back = try Table(csvText: text, options: CSVOptions(delimiter: delimiter))
      #expect(back == table, "\(text.debugDescription)")
    }
  }
}

/// A table of the kind that CSV can hold: every level of a category occurs, none looks like a number,
/// and levels stand in the order of Unicode scalars.
private func randomTable(using generator: inout SeededGenerator) throws -> Table {
  let rows = Int.random(in: 0...12, using: &generator)
  let names = Set(
    (0..<Int.random(in: 1...6, using: &generator)).map { _ in
      "v" + randomText(using: &generator) + "v"
    })
  return try Table(names.sorted().map { randomColumn($0, rows: rows, using: &generator) })
}

private func randomColumn(
  _ name: String, rows: Int, using generator: inout SeededGenerator
) -> Column {
  var missing = (0..<rows).map { _ in Int.random(in: 0...3, using: &generator) == 0 }
  if rows == 0 || !missing.contains(false) {
    return Column(name, [Double](repeating: .nan, count: rows))
  }
  let bits = (0..<rows).map { _ in UInt64.random(in: .min ... .max, using: &generator) }
  switch Int.random(in: 0...4, using: &generator) {
  case 0:
    let numbers = bits.map { Double(bitPattern: $0) }
    if zip(numbers, missing).allSatisfy({ $0.isNaN || $1 }) { missing[0] = true }
    let isAllMissing = zip(numbers, missing).allSatisfy { $0.isNaN || $1 }
    return Column(
      name: name, values: .number(numbers), missing: missing,
      unit: isAllMissing || Bool.random(using: &generator) ? .plain : .perCent)
  case 1:
    return Column(
      name: name, values: .integer(bits.map { Int64(bitPattern: $0) >> 11 }), missing: missing)
  case 2:
    return Column(name: name, values: .truth(bits.map { $0 & 1 == 0 }), missing: missing)
  default:
    let texts = (0..<rows).map { _ in "w" + randomText(using: &generator) }
    let present = zip(texts, missing).filter { !$1 }.map(\.0)
    let levels = Set(present).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let codes = zip(texts, missing).map { text, isMissing in
      isMissing ? -1 : Int32(levels.firstIndex(of: text) ?? -1)
    }
    return Column(name: name, values: .category(codes: codes, levels: levels), missing: missing)
  }
}

private func randomText(using generator: inout SeededGenerator) -> String {
  let alphabet: [Unicode.Scalar] = [
    "a", "b", " ", "\t", ",", ";", "\"", "\n", "\r", "%", "1", "é", "中", "\u{FEFF}", "\u{1F600}",
  ]
  var text = String.UnicodeScalarView()
  for _ in 0..<Int.random(in: 0...5, using: &generator) {
    if let scalar = alphabet.randomElement(using: &generator) { text.append(scalar) }
  }
  return String(text)
}
