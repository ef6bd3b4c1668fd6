import Testing

@testable import Tables

@Suite struct CSVFuzzTests {
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
      guard let table = try? Table(csvBytes: bytes) else {
        #expect(plain == nil, "\(bytes) was refused")
        continue
      }
      tables += 1
      try check(table, against: plain, bytes)
      #expect(try Table(csvText: table.csvText) == table, "\(bytes) comes back otherwise")
    }
    #expect(tables > 300, "the alphabet should make a fair share of sound tables")
  }

  private func check(_ table: Table, against plain: [[String]]?, _ bytes: [UInt8]) throws {
    let records = try #require(plain, "\(bytes) was not refused")
    #expect(table.rowCount == records.count - 1)
    #expect(table.columns.count == records[0].count)
    for (index, column) in table.columns.enumerated() {
      #expect(column.count == table.rowCount)
      for row in 0..<column.count {
        let written = records[row + 1][index]
        let read = cell(column, row)
        let isSame: Bool
        if ["", "NA", "NaN", "nan"].contains(written) {
          isSame = read == nil
        } else {
          switch column.values {
          case .category: isSame = read == written
          case .truth: isSame = read == written.uppercased()
          default:
            let digits = written.filter { $0 != "%" && $0 != " " }
            isSame = read.flatMap { Double($0.filter { $0 != "%" }) } == Double(digits)
          }
        }
        if !isSame { Issue.record("\(bytes): \(read ?? "nil") for \(written)") }
      }
    }
  }

  /// Byte by byte from small texts cut off anywhere.
  @Test func textsCutOffAnywhereAreReadOrRefused() {
    let text = Array("\u{FEFF}\"a\"\"b\",c,é\r\n1,2%,\"x\r\ny\"\r\n-1.5e3,NA,\"\"\r\n\r\n".utf8)
    for end in 0...text.count {
      for start in 0...end {
        let part = Array(text[start..<end])
        let table = try? Table(csvBytes: part)
        #expect((table == nil) == (PlainCSV.records(part) == nil), "\(part)")
      }
    }
  }
}
