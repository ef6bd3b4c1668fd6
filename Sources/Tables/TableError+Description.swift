extension TableError: CustomStringConvertible {
  /// What was asked, what was found, where, and what to try.
  public var description: String {
    switch self {
    case .noColumn(let name, let closest):
      "no column \(quoted(name))" + (closest.map { "; the closest is \(quoted($0))" } ?? "")
    case .duplicateColumn(let name):
      "two columns are named \(quoted(name))"
    case .unequalLengths(let column, let count, let expected):
      "column \(quoted(column)) has \(counted(count, "row")), the first column has \(expected)"
    case .notNumeric(let column, let value, let row, let missingWords):
      "column \(quoted(column)) is not numeric: \(quoted(value)) in row \(row)"
        + missingAdvice(missingWords)
    case .wordsAmongNumbers(let column, let words, let rows):
      wordsDescription(column: column, words: words, rows: rows)
    case .ambiguousNumbers(let column, let text):
      "column \(quoted(column)) is not numeric: nothing tells what the mark in \(quoted(text)) is; say "
        + "--decimal , if decimals follow it, or --thousands , if thousands do"
    case .ambiguousDates(let column, let text):
      "column \(quoted(column)) is not settled: nothing tells whether day or month comes first in "
        + "\(quoted(text)); say --dates day-first or --dates month-first, or --text "
        + shellQuoted(column.contains(",") ? "`\(column)`" : column) + " if it is no date"
    case .unknownLevel(let column, let value, let row, let levels):
      "column \(quoted(column)) has \(quoted(value)) in row \(row), which is not among its levels "
        + listed(levels)
    case .repeatedKey(let key, let rows, let keys):
      "key \(quoted(key)) stands in \(rows) rows of the second table"
        + (keys > 1 ? ", as \(counted(keys - 1, "other key")) \(keys == 2 ? "does" : "do")" : "")
        + "; a join would repeat rows of the first: exchange the tables, keep one row a key, or add a "
        + "column to the keys"
    case .repeatedLevel(let column, let level):
      "level \(quoted(level)) is given twice for column \(quoted(column))"
    case .unreadable(let path, let reason):
      "cannot read \(path): \(reason)"
    case .changedFile(let path, let change):
      "\(path) \(change.description) while it was read, so its rows may be of two versions; run "
        + "again when nothing writes to it, or on a copy of it"
    case .cancelled(let source):
      "reading \(source) was cancelled with the task that did it; read it again in another one"
    case .endlessSource(let path, let limit):
      "\(path) gave more than \(limit) bytes, a quarter of the memory that is left; save it to a "
        + "file and read that in blocks, as concord fit --stream does"
    case .empty(let source):
      "\(source) is empty: a table needs a header line"
    case .foreignFormat(let format, let source, let remedy):
      "\(source) is \(format), not CSV; \(remedy)"
    case .unsupportedEncoding(let encoding, let source):
      "\(source) is in \(encoding); save it as UTF-8"
    case .invalidUTF8, .nulByte, .raggedRow, .unterminatedQuote, .textAfterQuote, .tooManyColumns,
      .recordTooLong:
      textDescription
    case .tooManyRows(let limit, let source):
      "\(source) has more than \(limit) rows"
    }
  }

  /// The message of an error that has a place in the text.
  private var textDescription: String {
    let place = location?.description ?? ""
    return switch self {
    case .invalidUTF8:
      "\(place): the text is not UTF-8; save the file as UTF-8, or name its encoding, as "
        + "in --encoding windows-1252"
    case .nulByte: "\(place): a NUL byte; if the file is in UTF-16, save it as UTF-8"
    case .raggedRow(let fields, let expected, _):
      "\(place): row has \(counted(fields, "field")), header has \(expected)"
        + raggedAdvice(fields: fields, expected: expected)
    case .unterminatedQuote: "\(place): the quote opened here is never closed"
    case .textAfterQuote:
      "\(place): text after a closing quote; a quote inside a quoted field is written twice"
    case .recordTooLong(let limit, _):
      "\(place): the row that begins here has more than \(limit) bytes; close its quotes, or end its "
        + "lines with line feeds"
    case .tooManyColumns(let limit, _): "\(place): the header has more than \(limit) columns"
    default: place
    }
  }
}

