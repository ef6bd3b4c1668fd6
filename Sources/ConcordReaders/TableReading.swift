public import Tables

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// A table read from a file in any format that this build knows, with what was noticed on the way.
///
/// **Formats.** By their first bytes, and by the file's name where those do not tell: Stata, SPSS and SAS
/// (trait `StatisticalFiles`), gzip (`Compression`), `.xlsx` (`Spreadsheets`), else CSV.
///
/// **Statistical files.** A variable all of whose values have labels becomes a category, with the labels as
/// levels in the order of the values, used or not; with labels for some values it stays a variable of
/// numbers. Values that the file declares missing are missing, counted by reason in ``variables``.
/// Dates and times become days since 1970-01-01. Numbers that are all whole are integers. An empty
/// text is missing; blanks at the end of texts are not part of them.
///
/// **Spreadsheets.** The cells of a sheet are read as CSV text would be, row for line, with numbers as
/// stored: formats do not matter, except that per cent formats make per cent and date formats dates, in
/// days since 1970-01-01. Rows above the header with one value in them are titles, passed over with a
/// note. Errors such as `#N/A` are missing.
///
/// **Memory.** The file, what it unpacks to and the table. What unpacks to more than
/// ``ReaderOptions/unpackLimit`` allows is refused before it is held.
public struct TableReading: Sendable, Equatable {
  /// The table.
  public let table: Table
  /// What a reader of results should know, in the order found.
  public let notes: [ReaderNote]
  /// What the file says about columns; empty for text.
  public let variables: [VariableDescription]
  /// A fingerprint of the file, or of what it unpacks to if it is compressed text; see
  /// ``CSVReading/digest``.
  public let digest: String

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - url: an ordinary file, or whatever can be read to its end.
  ///   - name: what errors call it, and by which formats without a mark of their own are told; nil for
  ///     the last part of its path.
  ///   - options: how it is to be read.
  /// - Throws: ``ReaderError``.
  public init(
    contentsOf url: URL, name: String? = nil, options: ReaderOptions = ReaderOptions()
  ) throws(ReaderError) {
    try self.init(
      bytes: try orReaderError { () throws(TableError) in try fileBytes(url) },
      name: name ?? url.lastPathComponent, options: options)
  }

  /// Reads a file held as bytes.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - name: its name, by which errors call it and formats without a mark of their own are told.
  ///   - options: how it is to be read.
  /// - Throws: ``ReaderError``.
  public init(
    bytes: [UInt8], name: String, options: ReaderOptions = ReaderOptions()
  ) throws(ReaderError) {
    let format = FileFormat(start: bytes.prefix(32), name: name)
    switch format {
    case nil: self = try readText(bytes, name: name, endingLike: name, options)
    case .stata?, .spss?, .sas?: self = try readStatisticalFile(bytes, name: name, format, options)
    case .gzip?: self = try readCompressed(bytes, name: name, options)
    case .spreadsheet?: self = try readSpreadsheet(bytes, name: name, options)
    }
  }

  /// The line of the text, or the row of the sheet, that a row (from 0) begins on; nil where there are
  /// no lines.
  public func line(ofRow row: Int) -> Int? { text?.line(ofRow: row) }

  private let text: CSVReading?

  init(
    table: Table, notes: [ReaderNote], variables: [VariableDescription], digest: String,
    text: CSVReading? = nil
  ) {
    self.text = text
    self.table = table
    self.notes = notes
    self.variables = variables
    self.digest = digest
  }

  init(_ reading: CSVReading) {
    self.init(
      table: reading.table, notes: reading.notes.map { .text($0) }, variables: [],
      digest: reading.digest, text: reading)
  }
}

/// The result of work on tables, its error as one of a reader.
func orReaderError<Value>(_ work: () throws(TableError) -> Value) throws(ReaderError) -> Value {
  do { return try work() } catch { throw .table(error) }
}

/// Reads CSV; text from a file called `.tsv` or `.tab` is separated by tabs.
func readText(
  _ bytes: [UInt8], name: String, endingLike inner: String, _ options: ReaderOptions
) throws(ReaderError) -> TableReading {
  var text = options.text
  let lowercase = inner.lowercased()
  if text.delimiter == nil && (lowercase.hasSuffix(".tsv") || lowercase.hasSuffix(".tab")) {
    text.delimiter = .tab
  }
  return TableReading(
    try orReaderError { () throws(TableError) in
      try CSVReading(bytes: bytes, options: text, name: name)
    })
}
