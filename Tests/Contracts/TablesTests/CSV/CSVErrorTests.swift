import Testing

@testable import Tables

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

private let short =
  "; if short rows are to be filled up say --fill, if it is a footnote say --footer 1"
private let comma = "; a comma inside a value has to stand in quotes"
private let titles = "; if there are lines above the header say --skip N"
private let encoding =
  "; save the file as UTF-8, or name its encoding, as in --encoding windows-1252"

@Suite struct CSVErrorTests {
  @Test(arguments: [
    ("", "bad.csv is empty: a table needs a header line"),
    ("\u{FEFF}", "bad.csv is empty: a table needs a header line"),
    ("\r\n\n\n", "bad.csv is empty: a table needs a header line"),
    ("a,b,c\n1,2,3\n1,2\n", "bad.csv, line 3: row has 2 fields, header has 3" + short),
    ("a,b\n1,2,3\n", "bad.csv, line 2: row has 3 fields, header has 2" + comma),
    ("a,b\n1,2\n1,2,3\n", "bad.csv, line 3: row has 3 fields, header has 2" + comma),
    ("a,b\n1,2\n1,2,3,4\n", "bad.csv, line 3: row has 4 fields, header has 2" + titles),
    ("a,b\n\"x\ny\",2\n\n7\n", "bad.csv, line 5: row has 1 field, header has 2" + short),
    ("a,b\r\n\"x\r\ny\",2\r\n7\r\n", "bad.csv, line 4: row has 1 field, header has 2" + short),
    ("a,b\r\"x\ry\",2\r7\r", "bad.csv, line 4: row has 1 field, header has 2" + short),
    ("a\n1,2\n", "bad.csv, line 2: row has 2 fields, header has 1" + comma),
    ("a,b\n1,\"two\n3,4\n", "bad.csv, line 2: the quote opened here is never closed"),
    ("a,b\nx,y\n1,\"two\"\"\n\n", "bad.csv, line 3: the quote opened here is never closed"),
    ("\"a,b\n1,2", "bad.csv, line 1: the quote opened here is never closed"),
    (
      "a,b\n\"x\"y,2\n",
      "bad.csv, line 2: text after a closing quote; a quote inside a quoted field is written twice"
    ),
    (
      "a,b\n\"x\n\n\" \"y\",2\n",
      "bad.csv, line 4: text after a closing quote; a quote inside a quoted field is written twice"
    ),
    ("a,b\n1,2\u{0}\n", "bad.csv, line 2: a NUL byte; if the file is in UTF-16, save it as UTF-8"),
    (
      "a,b\n1,\"x\n\u{0}\"\n",
      "bad.csv, line 3: a NUL byte; if the file is in UTF-16, save it as UTF-8"
    ),
    (
      "a,b\n1,\"2\"\u{0}\n",
      "bad.csv, line 2: a NUL byte; if the file is in UTF-16, save it as UTF-8"
    ),
    ("a\u{0},b", "bad.csv, line 1: a NUL byte; if the file is in UTF-16, save it as UTF-8"),
  ])
  func badTextIsRefusedWithItsLine(text: String, message: String) {
    let error = #expect(throws: TableError.self) {
      try Table(csvBytes: Array(text.utf8), name: "bad.csv")
    }
    #expect(error?.description == message)
  }

  @Test(
    arguments: [
      ([0xFF, 0xFE, 0x00, 0x00], "bad.csv is in UTF-32; save it as UTF-8"),
      // 0x81 is nothing in Windows-1252.
      ([0x61, 0x81], "bad.csv, line 1: the text is not UTF-8" + encoding),
      // An é in UTF-8 elsewhere: what is wrong is one place, not the encoding.
      (
        Array("a,é\nx,y\n".utf8) + [0xE9] + Array(",2\n1\n".utf8),
        "bad.csv, line 3: the text is not UTF-8" + encoding
      ),
      (
        Array("a,b\n1\n".utf8) + [0xE9] + Array(",2\n".utf8),
        "bad.csv, line 2: row has 1 field, header has 2" + short
      ),
      (
        Array("é\n\"x\n".utf8) + [0xC3] + Array("\"\n".utf8),
        "bad.csv, line 3: the text is not UTF-8" + encoding
      ),
    ] as [([UInt8], String)])
  func bytesThatAreNotUTF8AreRefused(bytes: [UInt8], message: String) {
    let error = #expect(throws: TableError.self) {
      try Table(csvBytes: bytes, name: "bad.csv")
    }
    #expect(error?.description == message)
  }

  /// Every sequence of up to three bytes after a lead byte, judged by the standard library.
  @Test func wellFormedUTF8IsWhatTheStandardLibrarySaysItIs() {
    let samples: [UInt8] = [
      0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1,
      0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
    ]
    for first in samples {
      for second in samples {
        for third in samples {
          for fourth in samples {
            let bytes: ContiguousArray = [first, second, third, fourth]
            let isValid = String(validating: bytes, as: UTF8.self) != nil
            let found = firstInvalidUTF8(bytes.span, from: 0, to: 4)
            if (found == nil) != isValid { Issue.record("\(bytes): \(String(describing: found))") }
            if let found {
              #expect(String(validating: bytes[..<found], as: UTF8.self) != nil)
            }
          }
        }
      }
    }
  }

  @Test func aHeaderOfNothingButDelimitersIsRefusedOrRead() throws {
    let most = [UInt8](repeating: Byte.comma, count: CSVReader.columnLimit)
    #expect(
      throws: TableError.tooManyColumns(
        limit: CSVReader.columnLimit, at: CSVLocation(source: "CSV text", line: 1))
    ) { try Table(csvBytes: most) }
    #expect(throws: TableError.empty(source: "CSV text")) {
      try Table(csvBytes: Array(most.prefix(99_999)))
    }
    let wide = Array(most.prefix(99_999)) + Array("x\n".utf8) + Array(most.prefix(99_999)) + [0x31]
    #expect(try Table(csvBytes: wide).columns.map(\.name) == ["x"])
    let row = Array("a,b\n".utf8) + most
    #expect(try Table(csvBytes: row).rowCount == 0)
    #expect(
      throws: TableError.raggedRow(
        fields: CSVReader.columnLimit + 1, expected: 2,
        at: CSVLocation(source: "CSV text", line: 2))
    ) { try Table(csvBytes: row + [0x31]) }
  }

  @Test func filesThatCannotBeReadAreNamed() throws {
    let missing = URL(filePath: "/no/such/folder/schools.csv")
    #expect(
      throws: TableError.unreadable(
        path: "/no/such/folder/schools.csv", reason: "there is no such file")
    ) { try Table(csv: missing) }
    let web = try #require(URL(string: "https://example.org/schools.csv"))
    let error = #expect(throws: TableError.self) { try Table(csv: web) }
    #expect(
      error?.description == "cannot read https://example.org/schools.csv: only files are read")
    let folder = #expect(throws: TableError.self) { try Table(csv: URL(filePath: "/")) }
    #expect(folder?.description == "cannot read /: it is a folder; name a file in it")
  }

  @Test func valuesInMessagesAreShortAndPrintable() {
    let error = TableError.duplicateColumn("a\n\u{1B}[31m" + String(repeating: "x", count: 100))
    #expect(
      error.description
        == "two columns are named \"a\\n\\u{1B}[31m" + String(repeating: "x", count: 53) + "…\"")
  }
}
