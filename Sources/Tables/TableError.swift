/// What can be wrong with a table or the text it is read from.
///
/// Rows are counted from 1 below the header; lines are physical lines of the text, counted from 1.
public enum TableError: Error, Sendable, Equatable {
  /// No column has this name; the closest that exists.
  case noColumn(String, closest: String?)
  /// Two columns have this name.
  case duplicateColumn(String)
  /// A column is longer or shorter than the first.
  case unequalLengths(column: String, count: Int, expected: Int)
  /// A column is asked for as numbers and holds something else: the first such value, its row, and
  /// the words to declare as missing where that would mend it.
  case notNumeric(column: String, value: String, row: Int, missingWords: [String])
  /// A column is asked for as numbers, and some of its values are words: which, and where.
  case wordsAmongNumbers(column: String, words: [ColumnRecord.Word], rows: Int)
  /// A column is asked for as numbers, and nothing tells whether a text of it, such as `1,234`, has
  /// thousands or decimals after its mark.
  case ambiguousNumbers(column: String, text: String)
  /// Nothing tells whether day or month comes first in a column's dates; one that leaves it open.
  case ambiguousDates(column: String, text: String)
  /// A value is not among the levels given for its column; the first such value and its row.
  case unknownLevel(column: String, value: String, row: Int, levels: [String])
  /// A key stands in several rows of the table that a join adds: the first such key, its rows, and how many
  /// keys do.
  case repeatedKey(key: String, rows: Int, keys: Int)
  /// A level is given twice for a column.
  case repeatedLevel(column: String, level: String)
  /// A file cannot be read at all.
  case unreadable(path: String, reason: String)
  /// A file changed while it was read, so that its rows could be of two versions.
  case changedFile(path: String, change: FileChange)
  /// The task that read was cancelled.
  case cancelled(source: String)
  /// A pipe or device gives more bytes than can be held, perhaps without end.
  case endlessSource(path: String, limit: Int)
  /// There is no header line.
  case empty(source: String)
  /// The file is of another format, whatever its name says: what it is, and the way to CSV.
  case foreignFormat(String, source: String, remedy: String)
  /// The byte-order mark announces an encoding that is not read.
  case unsupportedEncoding(String, source: String)
  /// The text is not UTF-8.
  case invalidUTF8(at: CSVLocation)
  /// The text holds a NUL byte.
  case nulByte(at: CSVLocation)
  /// A row has more or fewer fields than the header; the line it begins on.
  case raggedRow(fields: Int, expected: Int, at: CSVLocation)
  /// A quoted field never ends; the line it begins on.
  case unterminatedQuote(at: CSVLocation)
  /// A closing quote is followed by something other than a delimiter or a line end.
  case textAfterQuote(at: CSVLocation)
  /// The header has more columns than can be held.
  case tooManyColumns(limit: Int, at: CSVLocation)
  /// A record, in which a quote may never be closed, has more bytes than can be held; the line it
  /// begins on.
  case recordTooLong(limit: Int, at: CSVLocation)
  /// There are more rows than can be held.
  case tooManyRows(limit: Int, source: String)
}

/// A place in CSV text, for messages.
public struct CSVLocation: Sendable, Equatable, CustomStringConvertible {
  /// The name of the file or other source.
  public let source: String
  /// The physical line, counted from 1.
  public let line: Int

  /// A place in CSV text.
  public init(source: String, line: Int) {
    self.source = source
    self.line = line
  }

  /// As in `schools.csv, line 7`.
  public var description: String { "\(source), line \(line)" }
}

extension TableError {
  /// The place in the text, where the error has one.
  public var location: CSVLocation? {
    switch self {
    case .invalidUTF8(let location), .nulByte(let location), .raggedRow(_, _, let location),
      .unterminatedQuote(let location), .textAfterQuote(let location),
      .tooManyColumns(_, let location), .recordTooLong(_, let location):
      location
    case .noColumn, .duplicateColumn, .unequalLengths, .notNumeric, .unknownLevel, .repeatedLevel,
      .unreadable, .changedFile, .cancelled, .endlessSource, .empty, .unsupportedEncoding,
      .tooManyRows,
      .wordsAmongNumbers, .ambiguousNumbers, .ambiguousDates, .foreignFormat, .repeatedKey:
      nil
    }
  }
}
