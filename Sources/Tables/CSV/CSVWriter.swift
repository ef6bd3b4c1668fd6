extension Table {
  /// The table as CSV text with commas; see ``csvText(delimiter:)``.
  public var csvText: String { csvText(delimiter: .comma) }

  /// The table as CSV text: a header line and a line for each row, each ended by a line feed.
  ///
  /// Numbers are the shortest that read back as the same `Double`, with a point or an exponent, so
  /// that they stay numbers; per cent have their `%`; truth values are `TRUE` and `FALSE`; a missing
  /// cell is empty, or `""` if it is all of its line; a row of several columns without a value begins with
  /// `NA`. Fields are quoted where RFC 4180 asks for it
  /// or a blank stands at either end. Reading the text gives the table back, except for what CSV
  /// cannot say: levels that occur in no row or stand in another order, categories that look like
  /// numbers, truth values, or missing values (among them the empty text), text columns, which become
  /// categories, whole numbers beyond 2^53, and names that are empty. A table without columns is the empty text.
  ///
  /// Complexity: O(length of the text).
  public func csvText(delimiter: CSVOptions.Delimiter) -> String {
    guard !columns.isEmpty else { return "" }
    var writer = CSVWriter(delimiter: delimiter.byte)
    let isSingle = columns.count == 1
    writer.appendLine(columns.map { writer.field($0.name) }, isSingle: isSingle)
    let writable = columns.map { WritableColumn($0, writer) }
    for row in 0..<rowCount {
      var fields = writable.map { $0.text(row) }
      // Rows of nothing but empty fields are passed over by readers.
      if !isSingle && fields.allSatisfy(\.isEmpty) { fields[0] = "NA" }
      writer.appendLine(fields, isSingle: isSingle)
    }
    return writer.text
  }
}

/// Text under construction, and the rules of quoting.
private struct CSVWriter {
  private let delimiter: Character
  private let delimiterByte: UInt8
  private(set) var text = ""

  init(delimiter: UInt8) {
    delimiterByte = delimiter
    self.delimiter = Character(Unicode.Scalar(delimiter))
  }

  mutating func appendLine(_ fields: [String], isSingle: Bool) {
    for (index, field) in fields.enumerated() {
      if index > 0 { text.append(delimiter) }
      text += field
    }
    if isSingle && fields[0].isEmpty { text += "\"\"" }
    text += "\n"
  }

  /// The field that stands for some text.
  func field(_ content: String) -> String {
    guard needsQuotes(content) else { return content }
    var quoted = "\""
    for scalar in content.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  private func needsQuotes(_ content: String) -> Bool {
    let bytes = content.utf8
    guard let first = bytes.first, let last = bytes.last else { return false }
    let blanks = [Byte.space, Byte.tab]
    // A byte-order mark at the start of the text would be taken for one.
    return blanks.contains(first) || blanks.contains(last) || first == 0xEF
      || bytes.contains {
        $0 == delimiterByte || $0 == Byte.quote || $0 == Byte.lineFeed
          || $0 == Byte.carriageReturn
      }
  }
}

/// A column ready to be written row by row: its levels are made into fields once.
private struct WritableColumn {
  private let column: Column
  private let writer: CSVWriter
  private let levels: [String]

  init(_ column: Column, _ writer: CSVWriter) {
    let column = column.asWritten
    self.column = column
    self.writer = writer
    if case .category(_, let levels) = column.values {
      self.levels = levels.map(writer.field)
    } else {
      levels = []
    }
  }

  func text(_ row: Int) -> String {
    if column.isMissing(row) { return "" }
    switch column.values {
    case .number(let values):
      let value = values[row]
      if column.unit == .perCent { return numberText(value) + "%" }
      return value.isInfinite ? numberText(value) : value.description
    case .integer(let values): return String(values[row])
    case .category(let codes, _): return levels[Int(codes[row])]
    case .truth(let values): return values[row] ? "TRUE" : "FALSE"
    case .text(let values): return writer.field(values[row])
    }
  }
}
