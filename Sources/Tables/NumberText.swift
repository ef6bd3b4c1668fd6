/// A number as text: the shortest that reads back as the same number, whole numbers without a point.
///
/// As R and people write them: `3`, `0.1`, `-2.5`, `1e-05`, `1e+300`; both zeros are `0`, the
/// infinities `Inf` and `-Inf`, and NaN is `NaN`. Whole numbers are written out below 10^15.
package func numberText(_ number: Double) -> String {
  if number.isNaN { return "NaN" }
  if number.isInfinite { return number < 0 ? "-Inf" : "Inf" }
  if number == number.rounded(.towardZero) && number.magnitude < 1e15 {
    return String(Int64(number))
  }
  let text = number.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

/// The number a text stands for, or nil: decimal digits with at most one point, an exponent,
/// `Inf`; no blanks, no hexadecimals, nothing beyond the range of `Double`. Correctly rounded.
package func parsedNumber(_ text: String) -> Double? {
  let bytes = ContiguousArray(text.utf8)
  return parseNumber(bytes.span, from: 0, to: bytes.count)
}
