/// The widths of characters, in sizes of the lettering.
///
/// They are those of DejaVu Sans, the widest of the fonts that `system-ui` usually stands for: a label
/// that has room in it has room in the others.
enum TextWidths {
  /// The width of a character in regular or bold lettering.
  static func width(of character: Character, isBold: Bool) -> Double {
    let widths = isBold ? bold : regular
    if let ascii = character.asciiValue, ascii >= 32, ascii < 127 {
      return Double(widths[Int(ascii) - 32]) / 100
    }
    switch character {
    case "’", "‘", "·": return isBold ? 0.38 : 0.32
    case "–", "§": return 0.5
    case "“", "”": return isBold ? 0.66 : 0.52
    case "−", "×", "÷", "±": return 0.84
    case "—", "…": return 1
    default:
      let columns = Double(character.displayWidth)
      return columns * (columns > 1 ? 0.52 : isBold ? 0.78 : 0.68)
    }
  }

  /// From the space to the tilde, in hundredths.
  private static let regular = [
    32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79,
    60, 79, 69, 63, 61, 73, 68, 99, 69, 61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63,
    63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84,
  ]

  private static let bold = [
    35, 46, 52, 84, 70, 100, 87, 31, 46, 46, 52, 84, 38, 42, 38, 37, 70, 70, 70, 70, 70, 70, 70, 70,
    70, 70, 40, 40, 84, 84, 84, 58, 100, 77, 76, 73, 83, 68, 68, 82, 84, 37, 37, 77, 64, 100, 84,
    85, 73, 85, 77, 72, 68, 81, 77, 110, 77, 72, 73, 46, 37, 46, 84, 50, 50, 67, 72, 59, 72, 68, 44,
    72, 71, 34, 34, 67, 34, 104, 71, 69, 72, 72, 49, 60, 48, 71, 65, 92, 65, 65, 58, 71, 37, 71, 84,
  ]
}
