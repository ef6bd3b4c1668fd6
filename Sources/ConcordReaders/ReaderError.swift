public import Tables

/// What can be wrong with a file in a format beyond CSV.
public enum ReaderError: Error, Sendable, Equatable {
  /// This build lacks the format's trait.
  case notEnabled(file: String, format: FileFormat)
  /// The file is not what its name says.
  case notThatFormat(file: String, format: FileFormat)
  /// The file ends too early, or contradicts itself.
  case damaged(file: String, reason: String)
  /// The file is whole, and uses something that is not read.
  case unsupported(file: String, what: String)
  /// Text in the file is not in the encoding that it says it is.
  case badEncoding(file: String)
  /// The file comes to more than ``ReaderOptions/unpackLimit`` allows; the limit in bytes.
  case unpacksTooFar(file: String, limit: Int, times: Int)
  /// The spreadsheet has no such sheet.
  case noSheet(ReaderOptions.Sheet, file: String, sheets: [String])
  /// A few values lie so far apart that the table between them could not be held.
  case scatteredCells(file: String, sheet: String, rows: Int, columns: Int, values: Int)
  /// A column whose codes are asked for as numbers holds text.
  case notNumeric(column: String, file: String)
  /// What is wrong with the table, the text or the access to the file.
  case table(TableError)
}

extension ReaderError: CustomStringConvertible {
  /// What was found, where, and what to try.
  public var description: String {
    switch self {
    case .notEnabled(let file, let format):
      "\(file) is \(format.description), which this program was built without; build it with: "
        + FileFormat.enablingCommand
    case .notThatFormat(let file, let format):
      "\(file) is not \(format.description), whatever its name says; if it is text, call it .csv"
    case .damaged(let file, let reason):
      "\(file) is damaged: \(reason); get or save the file again"
    case .unsupported(let file, let what):
      "\(file) has \(what), which is not read; save it as CSV"
    case .badEncoding(let file):
      "\(file) has text that is not in the encoding it names; save it as CSV in UTF-8"
    case .unpacksTooFar(let file, let limit, let times):
      "\(file) unpacks to more than \(limit) bytes, \(times) times its size or 64 MB, as files do "
        + "that are made to fill a memory; if you trust it, allow more with "
        + "--unpack-limit \(times > Int.max / 10 ? Int.max : times * 10)"
    case .noSheet(let sheet, let file, let sheets):
      "\(file) has no sheet \(sheet.description); its sheets are "
        + sheets.map { quoted($0) }.joined(separator: ", ")
    case .scatteredCells(let file, let sheet, let rows, let columns, let values):
      "\(file): sheet \(quoted(sheet)) has \(values) values scattered over \(rows) rows and "
        + "\(columns) columns; delete the cells that are not part of the table"
    case .notNumeric(let column, let file):
      "column \(quoted(column)) of \(file) holds text, and its codes are asked for as numbers"
    case .table(let error): error.description
    }
  }
}

extension ReaderOptions.Sheet {
  /// As in an error: a name in quotes, or a number.
  var description: String {
    switch self {
    case .name(let name): quoted(name)
    case .number(let number): "\(number)"
    }
  }
}