extension FileChange: CustomStringConvertible {
  /// As in `was cut`.
  public var description: String {
    switch self {
    case .replaced: "was replaced"
    case .removed: "was removed or renamed"
    case .grown: "has grown"
    case .cut: "was cut short"
    case .overwritten: "was overwritten"
    case .touched: "was changed (its contents, mode, owner or links)"
    }
  }
}

/// What may be wrong with a row of another length.
private func raggedAdvice(fields: Int, expected: Int) -> String {
  if fields < expected {
    return "; if short rows are to be filled up say --fill, if it is a footnote say --footer 1"
  }
  return fields == expected + 1
    ? "; a comma inside a value has to stand in quotes"
    : "; if there are lines above the header say --skip N"
}

/// The error for words among numbers.
private func wordsDescription(column: String, words: [ColumnRecord.Word], rows: Int) -> String {
  let shown = words.prefix(5).enumerated().map { index, word in
    let count = index == 0 ? "\(word.count) of \(rows) rows" : counted(word.count, "row")
    let line = word.line.map { ", line \($0)" } ?? ""
    return word.count == 1
      ? "\(quoted(word.text)) in row \(word.row)\(line)"
      : "\(quoted(word.text)) in \(count), first row \(word.row)\(line)"
  }
  let more = words.count > 5 ? "; and \(words.count - 5) other words" : ""
  let all = words.map(\.text)
  let option = missingOption(all.count <= 20 ? all : Array(all.prefix(20)))
  let name = shellQuoted(column.contains(",") ? "`\(column)`" : column)
  let what = all.count == 1 ? "that marks a missing value" : "such words mark missing values"
  var advice = "; if \(what) say \(option), if the values are categories say --text \(name)"
  if all.contains(where: isRange) { advice += "; ranges are then counted as suppressed" }
  if words.first?.row == 1, words.first?.count == 1 {
    advice += "; if row 1 belongs to the header say --header-rows 2"
  }
  return "column \(quoted(column)) is not numeric: " + shown.joined(separator: "; ") + more + advice
}

private func missingAdvice(_ words: [String]) -> String {
  guard !words.isEmpty else { return "" }
  return words.count == 1
    ? "; if that marks a missing value say \(missingOption(words))"
    : "; if such words mark missing values say \(missingOption(words))"
}

/// The option that declares words, as it can be pasted.
func missingOption(_ words: [String], column: String? = nil) -> String {
  let list = words.map { $0.contains(",") || $0.contains("=") ? "`\($0)`" : $0 }
    .joined(separator: ",")
  let name = column.map { ($0.contains { ",=` ".contains($0) } ? "`\($0)`" : $0) + "=" } ?? ""
  let argument = shellQuoted(name + list)
  return (name + list).hasPrefix("-") ? "--missing=\(argument)" : "--missing \(argument)"
}

/// The argument as it can be typed into a shell.
func shellQuoted(_ argument: String) -> String {
  let isPlain = argument.unicodeScalars.allSatisfy {
    $0.properties.isAlphabetic || $0.properties.numericType != nil
      || "/.,-_+:@%".unicodeScalars.contains($0)
  }
  return isPlain
    ? argument
    : "'"
      + argument.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
}

/// `1 field`, `2 fields`.
func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}

/// The first few of some names.
func listed(_ names: [String]) -> String {
  let shown = names.prefix(8).map(quoted).joined(separator: ", ")
  return names.count > 8 ? shown + " and \(names.count - 8) more" : shown
}

/// Text from the data between quotes: cut short where it is long, control characters escaped.
package func quoted(_ text: String) -> String {
  let limit = 60
  var shown = ""
  for scalar in text.unicodeScalars.prefix(limit) {
    let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
    shown += isControl ? scalar.escaped(asASCII: true) : String(scalar)
  }
  return "\"" + shown + (text.unicodeScalars.dropFirst(limit).isEmpty ? "" : "…") + "\""
}
