/// How the numbers of a column are written.
public enum NumberFormat: Sendable, Equatable {
  /// The whole column gets one number of decimals: as many as show this many significant digits (1 to
  /// 15) of its largest value and two of its smallest, less the zeros that all values end in.
  ///
  /// A value more than four powers of ten below the largest does not stretch the column; it is
  /// written with a power of ten, as is one of 10¹⁰ or more.
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
  private let significant: Int
  private let isPercent: Bool
  private let scientificFrom: Int

  /// Settles a format for the finite ones among the values.
  init(_ format: NumberFormat, for values: some Sequence<Double>) {
    switch format {
    case .decimals(let count), .percent(let count):
      decimals = min(max(count, 0), 15)
      significant = 4
      scientificFrom = 15
      if case .percent = format { isPercent = true } else { isPercent = false }
    case .significant(let count):
      significant = min(max(count, 1), 15)
      decimals = Self.columnDecimals(significant: significant, values: values)
      scientificFrom = 10
      isPercent = false
    }
  }

  private static func columnDecimals(
    significant: Int, values: some Sequence<Double>
  ) -> Int {
    let numbers = values.compactMap { DecimalDigits($0) }.filter { !$0.isZero && $0.exponent < 10 }
    guard let largest = numbers.map(\.exponent).max() else { return 0 }
    let smallest = numbers.map(\.exponent).filter { $0 >= largest - 4 }.min() ?? largest
    let wanted = max(significant - 1 - largest, 1 - smallest)
    let decimals = min(max(wanted, 0), 15)
    var needed = 0
    for var number in numbers where number.exponent >= -decimals {
      number.round(decimals: decimals)
      needed = max(needed, number.decimals)
    }
    return min(decimals, needed)
  }

  /// The number as text: never `nan`, never `-0`.
  func text(_ value: Double, style: NumberStyle, grouped: Bool = false) -> String {
    guard var digits = DecimalDigits(value) else {
      if value.isNaN { return style.missing }
      return (value < 0 ? style.minus : "") + style.infinity
    }
    if isPercent { digits.shift(by: 2) }
    let isTiny = !isPercent && scientificFrom == 10 && digits.exponent < -decimals
    let suffix = isPercent ? style.percent : ""
    if !digits.isZero, isTiny || digits.exponent >= scientificFrom {
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
