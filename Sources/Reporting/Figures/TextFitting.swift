/// Estimates of how much room text takes, since nothing here knows the reader's fonts.
enum TextFitting {
  /// The size of lettering in figures, in units.
  static let size = 13.0
  /// The distance from one line to the next.
  static let lineHeight = 17.0

  /// The width of a text in units, generously.
  static func width(_ text: String, size: Double = size, isBold: Bool = false) -> Double {
    size * text.reduce(0) { $0 + TextWidths.width(of: $1, isBold: isBold) }
  }

  /// The text cut to a width, with an ellipsis where something was cut.
  static func fitted(
    _ text: String, to limit: Double, size: Double = size, isBold: Bool = false
  ) -> String {
    let text = text.onOneLine
    if width(text, size: size, isBold: isBold) <= limit { return text }
    var result = ""
    var total = width("…", size: size, isBold: isBold)
    for character in text {
      total += TextWidths.width(of: character, isBold: isBold) * size
      if total > limit { break }
      result.append(character)
    }
    while result.last == " " { result.removeLast() }
    return result + "…"
  }

  /// The text in at most so many lines of a width, the last cut where it does not fit.
  static func lines(
    _ text: String, width limit: Double, maximum: Int = 2, size: Double = size, isBold: Bool = false
  ) -> [String] {
    var lines: [String] = []
    var line = ""
    var rest = text.onOneLine.split(separator: " ").map { String($0) }[...]
    while let word = rest.first {
      let joined = line.isEmpty ? word : line + " " + word
      if width(joined, size: size, isBold: isBold) <= limit || line.isEmpty {
        line = joined
        rest.removeFirst()
        continue
      }
      if lines.count == maximum - 1 { break }
      lines.append(line)
      line = ""
    }
    if !rest.isEmpty { line += " " + rest.joined(separator: " ") }
    lines.append(line)
    return lines.map { fitted($0, to: limit, size: size, isBold: isBold) }
  }
}
