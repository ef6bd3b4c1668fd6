import Testing

@testable import Tables

/// What is found in a text by itself. Each text holds the rows of one plain table in another dress.
@Suite struct CSVDialectTests {
  private static let rows = [
    ["1", "40.3", "36.4"], ["2", "69.6", "27.5"], ["3", "91.7", "30.5"], ["4", "12.9", "44"],
  ]

  /// The rows with other marks.
  private static func text(
    _ delimiter: String, comma: Bool = false, header: [String] = ["id", "x", "y"],
    end: String = "\n"
  ) -> String {
    let body = rows.map { row in
      row.map { comma ? String($0.map { $0 == "." ? "," : $0 }) : $0 }.joined(separator: delimiter)
    }
    return ([header.joined(separator: delimiter)] + body).joined(separator: end) + end
  }

  private func check(_ reading: CSVReading, _ notes: [String]) throws {
    #expect(try reading.table.numericValues(of: "x") == [40.3, 69.6, 91.7, 12.9])
    #expect(try reading.table.numericValues(of: "y") == [36.4, 27.5, 30.5, 44])
    #expect(try reading.table.numericValues(of: "id") == [1, 2, 3, 4])
    #expect(reading.notes.map(\.description) == notes)
  }

  private static let commas =
    #"columns "x", "y": numbers with a decimal comma, such as "40,3", read as 40.3"#

  @Test(
    arguments: [
      (text(","), []), (text(",", end: "\r\n"), []), (text(",", end: "\r"), []),
      (text(";"), ["the fields are separated by a semicolon"]),
      (text("\t"), ["the fields are separated by a tab"]),
      (text("|"), ["the fields are separated by a vertical bar"]),
      (text(";", comma: true), ["the fields are separated by a semicolon", commas]),
      (text("\t", comma: true), ["the fields are separated by a tab", commas]),
      ("sep=;\r\n" + text(";", end: "\r\n"), ["the fields are separated by a semicolon"]),
      (text(",", header: ["id", "x\u{A0}", "\u{202F}y"]), []),
      (text(",", header: ["\" id \"", "x", "y"]), []),
      ("\u{FEFF}" + text(","), []),
    ] as [(String, [String])])
  func delimitersAndDecimalMarksAreFound(text: String, notes: [String]) throws {
    try check(try CSVReading(bytes: Array(text.utf8), name: "a.csv"), notes)
  }

  @Test(arguments: [
    (
      "Climate survey\n\n", "",
      ["1 line above the header, \"Climate survey\", was passed over; the header is a.csv, line 3"]
    ),
    (
      "Survey,,\nSpring,,\n", "",
      ["2 lines above the header, \"Survey\", were passed over; the header is a.csv, line 3"]
    ),
    (
      "", "Source: office\n",
      [
        "a.csv, line 6: 1 line below the rows, \"Source: office\", was left out as a footnote; if it is data say --footer 0"
      ]
    ),
    (
      "", "\nschools of the county\nas of May\n",
      [
        "a.csv, line 7: 2 lines below the rows, \"schools of the county\", were left out as footnotes; if they are data say --footer 0"
      ]
    ),
    (
      "", "* fewer than 10 pupils, or none\n",
      [
        "a.csv, line 6: 1 line below the rows, \"* fewer than 10 pupils, or none\", was left out as a footnote; if it is data say --footer 0"
      ]
    ),
    ("", ",,\n,,\n", ["a.csv, line 6: 2 empty lines from here on were passed over"]),
    ("", "\n  \n", ["a.csv, line 6: 2 empty lines from here on were passed over"]),
  ])
  func titlesFootnotesAndBlankRowsAreFound(above: String, below: String, notes: [String]) throws {
    let text = above + Self.text(",") + below
    try check(try CSVReading(bytes: Array(text.utf8), name: "a.csv"), notes)
  }

  @Test func labelRowsAreFoundWhereTheyAreSure() throws {
    let header = "id,x,y\nRecord number,Poverty in per cent,Mean score\n"
    let plain = Self.text(",").split(separator: "\n").dropFirst().joined(separator: "\n")
    try check(
      try CSVReading(bytes: Array((header + plain).utf8), name: "a.csv"),
      [
        "a.csv, line 2: 1 row below the names, with \"Record number\", is taken as labels; if it is data "
          + "say --header-rows 1"
      ])
    let qualtrics =
      "\"{\"\"ImportId\"\":\"\"a\"\"}\",\"{\"\"ImportId\"\":\"\"b\"\"}\",\"{\"\"ImportId\"\":\"\"c\"\"}\"\n"
    let reading = try CSVReading(bytes: Array((header + qualtrics + plain).utf8))
    #expect(try reading.table.numericValues(of: "x") == [40.3, 69.6, 91.7, 12.9])
    #expect(reading.table["x"]?.record?.label?.hasPrefix("Poverty in per cent; ") == true)
    // A row of suppressed values is data.
    for row in ["*,*,*", "N/A,*,N/A", "<10,n<10,≥95%", "s,s,s"] {
      let table = try Table(csvText: "id,x,y\n\(row)\n\(plain)\n")
      #expect(table.rowCount == 5, "\(row)")
    }
  }

