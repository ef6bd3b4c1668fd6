/// A p-value as it stands in a sentence, "p < .001", which no line should break.
private struct WrittenPValue {
  let range: Range<String.UnicodeScalarView.Index>

  /// The p-value that begins at a place of a text, if one does.
  init?(in scalars: String.UnicodeScalarView, at start: String.UnicodeScalarView.Index) {
    guard scalars[start] == "p" else { return nil }
    if start > scalars.startIndex,
      scalars[scalars.index(before: start)].properties.isAlphabetic
    {
      return nil
    }
    var index = scalars.index(after: start)
    for allowed in [[" "], ["<", "=", ">"], [" "]] as [[Unicode.Scalar]] {
      guard index < scalars.endIndex, allowed.contains(scalars[index]) else { return nil }
      index = scalars.index(after: index)
    }
    let digits = index
    while index < scalars.endIndex,
      scalars[index] == "." || ("0"..."9").contains(scalars[index])
    {
      index = scalars.index(after: index)
    }
    guard index > digits else { return nil }
    // A full stop behind it is the sentence's.
    let last = scalars.index(before: index)
    range = start..<(scalars[last] == "." ? last : index)
  }
}

extension String {
  /// The text with every p-value in it replaced, and all else too.
  private func replacingPValues(
    _ pValue: (String) -> String, else other: (String) -> String
  ) -> String {
    guard utf8.contains(UInt8(ascii: "p")) else { return other(self) }
    let scalars = unicodeScalars
    var result = ""
    var (index, done) = (scalars.startIndex, scalars.startIndex)
    while index < scalars.endIndex {
      if let found = WrittenPValue(in: scalars, at: index) {
        result += other(String(scalars[done..<index])) + pValue(String(scalars[found.range]))
        (index, done) = (found.range.upperBound, found.range.upperBound)
      } else {
        index = scalars.index(after: index)
      }
    }
    return result + other(String(scalars[done...]))
  }

  /// The text with no-break spaces in its p-values.
  var keepingPValuesTogether: String {
    replacingPValues({ String($0.map { $0 == " " ? "\u{00A0}" : $0 }) }, else: { $0 })
  }

  /// The text for an element of a page, whose lines the browser breaks: escaped, with p-values kept on one
  /// line.
  var pageText: String {
    replacingPValues(
      { "<span style=\"white-space:nowrap\">\($0.markupEscaped)</span>" },
      else: { $0.markupEscaped })
  }
}
