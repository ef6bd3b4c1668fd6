import ArgumentParser
import Concord

/// How data are read, and how a file is laid out where that is not found by itself.
///
/// In debug builds the parser of arguments checks a group some four times for each group around it, so
/// that these are one group.
struct ReadingOptions: ParsableArguments {
  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Words read as missing, besides empty fields, NA, NaN and nan: N/A,.,-9",
      discussion: """
        Blanks around a word do not count, and a number matches by value: -9 is also -9.0. \
        COL=-9,-8 is for one column. May be given several times.
        """))
  var missing: [String] = []

  @Option(
    name: .customLong("where"), parsing: .unconditional,
    help: ArgumentHelp(
      "Keep the rows for which this holds: 'year >= 1992 && inlf == 1'.",
      discussion: "With == != < <= > >= && || ! and in. Default: all rows."))
  var filter: String?

  @Option(
    parsing: .unconditional,
    help: "What separates fields: auto, ',', ';', tab or '|'. Default: auto.")
  var delimiter: String = "auto"

  @Option(
    parsing: .unconditional,
    help: "The decimal mark of all columns: . or ','. Default: found, column by column.")
  var decimal: String?

  @Option(
    parsing: .unconditional,
    help: "What separates thousands: ',', ., space or none. Default: found, column by column.")
  var thousands: String?

  @Option(
    parsing: .unconditional,
    help: "What comes first in dates such as 03/04/2020: day-first or month-first. Default: found.")
  var dates: String?

  @Option(parsing: .unconditional, help: "The number of lines above the header. Default: found.")
  var skip: Int?

  @Option(
    parsing: .unconditional,
    help: "The number of header rows; the first holds the names. Default: found.")
  var headerRows: Int?

  @Option(
    parsing: .unconditional,
    help: "The number of lines below the rows, such as footnotes: auto or a number. Default: auto.")
  var footer: String = "auto"

  @Option(
    parsing: .unconditional, help: "What begins a line that is a comment: '#'. Default: nothing.")
  var comment: String?

  @Option(
    parsing: .unconditional,
    help: "The encoding: auto, utf-8, windows-1252, latin-1 or utf-16. Default: auto.")
  var encoding: String = "auto"

  @Option(
    parsing: .unconditionalSingleValue,
    help: "Columns kept as text, such as identifiers: COL,COL. May be given several times.")
  var text: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: "Columns that must hold numbers: COL,COL. May be given several times.")
  var number: [String] = []

  @Flag(help: "Fill short rows up with missing values instead of refusing them.")
  var fill = false

  @Option(
    parsing: .unconditional,
    help: "The sheet of an .xlsx file, by its name or its number from 1. Default: the first.")
  var sheet: String?

  @Option(
    parsing: .unconditional,
    help: "How many times its size a compressed file may unpack to, beyond 64 MB. Default: 200.")
  var unpackLimit: Int?
}

/// How the options say that text is to be read.
func csvOptions(_ reading: ReadingOptions, isSecondFile: Bool = false) throws -> CSVOptions {
  var options = CSVOptions(delimiter: try delimiter(reading.delimiter))
  for text in reading.missing { try addMissingWords(text, to: &options) }
  options.decimalMark = try reading.decimal.map {
    try choice($0, "--decimal", [".": .point, "point": .point, ",": .comma, "comma": .comma])
  }
  options.thousandsMark = try reading.thousands.map {
    try choice(
      $0, "--thousands",
      [
        ",": .comma, "comma": .comma, ".": .point, "point": .point, "space": .space, " ": .space,
        "none": CSVOptions.ThousandsMark.none,
      ])
  }
  if let decimal = options.decimalMark, let thousands = options.thousandsMark,
    decimal == .point && thousands == .point || decimal == .comma && thousands == .comma
  {
    throw CommandError(
      .usage, code: "conflictingOptions",
      "--decimal and --thousands name the same mark; leave one of them out")
  }
  options.dateOrder = try reading.dates.map {
    try choice($0, "--dates", ["day-first": .dayFirst, "month-first": .monthFirst])
  }
  options.skippedLines = try reading.skip.map { try atLeast(0, $0, "--skip") }
  options.headerRows = try reading.headerRows.map { try atLeast(1, $0, "--header-rows") }
  if reading.footer != "auto" {
    options.footerLines = try atLeast(0, Int(reading.footer), "--footer", orElse: "auto, or ")
  }
  if let comment = reading.comment, comment.isEmpty {
    throw CommandError(
      .usage, code: "badOption", "--comment takes what begins a comment, such as '#', not nothing")
  }
  options.comment = reading.comment
  options.encoding = try encoding(reading.encoding)
  options.textColumns = try reading.text.flatMap { try columnNames($0, option: "--text") }
  options.numberColumns = try reading.number.flatMap { try columnNames($0, option: "--number") }
  if let both = options.textColumns.first(where: options.numberColumns.contains) {
    throw CommandError(
      .usage, code: "conflictingOptions",
      "--text and --number both name \"\(both)\"; leave it out of one of them")
  }
  options.fillsShortRows = reading.fill
  options.toleratesUnknownColumns = isSecondFile
  return options
}

