/// One value of a table, before it is written in any form.
public enum Cell: Sendable, Equatable {
  /// Any text.
  case text(String)
  /// A number, written by the rule of its column. NaN is shown as missing.
  case number(Double)
  /// A whole number.
  case integer(Int)
  /// A probability, 0 to 1; anything else is shown as missing.
  case pValue(Double)
  /// A range. A bound may be infinite; with a bound that is NaN the range is missing.
  case interval(lower: Double, upper: Double)
  /// No value.
  case missing

  /// A number, or missing where there is none.
  public init(_ value: Double?) {
    self = value.map { .number($0) } ?? .missing
  }

  /// A probability, or missing where there is none.
  public init(pValue: Double?) {
    self = pValue.map { .pValue($0) } ?? .missing
  }

  /// Whether the cell is a range.
  var isInterval: Bool {
    if case .interval = self { true } else { false }
  }
}

extension Cell: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByNilLiteral
{
  /// Text.
  public init(stringLiteral value: String) { self = .text(value) }

  /// A whole number.
  public init(integerLiteral value: Int) { self = .integer(value) }

  /// A number.
  public init(floatLiteral value: Double) { self = .number(value) }

  /// No value.
  public init(nilLiteral: ()) { self = .missing }
}
