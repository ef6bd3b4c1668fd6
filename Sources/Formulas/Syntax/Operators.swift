/// How tightly operators bind, loosest first, as in R.
package enum Precedence: Int, Sendable, Comparable {
  case or, and, not, comparison, sum, product, special, interaction, sign, power, primary

  package static func < (lhs: Precedence, rhs: Precedence) -> Bool { lhs.rawValue < rhs.rawValue }

  /// The next tighter precedence.
  var tighter: Precedence { Precedence(rawValue: rawValue + 1) ?? .primary }
}

/// An operator before one operand.
package enum UnaryOperator: String, Sendable, Hashable, CaseIterable {
  case minus = "-"
  case plus = "+"
  case not = "!"

  var precedence: Precedence { self == .not ? .not : .sign }
}

/// An operator between two operands.
package enum BinaryOperator: String, Sendable, Hashable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case power = "^"
  /// `a:b` among terms.
  case interaction = ":"
  /// Nesting among terms, membership of a list in arithmetic.
  case within = "%in%"
  case modulo = "%%"
  case quotient = "%/%"
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

  var precedence: Precedence {
    switch self {
    case .or, .orElse: .or
    case .and, .andAlso: .and
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: .comparison
    case .add, .subtract: .sum
    case .multiply, .divide: .product
    case .within, .modulo, .quotient: .special
    case .interaction: .interaction
    case .power: .power
    }
  }

  /// The operator with the blanks R's printer puts around it.
  var spaced: String {
    switch self {
    case .divide, .power, .interaction, .modulo, .quotient: rawValue
    default: " \(rawValue) "
    }
  }

  /// Whether `a op b op c` is written for `(a op b) op c`: powers group to the right, and comparisons
  /// do not follow one another.
  var chains: Bool { self != .power && precedence != .comparison }

  /// Whether the result is a truth value.
  var isCondition: Bool {
    switch precedence {
    case .or, .and, .comparison: true
    default: self == .within
    }
  }
}
