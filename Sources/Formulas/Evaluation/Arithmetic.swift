import Tables

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `left op right` for numbers, row by row.
func calculate(_ left: Operand, _ symbol: BinaryOperator, _ right: Operand) -> Operand {
  switch symbol {
  case .add: left.with(right) { $0 + $1 }
  case .subtract: left.with(right) { $0 - $1 }
  case .multiply: left.with(right) { $0 * $1 }
  case .divide: left.with(right) { $0 / $1 }
  case .power: raised(left, to: right)
  case .modulo: left.with(right, modulo)
  case .quotient: left.with(right) { (($0 - modulo($0, $1)) / $1).rounded() }
  default: preconditionFailure("\(symbol) is not arithmetic")
  }
}

/// A square is a product, which is correctly rounded; other powers are the C library's.
private func raised(_ base: Operand, to exponent: Operand) -> Operand {
  if case .all(2) = exponent { return base.map { $0 * $0 } }
  return base.with(exponent) { pow($0, $1) }
}

/// The remainder with the sign of the divisor, as R's `%%`; NaN for a divisor of 0.
private func modulo(_ value: Double, _ divisor: Double) -> Double {
  let remainder = value.truncatingRemainder(dividingBy: divisor)
  return remainder != 0 && (remainder < 0) != (divisor < 0) ? remainder + divisor : remainder
}

/// The year, month or day of a date in days since 1970-01-01; NaN beyond the years 0 to 9999.
private func part(of days: Double, _ part: KeyPath<CalendarDay, Int>) -> Double {
  guard days >= -719_528, days < 2_932_897 else { return .nan }
  return Double(CalendarDay(daysSince1970: Int(days.rounded(.down)))[keyPath: part])
}

extension Operand {
  /// The values of an elementary function.
  func applying(_ function: Function) -> Operand {
    switch function {
    case .log: map { log($0) }
    case .log10: map { log10($0) }
    case .log2: map { log2($0) }
    case .log1p: map { log1p($0) }
    case .exp: map { exp($0) }
    case .expm1: map { expm1($0) }
    case .sqrt: map { $0.squareRoot() }
    case .abs: map(\.magnitude)
    case .year: map { part(of: $0, \.year) }
    case .month: map { part(of: $0, \.month) }
    case .day: map { part(of: $0, \.day) }
    default: preconditionFailure("\(function) is not an elementary function")
    }
  }
}
