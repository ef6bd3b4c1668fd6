import Reporting

/// A number with a fixed count of decimals, a real minus sign and commas between thousands.
///
/// A value that rounds to zero has no sign. Not finite: "no number". Beyond 10¹⁵ steps of the last
/// decimal the shortest notation of the number itself is used.
func decimalText(_ value: Double, decimals: Int) -> String {
  guard value.isFinite else { return "no number" }
  let scale = (0..<max(decimals, 0)).reduce(1.0) { power, _ in power * 10 }
  let scaled = (value.magnitude * scale).rounded()
  guard scaled < 1e15 else { return "\(value)" }
  let steps = Int64(scaled)
  let unit = Int64(scale)
  var text = groupedText(steps / unit)
  if decimals > 0 {
    let digits = String(steps % unit)
    text += "." + String(repeating: "0", count: decimals - digits.count) + digits
  }
  return value < 0 && steps != 0 ? "−" + text : text
}

/// A whole number with commas between thousands.
func groupedText(_ number: Int64) -> String {
  let digits = Array(String(number.magnitude))
  var text = number < 0 ? "−" : ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
    text.append(digit)
  }
  return text
}

/// A count and its noun: "1 district", "21 districts".
func countText(_ count: Int, _ noun: String) -> String {
  "\(groupedText(Int64(count))) \(pluralText(noun, count: count))"
}

/// The noun for a count.
func pluralText(_ noun: String, count: Int) -> String { count == 1 ? noun : noun + "s" }

/// A ratio with three digits or so: 3.41, 12.5, 340, 0.034; the far ends are cut off in words.
func ratioText(_ ratio: Double) -> String {
  if ratio > 1000 { return "more than 1,000" }
  if ratio < 0.001 { return "less than 0.001" }
  if ratio < 0.1 { return decimalText(ratio, decimals: 3) }
  return decimalText(ratio, decimals: ratio < 9.995 ? 2 : ratio < 99.95 ? 1 : 0)
}

/// How far an interval reaches: "up to 1.84", "more than 1,000".
func reachText(_ ratio: Double) -> String {
  let text = ratioText(ratio)
  return text.hasPrefix("more") ? text : "up to " + text
}

/// A p-value as every table of the package writes it: "p = .012", "p < .001".
func pValueText(_ pValue: Double) -> String { Prose.pValue(pValue) }

/// A probability as a per cent without needless decimals: "95%", "99.9%".
func perCentText(_ share: Double) -> String {
  trimmed(decimalText(100 * share, decimals: 1)) + "%"
}

/// Three digits or so of a level, without trailing zeros: 2.63, 15.8, 872, 25.
func levelText(_ value: Double) -> String {
  let magnitude = value.magnitude
  if magnitude >= 1000 { return decimalText(value, decimals: 0) }
  let decimals: Int
  switch magnitude {
  case 9.995...: decimals = 1
  case 0.9995...: decimals = 2
  case 0.09995...: decimals = 3
  case 0.009995...: decimals = 4
  default: decimals = 6
  }
  return trimmed(decimalText(value, decimals: decimals))
}

/// A percentile in words: "the 10th percentile", "the median", "the lowest value".
func percentileText(_ percentile: Double) -> String {
  switch percentile {
  case 0: return "the lowest value"
  case 50: return "the median"
  case 100: return "the highest value"
  default: break
  }
  let text = trimmed(decimalText(percentile, decimals: 2))
  guard let whole = Int(text) else { return "the \(text)th percentile" }
  let suffix =
    switch (whole % 10, whole % 100) {
    case (1, let tens) where tens != 11: "st"
    case (2, let tens) where tens != 12: "nd"
    case (3, let tens) where tens != 13: "rd"
    default: "th"
    }
  return "the \(text)\(suffix) percentile"
}

/// A decimal text without the zeros at its end.
private func trimmed(_ text: String) -> String {
  guard text.contains(".") else { return text }
  var text = text
  while text.hasSuffix("0") { text.removeLast() }
  if text.hasSuffix(".") { text.removeLast() }
  return text
}
