/// Numbers as they stand in a sentence.
///
/// All functions take any value: what does not exist reads "not available", what has no bound "∞".
public enum Prose {
  /// A number to so many significant digits, its whole part never cut: `3.41`, `12.4`, `1,235`, `−0.052`.
  public static func number(_ value: Double, significant: Int = 3) -> String {
    number(value, decimals: decimals(for: [value], significant: significant))
  }

  /// A number with so many digits (0 to 15) after the point and commas between thousands.
  public static func number(_ value: Double, decimals: Int) -> String {
    if value.isNaN { return "not available" }
    return ResolvedNumberFormat(.decimals(decimals), for: []).text(
      value, style: .typographic, grouped: true)
  }

  /// The decimals that show so many significant digits of the largest of the values.
  ///
  /// An estimate and its interval are written with the same decimals.
  ///
  /// `significant` is 1 to 15.
  public static func decimals(for values: [Double], significant: Int = 3) -> Int {
    let significant = min(max(significant, 1), 15)
    let exponents = values.compactMap { DecimalDigits($0) }.compactMap { digits -> Int? in
      var rounded = digits
      rounded.round(significant: significant)
      return rounded.isZero ? nil : rounded.exponent
    }
    guard let largest = exponents.max() else { return 0 }
    return min(max(significant - 1 - largest, 0), 15)
  }

  /// A share as per cent: 0.125 is `12.5%`.
  public static func percent(_ share: Double, decimals: Int = 1) -> String {
    if share.isNaN { return "not available" }
    return ResolvedNumberFormat(.percent(decimals: decimals), for: []).text(
      share, style: .typographic, grouped: true)
  }

  /// A difference in percentage points, the value already in points: `12.4 points`, `−1 point`.
  public static func points(_ value: Double, decimals: Int = 1) -> String {
    let text = number(value, decimals: decimals)
    if value.isNaN { return text }
    return text + (text == "1" || text == "\u{2212}1" ? " point" : " points")
  }

  /// A ratio: `3.4 times`.
  public static func ratio(_ value: Double, decimals: Int = 1) -> String {
    value.isNaN ? "not available" : number(value, decimals: decimals) + " times"
  }

  /// A range: `2.70–4.30`, but `−1.2 to 3.4` when a bound is below zero.
  public static func interval(_ lower: Double, _ upper: Double, decimals: Int) -> String {
    if lower.isNaN || upper.isNaN { return "not available" }
    return number(lower, decimals: decimals) + separator(lower, upper)
      + number(upper, decimals: decimals)
  }

  /// A range with one number of decimals for both bounds, so many significant digits of the larger.
  public static func interval(_ lower: Double, _ upper: Double, significant: Int = 3) -> String {
    interval(lower, upper, decimals: decimals(for: [lower, upper], significant: significant))
  }

  /// A range of shares as per cent: `4.1–12.5%`, `−1.2% to 3.4%`.
  public static func percentInterval(_ lower: Double, _ upper: Double, decimals: Int = 1) -> String
  {
    if lower.isNaN || upper.isNaN { return "not available" }
    let ends = (percent(lower, decimals: decimals), percent(upper, decimals: decimals))
    let dash = separator(lower, upper)
    let lowerEnd = dash == "–" && ends.0.hasSuffix("%") ? String(ends.0.dropLast()) : ends.0
    return lowerEnd + dash + ends.1
  }

  private static func separator(_ lower: Double, _ upper: Double) -> String {
    lower < 0 || upper < 0 ? " to " : "–"
  }

  /// An estimate with its interval: `3.41 (95% CI 2.70–4.30)`.
  public static func estimate(
    _ value: Double, _ lower: Double, _ upper: Double, level: Double = 0.95, decimals: Int
  ) -> String {
    number(value, decimals: decimals) + " (" + confidence(level) + " "
      + interval(lower, upper, decimals: decimals) + ")"
  }

  /// The name of an interval of this level: `95% CI`, `99.9% CI`.
  public static func confidence(_ level: Double) -> String {
    guard var digits = DecimalDigits(level) else { return "CI" }
    digits.shift(by: 2)
    let exact = digits
    digits.round(decimals: 3)
    // Rounded, 99.9999 would be called 100.
    if level < 1 && digits.exponent > 1 { digits = exact }
    return digits.fixed(decimals: digits.decimals) + "% CI"
  }

  /// A p-value: `p = .013`, `p < .001`, `p > .999`.
  public static func pValue(_ value: Double) -> String {
    guard value >= 0, value <= 1 else { return "p not available" }
    let text = pValueText(value, style: .typographic)
    switch text.first {
    case "<": return "p < " + text.dropFirst()
    case ">": return "p > " + text.dropFirst()
    default: return "p = " + text
    }
  }

  /// A count with commas between thousands: `1,272`.
  public static func count(_ value: Int) -> String {
    groupedInteger(value, style: .typographic)
  }

  /// A count and the thing counted: `1 school`, `1,272 schools`.
  public static func count(_ value: Int, _ singular: String, _ plural: String) -> String {
    count(value) + " " + (value == 1 ? singular : plural)
  }
}
