/// A word of a formula: what it is, and where it begins.
struct Token: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    case number(Double)
    case name(String)
    /// A name in backticks, which is never a function or a reserved word.
    case quotedName(String)
    case string(String)
    case symbol(Symbol)
    /// `.` alone.
    case dot
    case end
  }

  let kind: Kind
  /// The position of the first scalar of the token in the text.
  let start: Int
  /// The position after the last scalar.
  let end: Int
}

/// Signs and operators, as written.
enum Symbol: String, Sendable, CaseIterable {
  case tilde = "~"
  case plus = "+"
  case minus = "-"
  case times = "*"
  case slash = "/"
  case caret = "^"
  case colon = ":"
  case open = "("
  case close = ")"
  case comma = ","
  case assign = "="
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case and = "&"
  case andAlso = "&&"
  case or = "|"
  case orElse = "||"
  case not = "!"
  case within = "%in%"
  case modulo = "%%"
  case quotient = "%/%"

  /// The operator between operands that is written this way.
  var binaryOperator: BinaryOperator? { BinaryOperator(rawValue: rawValue) }
}