/// Adds the words of one `--missing`: `N/A,.,-9`, or `COL=-9,-8` for one column.
private func addMissingWords(_ text: String, to options: inout CSVOptions) throws {
  let parts = writtenNames(text, separatedBy: "=")
  // A word such as >=95% has no name before its sign.
  let isForColumn =
    parts.count > 1
    && parts[0].text.unicodeScalars.last.map { !"<>≥≤!".unicodeScalars.contains($0) } ?? false
  let list = isForColumn ? textAfterEquals(text) : text
  let words = writtenNames(list, separatedBy: ",").map(\.text).filter { !$0.isEmpty }
  if words.isEmpty {
    throw CommandError(
      .usage, code: "badOption",
      "--missing takes words, as in N/A,-9, or COL=WORD,WORD for one column, not \"\(text)\"")
  }
  if isForColumn {
    options.columnMissingWords[parts[0].text, default: []] += words
  } else {
    options.missingWords += words
  }
}

private func delimiter(_ text: String) throws -> CSVOptions.Delimiter? {
  try choice(
    text, "--delimiter",
    [
      "auto": nil, ",": .comma, "comma": .comma, ";": .semicolon, "semicolon": .semicolon,
      "tab": .tab, "\t": .tab, "\\t": .tab, "|": .pipe, "pipe": .pipe,
    ])
}

private func encoding(_ text: String) throws -> CSVOptions.Encoding? {
  try choice(
    text.lowercased(), "--encoding",
    [
      "auto": nil, "utf-8": .utf8, "utf8": .utf8, "utf-16": .utf16, "utf16": .utf16,
      "windows-1252": .windows1252, "cp1252": .windows1252, "latin-1": .latin1, "latin1": .latin1,
      "iso-8859-1": .latin1,
    ])
}

/// What a word of an option stands for.
private func choice<Value>(_ text: String, _ option: String, _ known: [String: Value]) throws
  -> Value
{
  if let value = known[text] { return value }
  let allowed = [
    "--decimal": ". or ','", "--thousands": "',', ., space or none",
    "--dates": "day-first or month-first",
    "--delimiter": "auto, ',', ';', tab or '|'",
    "--encoding": "auto, utf-8, windows-1252, latin-1 or utf-16",
  ]
  throw CommandError(
    .usage, code: "badOption", "\(option) takes \(allowed[option] ?? ""), not \"\(text)\"")
}

private func atLeast(
  _ least: Int, _ number: Int?, _ option: String, orElse other: String = ""
) throws -> Int {
  if let number, number >= least { return number }
  throw CommandError(
    .usage, code: "badOption",
    "\(option) takes \(other)a whole number of at least \(least)"
      + (number.map { ", not \($0)" } ?? ""))
}

extension ReadingOptions {
  /// The options about the layout of files as they can be typed again, those left at their defaults not among them.
  var layoutWords: [String] {
    var words: [String] = []
    func add(_ option: String, _ value: String?, unless usual: String? = nil) {
      if let value, value != usual { words += [option, value] }
    }
    add("--delimiter", delimiter, unless: "auto")
    add("--decimal", decimal)
    add("--thousands", thousands)
    add("--dates", dates)
    add("--skip", skip.map { String($0) })
    add("--header-rows", headerRows.map { String($0) })
    add("--footer", footer, unless: "auto")
    add("--comment", comment)
    add("--encoding", encoding, unless: "auto")
    for column in text { add("--text", column) }
    for column in number { add("--number", column) }
    if fill { words.append("--fill") }
    add("--sheet", sheet)
    add("--unpack-limit", unpackLimit.map { String($0) })
    return words
  }
}
