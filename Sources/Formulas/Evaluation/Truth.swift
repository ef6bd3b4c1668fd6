/// A truth value that may be unknown, since an operand is missing or undefined.
enum Truth: UInt8, Sendable {
  case no, yes, unknown

  init(_ value: Bool) { self = value ? .yes : .no }

  static prefix func ! (value: Truth) -> Truth {
    switch value {
    case .no: .yes
    case .yes: .no
    case .unknown: .unknown
    }
  }

  /// Both, by Kleene's three-valued logic: no if either is no, whatever the other.
  func and(_ other: Truth) -> Truth {
    if self == .no || other == .no { return .no }
    return self == .yes && other == .yes ? .yes : .unknown
  }

  /// Either, by Kleene's three-valued logic: yes if either is yes, whatever the other.
  func or(_ other: Truth) -> Truth { !(!self).and(!other) }

  /// 1 for yes, 0 for no, NaN for unknown.
  var number: Double {
    switch self {
    case .no: 0
    case .yes: 1
    case .unknown: .nan
    }
  }
}
