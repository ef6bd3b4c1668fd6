#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// A table read from CSV, with what was noticed on the way.
///
/// **Text.** Fields are marked by RFC 4180: those in quotes may hold delimiters, line breaks and
/// doubled quotes. Lines end with CR LF, LF or CR. Blanks around a field and outside its quotes are
/// not part of it, nor are blanks at the ends of names. A quote inside an unquoted field is text.
/// Empty lines and rows of several columns without a value are passed over; where there is one
/// column, empty lines between others are missing values. Empty fields beyond the last column are
/// left out.
///
/// **What is found by itself**, unless ``CSVOptions`` say it: UTF-16, and Windows-1252 in a text that
/// is not UTF-8; the delimiter; titles above the header; rows of labels below the names; footnotes;
/// the missing name of R's row names. Everything found is in ``notes``; what is not sure is an error
/// or read as it stands.
///
/// **Names.** Repeated names get endings `.1`, `.2`, …, empty ones become `column 7`, with a note.
/// Columns with neither name nor value are left out.
///
/// **Missing values.** The empty field, `NA`, `NaN`, `nan` and ``CSVOptions/missingWords``, in quotes
/// or not.
///
/// **Types**, each found over the whole column: *integer* if every value is a whole number below 2^53;
/// *number* if every value is a decimal, with an exponent or not, or `Inf` (also `inf`, `Infinity`),
/// correctly rounded to `Double`; number *in per cent* if every value ends in `%`; *truth* if every
/// value is one of `TRUE`, `true`, `True`, `FALSE`, `false`, `False` (`T` and `F` are categories); else
/// *category*, with levels in the order of Unicode scalars. Numbers may be written with separated
/// thousands, a decimal comma, a currency sign, brackets for a minus, U+2212 and blanks around them,
/// with a note. Where every value is whole and some have leading zeros or exponents without a point,
/// the column keeps its texts beside the numbers, and categories made of it have them as levels; longer
/// whole numbers are categories. Where most values are numbers and some are words, the column is a
/// category that says so (``ColumnRecord/words``) and is refused where numbers are wanted. A column
/// without a single value is one of numbers, all missing.
///
/// **Memory.** A file is read in parts of some megabytes, in parallel; its bytes are never held as a
/// whole. The number of threads does not show in the result.
///
/// A text in another encoding than UTF-8 is held as a whole.
///
/// Complexity: O(bytes); a column whose first values look numeric and later ones do not costs a
/// second pass, one for all such columns, and columns of numbers beside one with decimal commas a third.
public struct CSVReading: Sendable, Equatable {
  /// The table.
  public let table: Table
  /// What was mended or looks odd, in the order of the text.
  public let notes: [CSVNote]
  private let lines: RowLines
  /// A fingerprint of the bytes read, 32 hexadecimal digits, to tell whether two runs read the same
  /// data. It is MurmurHash3 (x64, 128 bits, seed 0), beyond four megabytes that of the fingerprints of pieces of
  /// four megabytes: no defence against forgery.
  public let digest: String

  /// Reads a file.
  ///
  /// - Throws: ``TableError/unreadable(path:reason:)``, ``TableError/changedFile(path:change:)`` if
  ///   something writes to the file meanwhile, or what is wrong with the text, with its line.
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

  /// Reads what a descriptor of this process, such as standard input's, still has to give, and leaves
  /// it open; errors mention the name.
  ///
  /// - Throws: As ``init(contentsOf:options:)``; ``TableError/endlessSource(path:limit:)`` beyond a
  ///   quarter of the memory that is left.
  public init(
    descriptor: Int32, options: CSVOptions = CSVOptions(), name: String
  ) throws(TableError) {
    let source = try TextSource(descriptor: descriptor, name: name)
    try self.init(CSVReader(source, delimiter: options.delimiter ?? .comma, options))
  }

  init(_ reader: CSVReader) throws(TableError) {
    (table, notes, lines) = try reader.decoding { reader throws(TableError) in try reader.read() }
    digest = try Tables.digest(of: reader.original)
  }

  /// The line of the text that a row (from 0) begins on; nil where lines and rows part too often to be
  /// followed.
  public func line(ofRow row: Int) -> Int? { lines.line(ofRow: row) }
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
func textSource(
  _ url: URL, name: String? = nil, repeatedly: Bool = false
) throws(TableError) -> TextSource {
  guard url.isFileURL else {
    throw .unreadable(path: url.absoluteString, reason: "only files are read")
  }
  return try TextSource(
    path: url.path, name: name ?? url.lastPathComponent, repeatedly: repeatedly)
}

extension CSVOptions {
  /// The delimiter asked for, or the one that the ending of a file's name stands for.
  func delimiter(for url: URL) -> Delimiter {
    delimiter ?? (["tsv", "tab"].contains(url.pathExtension.lowercased()) ? .tab : .comma)
  }
}
