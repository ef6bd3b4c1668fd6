/// A part of an option's text: a name or level, which backticks protect from being taken apart.
struct WrittenName: Sendable, Equatable {
  let text: String
  /// Whether it stood in backticks, and so is meant letter by letter.
  let isQuoted: Bool
}

/// Takes text apart at a separator, except within backticks; takes backticks and outer blanks off.
func writtenNames(_ text: String, separatedBy separator: Character) -> [WrittenName] {
  var parts: [String] = [""]
  var isWithin = false
  for character in text {
    if character == "`" { isWithin.toggle() }
    if character == separator && !isWithin {
      parts.append("")
    } else {
      parts[parts.count - 1].append(character)
    }
  }
  return parts.map(writtenName)
}

/// The columns an option names, at least one.
func columnNames(_ text: String, option: String) throws -> [String] {
  let names = writtenNames(text, separatedBy: ",").map(\.text)
  if names.contains("") {
    throw CommandError(
      .usage, code: "badOption", "\(option) takes COL or COL,COL, not \"\(text)\"")
  }
  return names
}

/// A name without the backticks it may be written in.
func unquoted(_ name: String) -> String { writtenName(name).text }

private func writtenName(_ text: String) -> WrittenName {
  let start = text.drop { $0 == " " }
  let trimmed = String(start.reversed().drop { $0 == " " }.reversed())
  let isQuoted = trimmed.count >= 2 && trimmed.hasPrefix("`") && trimmed.hasSuffix("`")
  return WrittenName(
    text: isQuoted ? String(trimmed.dropFirst().dropLast()) : trimmed, isQuoted: isQuoted)
}
