#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// A table read from CSV, with what was noticed on the way.
///
/// **Text.** UTF-8, with or without a byte-order mark, by RFC 4180: fields in quotes may hold
/// delimiters, line breaks and doubled quotes. Lines end with CR LF, LF or CR. Blanks around a field
/// and outside its quotes are not part of it; everything else is kept exactly, in names as in
/// values. A quote inside an unquoted field is text. Empty lines at the end are ignored; elsewhere
/// they are passed over with a note, but where there is one column they are missing values.
///
/// **Names.** Repeated names get endings `.1`, `.2`, …, empty ones become `column 7`, with a note.
///
/// **Missing values.** The empty field, `NA`, `NaN`, `nan` and ``CSVOptions/missingWords``, in quotes
/// or not.
///
/// **Types**, each found over the whole column: *integer* if every value is a whole number that fits
/// `Int64` (leading zeros do not matter: `007` is 7); *number* if every value is a decimal, with
/// an exponent or not, or `Inf` (also `inf`, `Infinity`), correctly rounded to `Double`; number *in
/// per cent* if every value ends in `%`; *truth* if every value is one of `TRUE`, `true`, `True`,
/// `FALSE`, `false`, `False` (`T` and `F` are categories); else *category*, with levels in the order of
/// Unicode scalars. Money, thousands separators and numbers beyond the range of `Double` make a
/// column a category. A column without a single value is one of numbers, all missing.
///
/// **Memory.** A file is read in parts of some megabytes, in parallel; its bytes are never held as a
/// whole. The number of threads does not show in the result.
///
/// Complexity: O(bytes); a column whose first values look numeric and later ones do not costs a
/// second pass, one for all such columns.
public struct CSVReading: Sendable, Equatable {
  /// The table.
  public let table: Table
  /// What was mended or looks odd, in the order of the text.
  public let notes: [CSVNote]
  /// A fingerprint of the bytes read, 32 hexadecimal digits, to tell whether two runs read the same
  /// data. It is MurmurHash3 (x64, 128 bits, seed 0), beyond four megabytes that of the fingerprints of pieces of
  /// four megabytes: no defence against forgery.
  public let digest: String

  /// Reads a file.
  ///
  /// - Throws: ``TableError/unreadable(path:reason:)``, or what is wrong with the text, with its line.
  public init(contentsOf url: URL, options: CSVOptions = CSVOptions()) throws(TableError) {
    let source = try textSource(url)
    try self.init(CSVReader(source, delimiter: options.delimiter(for: url), options))
  }

  /// Reads text held as bytes, from a source called by a name, which errors mention.
  ///
  /// - Throws: What is wrong with the text, with its line.
  public init(
    bytes: [UInt8], options: CSVOptions = CSVOptions(), name: String = "CSV text"
  ) throws(TableError) {
    let source = TextSource(bytes, name: name)
    try self.init(CSVReader(source, delimiter: options.delimiter ?? .comma, options))
  }

  init(_ reader: CSVReader) throws(TableError) {
    (table, notes) = try reader.read()
    digest = try Tables.digest(of: reader.source)
  }
}

extension Table {
  /// The table in a CSV file; see ``CSVReading`` for how text is read, and for its notes.
  ///
  /// - Throws: ``TableError/unreadable(path:reason:)``, or what is wrong with the text, with its line.
  public init(csv url: URL, options: CSVOptions = CSVOptions()) throws(TableError) {
    self = try CSVReading(contentsOf: url, options: options).table
  }

  /// The table in CSV text held as bytes; see ``CSVReading``.
  ///
  /// - Throws: What is wrong with the text, with its line.
  public init(
    csvBytes: [UInt8], options: CSVOptions = CSVOptions(), name: String = "CSV text"
  ) throws(TableError) {
    self = try CSVReading(bytes: csvBytes, options: options, name: name).table
  }

  /// The table in CSV text; see ``CSVReading``.
  ///
  /// - Throws: What is wrong with the text, with its line.
  public init(csvText: String, options: CSVOptions = CSVOptions()) throws(TableError) {
    try self.init(csvBytes: Array(csvText.utf8), options: options)
  }
}

/// The bytes of a file.
func textSource(_ url: URL, repeatedly: Bool = false) throws(TableError) -> TextSource {
  guard url.isFileURL else {
    throw .unreadable(path: url.absoluteString, reason: "only files are read")
  }
  return try TextSource(path: url.path, name: url.lastPathComponent, repeatedly: repeatedly)
}

extension CSVOptions {
  /// The delimiter asked for, or the one that the ending of a file's name stands for.
  func delimiter(for url: URL) -> Delimiter {
    delimiter ?? (["tsv", "tab"].contains(url.pathExtension.lowercased()) ? .tab : .comma)
  }
}
