/// How the numbers of a column are written.
public enum NumberFormat: Sendable, Equatable {
  /// The whole column gets one number of decimals: as many as show this many significant digits (1 to
  /// 15) of its largest value and two of its smallest, minus the zeros that all values end in.
  ///
  /// Where that would take more than ten digits, or more than eight behind the point, the whole column is written with powers of ten, and so
  /// are the other such columns of its table: one table, one style.
  case significant(Int)
  /// Always so many digits (0 to 15) after the decimal point.
  case decimals(Int)
  /// A share, written as per cent with so many digits after the point: 0.125 is `12.5%`.
  case percent(decimals: Int)
}

/// A number format settled for one column's values.
struct ResolvedNumberFormat: Sendable, Equatable {
  /// The digits after the decimal point.
  let decimals: Int
  /// Whether all numbers are written with powers of ten.
  private(set) var isScientific = false
  private let significant: Int
  private let isFixed: Bool
  private let isPercent: Bool

  /// Settles a format for the finite ones among the values.
  init(_ format: NumberFormat, for values: some Sequence<Double>) {
    switch format {
    case .decimals(let count), .percent(let count):
      decimals = min(max(count, 0), 15)
      significant = 4
      isFixed = true
      if case .percent = format { isPercent = true } else { isPercent = false }
    case .significant(let count):
      significant = min(max(count, 1), 15)
      (decimals, isScientific) = Self.columnDecimals(significant: significant, values: values)
      isFixed = false
      isPercent = false
    }
  }

  /// The most digits a number of a column may take before the column is written with powers of ten.
  private static let digitLimit = 10
  /// The most digits behind the point before it is.
  private static let decimalLimit = 8

  private static func columnDecimals(
    significant: Int, values: some Sequence<Double>
  ) -> (decimals: Int, isScientific: Bool) {
    let numbers = values.compactMap { DecimalDigits($0) }.filter { !$0.isZero }
    guard let largest = numbers.map(\.exponent).max(),
      let smallest = numbers.map(\.exponent).min()
    else { return (0, false) }
    let wanted = max(significant - 1 - largest, 1 - smallest, 0)
    var needed = 0
    for var number in numbers where wanted <= 15 && number.exponent >= -wanted {
      number.round(decimals: wanted)
      needed = max(needed, number.decimals)
    }
    let decimals = min(wanted, needed)
    let isLong =
      max(largest, 0) + 1 + decimals > max(digitLimit, significant)
      || decimals > max(decimalLimit, significant) || wanted > 15
    return (isLong ? 0 : decimals, isLong)
  }

  /// The same with powers of ten, where the format leaves the style open.
  func inScientificStyle() -> ResolvedNumberFormat {
    var copy = self
    copy.isScientific = !isFixed
    return copy
  }

  /// The number as text: never `nan`, never `-0`.
  ///
  /// A number that the format was not settled for, and that it would show as zero or in more than ten
  /// digits, is written with a power of ten.
  func text(_ value: Double, style: NumberStyle, grouped: Bool = false) -> String {
    guard var digits = DecimalDigits(value) else {
      if value.isNaN { return style.missing }
      return (value < 0 ? style.minus : "") + style.infinity
    }
    if isPercent { digits.shift(by: 2) }
    let suffix = isPercent ? style.percent : ""
    let isBeyond =
      isFixed ? digits.exponent >= 15 : digits.exponent < -decimals || digits.exponent >= 10
    if !digits.isZero, isScientific || isBeyond {
      digits.round(significant: significant)
      let mantissa = digits.mantissa(decimals: significant - 1)
      return (digits.isNegative ? style.minus : "") + mantissa
        + style.powerOfTen(digits.exponent) + suffix
    }
    digits.round(decimals: decimals)
    return (digits.isNegative ? style.minus : "")
      + digits.fixed(decimals: decimals, grouped: grouped) + suffix
  }
}

/// A probability to three decimals without the zero before the point, `<.001` below, `>.999` above.
///
/// Four decimals are given where three would show exactly the conventional threshold: .0496 is not .050.
func pValueText(_ value: Double, style: NumberStyle) -> String {
  guard var digits = DecimalDigits(value), value >= 0, value <= 1 else { return style.missing }
  if value < 0.001 { return style.lessThan + ".001" }
  if value > 0.9995 { return style.greaterThan + ".999" }
  let exact = digits
  digits.round(decimals: 3)
  var decimals = 3
  if digits.fixed(decimals: 3) == "0.050", digits != exact {
    digits = exact
    decimals = 4
    digits.round(decimals: decimals)
  }
  return String(digits.fixed(decimals: decimals).drop { $0 == "0" })
}

/// A whole number with a comma between thousands, and the style's minus sign.
func groupedInteger(_ value: Int, style: NumberStyle, grouped: Bool = true) -> String {
  var digits = String(value.magnitude)
  if grouped {
    let bytes = Array(digits.utf8)
    var result: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      if index > 0, (bytes.count - index).isMultiple(of: 3) { result.append(UInt8(ascii: ",")) }
      result.append(byte)
    }
    digits = String(decoding: result, as: UTF8.self)
  }
  return (value < 0 ? style.minus : "") + digits
}
