extension Character {
  /// The columns the character takes in a terminal: 2 for East Asian wide characters and emoji, 0 for
  /// marks that stand alone, else 1. An estimate: terminals differ.
  var displayWidth: Int {
    guard let scalar = unicodeScalars.first else { return 0 }
    if scalar.value < 0x300 { return 1 }
    if scalar.properties.isEmojiPresentation { return 2 }
    if unicodeScalars.contains("\u{FE0F}") { return 2 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
      0x20000...0x3FFFD:
      return 2
    default:
      return 1
    }
  }
}

extension String {
  /// The columns the text takes in a terminal.
  var displayWidth: Int {
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return utf8.count }
    return reduce(0) { $0 + $1.displayWidth }
  }

  /// The text cut to a width, with an ellipsis where something was cut.
  func truncated(toDisplayWidth limit: Int) -> String {
    guard displayWidth > limit else { return self }
    var result = ""
    var width = 0
    for character in self {
      let next = character.displayWidth
      if width + next > max(limit, 1) - 1 { break }
      result.append(character)
      width += next
    }
    return result + "…"
  }

  /// The text in lines of at most this width, broken at spaces but not within a p-value; a longer word
  /// stands alone.
  package func wrapped(toDisplayWidth limit: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var width = 0
    for word in unbrokenWords {
      let wordWidth = word.displayWidth
      if !line.isEmpty, width + 1 + wordWidth > limit {
        lines.append(line)
        line = ""
        width = 0
      }
      line += (line.isEmpty ? "" : " ") + word
      width += (width == 0 ? 0 : 1) + wordWidth
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines
  }

  /// The words between spaces, with "p < .001" as one.
  private var unbrokenWords: [String] {
    var words: [String] = []
    var isOpen = false
    for word in split(separator: " ").map({ String($0) }) {
      let isSign = ["<", "=", ">"].contains(word) && endsInP(words.last)
      if isSign || isOpen, let last = words.popLast() {
        words.append(last + " " + word)
      } else {
        words.append(word)
      }
      isOpen = isSign
    }
    return words
  }

  private func endsInP(_ word: String?) -> Bool {
    guard let word, word.hasSuffix("p") else { return false }
    return word.dropLast().last.map { !$0.isLetter } ?? true
  }
}
