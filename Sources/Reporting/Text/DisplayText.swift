extension Unicode.Scalar {
  /// Whether the scalar reorders the text around it: embeddings, overrides, isolates and marks.
  var isDirectionControl: Bool { properties.isBidiControl }

  /// Whether the scalar may not be shown: C0 and C1 controls but white space, and noncharacters.
  var isUnprintable: Bool {
    switch value {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0x7F..<0xA0: true
    default: properties.isNoncharacterCodePoint
    }
  }

  /// Whether the scalar, after another one, would act on a terminal or on the text around it instead of
  /// being seen: controls, marks of direction, separators of lines, and what has no width.
  ///
  /// Joiners and selectors of variants are part of how letters and emoji are written, and stay behind
  /// a scalar that is not ASCII.
  package func isHidden(after previous: Unicode.Scalar?) -> Bool {
    if value < 0x7F { return value < 0x20 }
    if isUnprintable || value == 0x2028 || value == 0x2029 { return true }
    guard properties.isDefaultIgnorableCodePoint || isDirectionControl else { return false }
    switch value {
    case 0x200C, 0x200D, 0xFE00...0xFE0F, 0xE0100...0xE01EF, 0x180B...0x180D:
      return previous?.isASCII ?? true
    default: return true
    }
  }

  /// The scalar by its number, as in `\u{1B}`.
  var visibleEscape: String { "\\u{" + String(value, radix: 16, uppercase: true) + "}" }
}

extension String {
  /// The text made safe to show on a line: white space of any kind is a space, and what would act on a
  /// terminal instead of being seen (an escape sequence could take it over) is written as `\u{1B}`.
  package var onOneLine: String {
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return self }
    return madeVisible { scalar in
      switch scalar {
      case "\t", "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": " "
      default: nil
      }
    }
  }

  /// Text of several lines made safe to show: everything but its line breaks is as in ``onOneLine``, and
  /// tabs stay.
  package var inVisibleLines: String {
    if utf8.allSatisfy({ ($0 >= 0x20 && $0 < 0x7F) || $0 == 0x0A }) { return self }
    return madeVisible { $0 == "\n" || $0 == "\t" ? String($0) : nil }
  }

  /// The text with what is hidden written out, but for scalars that have another form.
  private func madeVisible(_ form: (Unicode.Scalar) -> String?) -> String {
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in unicodeScalars {
      if scalar == "\n" && previous == "\r" && form("\r") == " " {
        previous = scalar
        continue
      }
      if let form = form(scalar) {
        result.append(contentsOf: form.unicodeScalars)
      } else if scalar.isHidden(after: previous) {
        result.append(contentsOf: scalar.visibleEscape.unicodeScalars)
      } else {
        result.append(scalar)
      }
      previous = scalar
    }
    return String(result)
  }

  /// The text with its middle left out where it has more characters than a limit, and how many were.
  package func shortened(to limit: Int) -> String {
    // Bytes first: counting the characters of a megabyte takes longer than leaving them out.
    if utf8.count <= limit { return self }
    let scalars = unicodeScalars
    let length = scalars.count
    if length <= limit { return self }
    let tail = limit / 3
    let head = limit - tail
    return String(scalars.prefix(head)) + "… (\(length - limit) characters left out) …"
      + String(scalars.suffix(tail))
  }
}
