/// Something about CSV text that was found or mended, and that a reader of results should know.
public enum CSVNote: Sendable, Equatable {
  /// A column had the name of an earlier one and was given another; columns are counted from 1.
  case renamedColumn(position: Int, from: String, to: String)
  /// A column had no name and was given one; columns are counted from 1.
  case namedColumn(position: Int, as: String)
  /// Columns without a name and without a value were left out.
  case emptyColumns(count: Int)
  /// Empty lines, or rows without a value, were passed over; their number and the line of the first.
  case blankLines(count: Int, first: CSVLocation)
  /// The fields are separated by something other than the name of the file says.
  case delimiter(String)
  /// The bytes were in another encoding than UTF-8.
  case encoding(String)
  /// Lines above the header were passed over; their number, the text of the first, and the header.
  case titleLines(count: Int, text: String, header: CSVLocation)
  /// Rows below the names were taken for labels; their number, a text of theirs, and the first.
  case headerRows(count: Int, text: String, at: CSVLocation)
  /// Lines below the rows were left out; their number, the text of the first, and its line.
  case footnotes(count: Int, text: String, at: CSVLocation)
  /// Comments were passed over.
  case comments(count: Int, first: CSVLocation)
  /// Rows have empty fields beyond the last column.
  case trailingFields(rows: Int, first: CSVLocation)
  /// Short rows were filled up with missing values.
  case filledRows(count: Int, first: CSVLocation)
  /// The header has no name for the first field of the rows.
  case rowNames(at: CSVLocation)
  /// Numbers were written with more than digits; an example, and what it was read as.
  case numbers(columns: [String], how: String, example: String, value: Double)
  /// Dates, in days since 1970-01-01; an example, and what it was read as.
  case dates(columns: [String], example: String, days: Double)
  /// Whole numbers that are written like identifiers: groups and output go by their texts.
  case identifiers(columns: [String], example: String)
  /// Whole numbers too long for arithmetic are text.
  case longNumbers(columns: [String], example: String)
  /// Values that the publisher gave as a range only.
  case suppressed(column: String, count: Int, words: [String])
  /// A word for a missing value occurs nowhere.
  case unusedMissingWord(String, column: String?)
}

extension CSVNote: CustomStringConvertible {
  /// What was found and what was done about it.
  public var description: String {
    switch self {
    case .renamedColumn(let position, let from, let to):
      "column \(position) is another \(quoted(from)); it is called \(quoted(to))"
    case .namedColumn(let position, let name):
      "column \(position) has no name; it is called \(quoted(name))"
    case .emptyColumns(let count):
      "\(counted(count, "column")) without a name and without a value \(were(count)) left out"
    case .numbers, .dates, .identifiers, .longNumbers, .suppressed, .unusedMissingWord:
      valueDescription
    default: layoutDescription
    }
  }

  /// Notes on how the text is laid out.
  private var layoutDescription: String {
    switch self {
    case .blankLines(let count, let first):
      count == 1
        ? "\(first): an empty line was passed over"
        : "\(first): \(count) empty lines from here on were passed over"
    case .delimiter(let name): "the fields are separated by a \(name)"
    case .encoding(let name): "the text is in \(name)"
    case .titleLines(let count, let text, let header):
      "\(counted(count, "line")) above the header, \(quoted(text)), \(were(count)) passed over; the "
        + "header is \(header)"
    case .headerRows(let count, let text, let place):
      "\(place): \(counted(count, "row")) below the names, with \(quoted(text)), "
        + "\(count == 1 ? "is" : "are") taken as labels; if \(count == 1 ? "it is" : "they are") data "
        + "say --header-rows 1"
    case .footnotes(let count, let text, let place):
      "\(place): \(counted(count, "line")) below the rows, \(quoted(text)), \(were(count)) left out as "
        + "\(count == 1 ? "a footnote" : "footnotes"); if \(count == 1 ? "it is" : "they are") data say "
        + "--footer 0"
    case .comments(let count, let first):
      "\(first): \(counted(count, "comment")) from here on \(were(count)) passed over"
    case .trailingFields(let rows, let first):
      "\(first): \(counted(rows, "row")) from here on \(rows == 1 ? "ends" : "end") in an empty field "
        + "that the header does not have; it was left out"
    case .filledRows(let count, let first):
      "\(first): \(counted(count, "short row")) from here on \(were(count)) filled up with missing "
        + "values"
    case .rowNames(let place):
      "\(place): the header has one name less than the rows have fields, as R writes them; the first "
        + "column is called \"row.names\""
    default: ""
    }
  }

  /// Notes on what values were read as.
  private var valueDescription: String {
    switch self {
    case .numbers(let columns, let how, let example, let value):
      "\(named(columns)): numbers with \(how), such as \(quoted(example)), read as "
        + numberText(value)
    case .dates(let columns, let example, let days):
      "\(named(columns)): dates, such as \(quoted(example)), read as \(dateText(days)); numbers in "
        + "formulas, days since 1970-01-01"
    case .identifiers(let columns, let example):
      "\(named(columns)): whole numbers written like identifiers, such as \(quoted(example)); groups, "
        + "factors and output go by the text, arithmetic by the number"
    case .longNumbers(let columns, let example):
      "\(named(columns)): whole numbers too long for arithmetic, such as \(quoted(example)), are kept "
        + "as text"
    case .suppressed(let column, let count, let words):
      "column \(quoted(column)): \(counted(count, "value")) \(count == 1 ? "is" : "are") suppressed ("
        + words.map(quoted).joined(separator: ", ") + "), counted apart from missing ones"
    case .unusedMissingWord(let word, let column):
      "no field \(column.map { "of column \(quoted($0)) " } ?? "")is \(quoted(word)), which was given "
        + "as a word for a missing value"
    default: ""
    }
  }
}

private func were(_ count: Int) -> String { count == 1 ? "was" : "were" }

/// `column "x"`, `columns "x", "y" and 7 more`.
private func named(_ columns: [String]) -> String {
  columns.count == 1 ? "column \(quoted(columns[0]))" : "columns " + listed(columns)
}
