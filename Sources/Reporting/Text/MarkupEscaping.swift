extension String {
  /// The text for an element or a quoted attribute of HTML or SVG: well-formed in both whatever it holds.
  ///
  /// `& < > " '` become references. Controls and noncharacters, which XML cannot carry at all, marks that
  /// would reverse the text that follows, and what has no width are written out, as in `\u{202E}`.
  var markupEscaped: String {
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && !Self.markupBytes.contains($0) }) {
      return self
    }
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in unicodeScalars {
      defer { previous = scalar }
      switch scalar {
      case "\t", "\n", "\r": result.append(scalar)
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "'": result.append(contentsOf: "&#39;".unicodeScalars)
      case _ where scalar.isHidden(after: previous):
        result.append(contentsOf: scalar.visibleEscape.unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  private static let markupBytes: Set<UInt8> = [0x22, 0x26, 0x27, 0x3C, 0x3E]
}
