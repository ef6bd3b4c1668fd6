extension Unicode.Scalar {
  /// Whether the scalar reorders the text around it: embeddings, overrides and isolates.
  var isDirectionControl: Bool {
    (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
  }

  /// Whether the scalar may not be shown: C0 and C1 controls but white space, and noncharacters.
  var isUnprintable: Bool {
    switch value {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0x7F..<0xA0, 0xFDD0...0xFDEF: true
    default: value & 0xFFFE == 0xFFFE
    }
  }
}

extension String {
  /// The text made safe to show on a line: white space of any kind is a space, controls (an escape
  /// sequence could take over a terminal) are replaced, and marks that reverse the line are dropped.
  var onOneLine: String {
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return self }
    var result = String.UnicodeScalarView()
    var previousWasReturn = false
    for scalar in unicodeScalars {
      defer { previousWasReturn = scalar == "\r" }
      switch scalar {
      case "\n" where previousWasReturn: continue
      case "\t", "\n", "\r", "\u{2028}", "\u{2029}": result.append(" ")
      case _ where scalar.isDirectionControl: continue
      case _ where scalar.isUnprintable: result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
