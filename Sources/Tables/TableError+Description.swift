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
    case .unknownLevel(let column, let value, let row, let levels):
      "column \(quoted(column)) has \(quoted(value)) in row \(row), which is not among its levels "
        + listed(levels)
    case .repeatedLevel(let column, let level):
      "level \(quoted(level)) is given twice for column \(quoted(column))"
    case .unreadable(let path, let reason):
      "cannot read \(path): \(reason)"
    case .empty(let source):
      "\(source) is empty: a table needs a header line"
    case .unsupportedEncoding(let encoding, let source):
      "\(source) is in \(encoding); save it as UTF-8"
    case .invalidUTF8, .nulByte, .raggedRow, .unterminatedQuote, .textAfterQuote, .tooManyColumns:
      textDescription
    case .tooManyRows(let limit, let source):
      "\(source) has more than \(limit) rows"
    }
  }

  /// The message of an error that has a place in the text.
  private var textDescription: String {
    let place = location?.description ?? ""
    return switch self {
    case .invalidUTF8: "\(place): the text is not UTF-8; save the file as UTF-8"
    case .nulByte: "\(place): a NUL byte; if the file is in UTF-16, save it as UTF-8"
    case .raggedRow(let fields, let expected, _):
      "\(place): row has \(counted(fields, "field")), header has \(expected)"
    case .unterminatedQuote: "\(place): the quote opened here is never closed"
    case .textAfterQuote:
      "\(place): text after a closing quote; a quote inside a quoted field is written twice"
    case .tooManyColumns(let limit, _): "\(place): the header has more than \(limit) columns"
    default: place
    }
  }
}

private func missingAdvice(_ words: [String]) -> String {
  guard !words.isEmpty else { return "" }
  let option = shellQuoted(words.joined(separator: ","))
  return words.count == 1
    ? "; if that marks a missing value say --missing \(option)"
    : "; if such words mark missing values say --missing \(option)"
}

/// The argument as it can be typed into a shell.
private func shellQuoted(_ argument: String) -> String {
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
private func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}

/// The first few of some names.
private func listed(_ names: [String]) -> String {
  let shown = names.prefix(8).map(quoted).joined(separator: ", ")
  return names.count > 8 ? shown + " and \(names.count - 8) more" : shown
}

/// Text from the data between quotes: cut short where it is long, control characters escaped.
func quoted(_ text: String) -> String {
  let limit = 60
  var shown = ""
  for scalar in text.unicodeScalars.prefix(limit) {
    let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
    shown += isControl ? scalar.escaped(asASCII: true) : String(scalar)
  }
  return "\"" + shown + (text.unicodeScalars.dropFirst(limit).isEmpty ? "" : "…") + "\""
}