  @Test func rowNamesOfRAreFound() throws {
    let text =
      "id,x,y\n"
      + Self.rows.map { "\"r\($0[0])\"," + $0.joined(separator: ",") }.joined(separator: "\n")
    let reading = try CSVReading(bytes: Array(text.utf8), name: "a.csv")
    #expect(reading.table.columnNames == ["row.names", "id", "x", "y"])
    try check(
      reading,
      [
        "a.csv, line 1: the header has one name less than the rows have fields, as R writes them; the first "
          + "column is called \"row.names\""
      ])
    // First fields that repeat are no names of rows.
    #expect(throws: TableError.self) { try Table(csvText: "x,y\n1,2,3\n1,4,5\n1,6,7\n") }
  }

  @Test func trailingDelimitersAreLeftOut() throws {
    let text =
      "id,x,y\n" + Self.rows.map { $0.joined(separator: ",") + "," }.joined(separator: "\n")
    try check(
      try CSVReading(bytes: Array(text.utf8), name: "a.csv"),
      [
        "a.csv, line 2: 4 rows from here on end in an empty field that the header does not have; it was "
          + "left out"
      ])
    let both =
      "id,x,y,\n" + Self.rows.map { $0.joined(separator: ",") + "," }.joined(separator: "\n")
    try check(
      try CSVReading(bytes: Array(both.utf8), name: "a.csv"),
      ["1 column without a name and without a value was left out"])
  }

  @Test func otherEncodingsAreFound() throws {
    let text =
      "id,x,y,Ort\n" + Self.rows.map { $0.joined(separator: ",") + ",Besançon €\n" }.joined()
    let units = Array(text.utf16)
    let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    let ansi: [UInt8] = text.unicodeScalars.map { $0 == "€" ? 0x80 : UInt8($0.value) }
    for bytes in [[0xFF, 0xFE] + little, [0xFE, 0xFF] + big, little, big] {
      let reading = try CSVReading(bytes: bytes)
      try check(reading, ["the text is in UTF-16"])
      #expect(reading.table["Ort"]?.labels.first == "Besançon €")
      #expect(reading.digest == digest(of: bytes))
    }
    let found = try CSVReading(bytes: ansi)
    try check(found, ["the text is in Windows-1252"])
    #expect(found.table["Ort"]?.labels.first == "Besançon €")
    var options = CSVOptions()
    options.encoding = .latin1
    let latin = try CSVReading(bytes: ansi, options: options)
    #expect(latin.table["Ort"]?.labels.first == "Besançon \u{80}")
  }

  @Test(arguments: [
    (["<!DOCTYPE html>\n<html>", "  <HTML><body>"], "a web page (HTML)"),
    (["{\"a\": 1}", "[ {\"a\": 1} ]"], "JSON"), (["%PDF-1.4"], "a PDF"),
    (["PK\u{3}\u{4}…"], "a spreadsheet (.xlsx) or another zip archive"),
    (["<?xml version=\"1.0\"?><rows/>"], "XML"), (["<stata_dta>"], "a Stata file (.dta)"),
  ])
  func otherFormatsAreNamed(texts: [String], name: String) {
    for text in texts {
      let error = #expect(throws: TableError.self) {
        try Table(csvBytes: Array(text.utf8), name: "data.csv")
      }
      #expect(error?.description.hasPrefix("data.csv is \(name), not CSV; ") == true, "\(text)")
    }
    let error = #expect(throws: TableError.self) {
      try Table(csvBytes: [0x1F, 0x8B, 8, 0], name: "a b.csv")
    }
    #expect(
      error?.description
        == "a b.csv is compressed by gzip, not CSV; unpack it first: gunzip -c < 'a b.csv' > unpacked.csv"
    )
  }

  @Test func whatIsAskedForGoesFirst() throws {
    var options = CSVOptions()
    (options.skippedLines, options.headerRows, options.footerLines) = (1, 2, 1)
    options.comment = "#"
    options.fillsShortRows = true
    let text = "skip me, please\na,b\nu,v\n1,2\n# no row\n3\nnot a note,at all\n\n"
    let reading = try CSVReading(bytes: Array(text.utf8), options: options, name: "t")
    #expect(cells(reading.table) == [["1", "2"], ["3", nil]])
    #expect(
      reading.notes.map(\.description) == [
        "t, line 5: 1 comment from here on was passed over",
        "t, line 6: 1 short row from here on was filled up with missing values",
      ])
    #expect((0...1).map { reading.line(ofRow: $0) } == [4, 6])
    var comma = CSVOptions(delimiter: .semicolon)
    comma.decimalMark = .comma
    let table = try Table(csvText: "x;y\n1.234;2\n1,5;3\n", options: comma)
    #expect(try table.numericValues(of: "x") == [1234, 1.5])
  }

  /// Lines go on over quotes, empty lines and comments.
  @Test(arguments: [1, 3, 1 << 20])
  func rowsKnowTheirLines(window: Int) throws {
    let text = "a,b\n1,\"x\ny\"\n\n2,z\n,\n3,\"u\r\nv\r\nw\"\n4,t\n5,s\n"
    let reader = CSVReader(
      TextSource(Array(text.utf8), name: "t"), delimiter: .comma, CSVOptions(),
      sizes: CSVSizes(window: window, chunk: max(1, window / 2)))
    let reading = try CSVReading(reader)
    #expect((0..<5).map { reading.line(ofRow: $0) } == [2, 5, 7, 10, 11])
  }
}
