/// How the parts of a number that are not digits are written.
enum NumberStyle: Sendable, Equatable {
  /// Hyphen-minus and `e-05`: a number copied from a terminal can be pasted into a program.
  case plain
  /// A true minus sign and ×10⁻⁵, for pages and prose.
  case typographic
  /// Mathematics of LaTeX.
  case latex

  /// The minus sign.
  var minus: String {
    switch self {
    case .plain: "-"
    case .typographic: "\u{2212}"
    case .latex: "$-$"
    }
  }

  /// The sign for "without bound".
  var infinity: String {
    self == .latex ? #"$\infty$"# : "∞"
  }

  /// The per cent sign.
  var percent: String {
    self == .latex ? #"\%"# : "%"
  }

  /// What stands where there is no value.
  var missing: String {
    self == .latex ? "--" : "–"
  }

  /// The dash of a range.
  var rangeDash: String {
    self == .latex ? "--" : "–"
  }

  /// The sign "less than".
  var lessThan: String {
    self == .latex ? "$<$" : "<"
  }

  /// The sign "greater than".
  var greaterThan: String {
    self == .latex ? "$>$" : ">"
  }

  /// Times a power of ten, to follow a mantissa.
  func powerOfTen(_ exponent: Int) -> String {
    switch self {
    case .plain:
      let magnitude = String(exponent.magnitude)
      return "e" + (exponent < 0 ? "-" : "+") + (magnitude.count < 2 ? "0" : "") + magnitude
    case .typographic:
      let superscripts: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
      let digits = String(exponent.magnitude).utf8.map { superscripts[Int($0 - 48)] }
      return "×10" + (exponent < 0 ? "⁻" : "") + String(digits)
    case .latex:
      return "$\\times10^{\(exponent)}$"
    }
  }
}
