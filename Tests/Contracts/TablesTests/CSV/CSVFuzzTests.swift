import Testing

@testable import Tables

@Suite struct CSVFuzzTests {
  /// Options under which nothing is found by itself.
  private static let plain: CSVOptions = {
    var options = CSVOptions(delimiter: .comma)
    (options.skippedLines, options.headerRows, options.footerLines) = (0, 1, 0)
    options.encoding = .utf8
    return options
  }()

  private static let alphabet: [UInt8] =
    Array("\"\"\"\",,,,\r\n\r\n\n\n0123456789.%-+eE  \tabNAT;".utf8)
    + [0xEF, 0xBB, 0xBF, 0xC3, 0xA9, 0x00, 0xFF, 0xFE]

  /// Any bytes either are refused or give what a plain reader, a byte at a time, makes of them; and
  /// what was read reads the same when written.
  @Test(arguments: 0..<8)
  func randomBytesAreReadOrRefused(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    var tables = 0
    for _ in 0..<5000 {
      let count = Int.random(in: 0...40, using: &generator)
      let kinds = seed % 2 == 0 ? Self.alphabet.count : Self.alphabet.count - 8
      let bytes = (0..<count).map { _ in
        Self.alphabet[Int.random(in: 0..<kinds, using: &generator)]
      }
      let plain = PlainCSV.records(bytes)
      guard let table = try? Table(csvBytes: bytes, options: Self.plain) else {
        #expect(plain == nil, "\(bytes) was refused")
        continue
      }
      tables += 1
      try check(table, against: plain, bytes)
      #expect(
        try Table(csvText: table.csvText, options: Self.plain) == table,
        "\(bytes) comes back otherwise")
    }
    #expect(tables > 300, "the alphabet should make a fair share of sound tables")
  }

  private func check(_ table: Table, against plain: [[String]]?, _ bytes: [UInt8]) throws {
    let records = try #require(plain, "\(bytes) was not refused")
    #expect(table.rowCount == records.count - 1)
    // Columns with neither name nor value are left out.
    let kept = records[0].indices.filter { column in
      !PlainCSV.isBlank(records[0][column])
        || records.dropFirst().contains { !["", "NA", "NaN", "nan"].contains($0[column]) }
    }
    #expect(table.columns.count == kept.count)
    guard table.columns.count == kept.count else { return }
    for (place, column) in table.columns.enumerated() {
      let index = kept[place]
      #expect(column.count == table.rowCount)
      for row in 0..<column.count {
        let written = records[row + 1][index]
        let read = cell(column, row)
        let isSame: Bool
        let bare = written.filter { $0 != " " && $0 != "\t" }
        if ["", "NA", "NaN", "nan"].contains(written) {
          isSame = read == nil
        } else if ["", "NA", "NaN", "nan"].contains(bare) {
          isSame = read == nil || read == written
        } else {
          switch column.values {
          case .category: isSame = read == written
          case .truth: isSame = read == written.uppercased()
          default:
            // A comma is a decimal mark or separates thousands.
            let digits = bare.filter { $0 != "%" }
            let number = read.flatMap { Double($0.filter { $0 != "%" }) }
            isSame =
              number == Double(digits) || number == Double(digits.filter { $0 != "," })
              || number == Double(String(digits.map { $0 == "," ? "." : $0 }))
          }
        }
        if !isSame { Issue.record("\(bytes): \(read ?? "nil") for \(written)") }
      }
    }
  }

  /// Bytes of every kind that something may be found in, mutated: read or refused, never more columns
  /// or rows than bytes, and the same in blocks.
  @Test(arguments: 0..<8)
  func mutatedFilesAreReadOrRefused(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed) &+ 100)
    let pieces: [[UInt8]] =
      [
        ",", ";", "\t", "|", "\n", "\r\n", "\r", "\"", " ", "1,5", "\"1,234\"", "(3)", "$", "€",
        "%",
        "\u{2212}4", "\u{A0}", "007", "1E5", "N/A", "*", "<10", "Total", "Note: x", "# c",
        "sep=;\n",
        "id", "name", "12.5", "-9", "999", "TRUE", "é", "\u{FEFF}", "{\"", "<html", "n", "",
      ].map { Array($0.utf8) } + [[0xE9], [0xFF, 0xFE], [0x00], [0x1F, 0x8B], [0x81]]
    let file = Array(
      "Title\n\nid;x;y\nRecord;Poverty;Score\n1;40,3;36,4\n2;69,6;\n3;91,7;(5)\n\nSource: us\n".utf8
    )
    var tables = 0
    for _ in 0..<1500 {
      var bytes = file
      for _ in 0..<Int.random(in: 0...6, using: &generator) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        let end = min(bytes.count, place + Int.random(in: 0...4, using: &generator))
        bytes.replaceSubrange(place..<end, with: pieces.randomElement(using: &generator) ?? [])
      }
      if seed % 4 == 3 { bytes = [0xFF, 0xFE] + bytes.flatMap { [$0, 0] } }
      guard let reading = try? CSVReading(bytes: bytes) else {
        #expect((try? CSVBlocks(bytes: bytes, bytesPerBlock: 16)) == nil, "\(bytes)")
        continue
      }
      tables += 1
      let table = reading.table
      #expect(table.rowCount <= bytes.count && table.columns.count <= bytes.count + 1)
      let blocks = try CSVBlocks(bytes: bytes, bytesPerBlock: 16)
      var rows: [[String?]] = []
      try blocks.forEachBlock { rows += cells($0) }
      #expect(rows == cells(table), "\(bytes)")
      #expect(blocks.notes == reading.notes, "\(bytes)")
    }
    #expect(tables > 100, "a fair share should be tables")
  }

  /// Byte by byte from small texts cut off anywhere.
  @Test func textsCutOffAnywhereAreReadOrRefused() {
    let text = Array("\u{FEFF}\"a\"\"b\",c,é\r\n1,2%,\"x\r\ny\"\r\n-1.5e3,NA,\"\"\r\n\r\n".utf8)
    for end in 0...text.count {
      for start in 0...end {
        let part = Array(text[start..<end])
        let table = try? Table(csvBytes: part, options: Self.plain)
        #expect((table == nil) == (PlainCSV.records(part) == nil), "\(part)")
      }
    }
  }
}
