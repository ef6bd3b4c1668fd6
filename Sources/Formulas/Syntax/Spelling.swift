/// Whether a character can begin a name written without backticks.
func canBeginName(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.isAlphabetic || scalar == "_" || scalar == "."
}

/// Whether a character can stand inside a name written without backticks.
func canContinueName(_ scalar: Unicode.Scalar) -> Bool {
  if canBeginName(scalar) || scalar.properties.numericType != nil { return true }
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .spacingMark, .enclosingMark: return true
  default: return false
  }
}

/// Words that are not names unless they stand in backticks, as in R.
let reservedWords: Set<String> = [
  "TRUE", "FALSE", "NULL", "NA", "NaN", "Inf", "if", "else", "for", "while", "repeat", "function",
  "next", "break", "in",
]

/// A column name as R writes it: in backticks unless it is letters, digits, dots and underscores,
/// beginning with a letter or with a dot that no digit follows, and no reserved word.
package func nameText(_ name: String) -> String {
  let scalars = Array(name.unicodeScalars)
  let startsWell =
    scalars.first.map(\.properties.isAlphabetic) ?? false
    || (scalars.first == "." && scalars.count > 1 && canBeginName(scalars[1]))
  if startsWell && scalars.allSatisfy(canContinueName) && !reservedWords.contains(name) {
    return name
  }
  return escaped(name, quote: "`")
}

/// A string as R writes it, in double quotes.
package func stringLiteral(_ value: String) -> String { escaped(value, quote: "\"") }

private func escaped(_ text: String, quote: Unicode.Scalar) -> String {
  var result = String(Character(quote))
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\t": result += "\\t"
    case "\r": result += "\\r"
    default:
      if scalar == quote { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
  }
  result.unicodeScalars.append(quote)
  return result
}

/// A number as R writes it: the fewest digits that give it back, in fixed notation unless
/// scientific notation is shorter (`100`, `1e+05`, `123456`, `1e-05`).
package func numberText(_ value: Double) -> String {
  guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-Inf" : "Inf" }
  if value == 0 { return "0" }
  let sign = value < 0 ? "-" : ""
  let (digits, exponent) = decimalDigits(value.magnitude)
  let fixed = fixedNotation(digits, exponent)
  let scientific = scientificNotation(digits, exponent)
  return sign + (fixed.count <= scientific.count ? fixed : scientific)
}

/// The significant digits of a positive number and the power of ten of the first of them.
private func decimalDigits(_ value: Double) -> (digits: [Character], exponent: Int) {
  let parts = "\(value)".split(separator: "e")
  var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
  let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
  var digits = Array(mantissa.joined())
  exponent += mantissa[0].count - 1
  let leading = digits.prefix { $0 == "0" }.count
  digits.removeFirst(leading)
  exponent -= leading
  while digits.count > 1 && digits.last == "0" { digits.removeLast() }
  return (digits, exponent)
}

private func fixedNotation(_ digits: [Character], _ exponent: Int) -> String {
  if exponent < 0 {
    return "0." + String(repeating: "0", count: -exponent - 1) + String(digits)
  }
  let whole = digits.prefix(exponent + 1)
  let zeros = String(repeating: "0", count: exponent + 1 - whole.count)
  let fraction = digits.dropFirst(exponent + 1)
  return String(whole) + zeros + (fraction.isEmpty ? "" : "." + String(fraction))
}

private func scientificNotation(_ digits: [Character], _ exponent: Int) -> String {
  let fraction = digits.dropFirst()
  let mantissa = String(digits.prefix(1)) + (fraction.isEmpty ? "" : "." + String(fraction))
  let magnitude = exponent.magnitude
  return mantissa + (exponent < 0 ? "e-" : "e+") + (magnitude < 10 ? "0" : "") + "\(magnitude)"
}

/// The label of a number taken as a level: whole numbers without an exponent, others as R's.
package func levelText(_ value: Double) -> String {
  if let whole = Int64(exactly: value), whole.magnitude < 1_000_000_000_000_000 {
    return "\(whole)"
  }
  return numberText(value)
}
