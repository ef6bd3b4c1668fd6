@testable import Formulas

/// Draws syntax trees that a formula can have, without the parentheses their writing needs.
struct RandomFormulas {
  var random: SeededGenerator
  /// Whether a `.` may come up: among the predictors, outside random terms.
  private var allowsDot = false

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  static let names = [
    "x", "y", "yrs.since.phd", "a_b", ".x1", "größe", "学校", "a b", "x`y", "in", "TRUE", "1st",
    "back\\slash", "🙂", "new\nline", "log", "c", "T", "_u", "e\u{301}te\u{301}", "Need %",
    "\u{301}",
  ]

  mutating func formula() -> Formula {
    let response: Expression? =
      switch random.below(5) {
      case 0: nil
      case 1: .call(.cbind, [.init(arithmetic(2)), .init(arithmetic(2))])
      case 2: .call(.factor, [.init(arithmetic(1))])
      default: arithmetic(3)
      }
    let bars = (0..<[0, 0, 0, 1, 2][random.below(5)]).map { _ in terms(2) }
    allowsDot = true
    defer { allowsDot = false }
    return Formula(response: response, predictors: sum(), barExpressions: bars)
  }

  private mutating func sum() -> Expression {
    var result = addend()
    for _ in 0..<random.below(5) {
      result =
        random.below(4) == 0
        ? .joined(result, .subtract, random.below(2) == 0 ? .number(1) : terms(2))
        : .joined(result, .add, addend())
    }
    return result
  }

  private mutating func addend() -> Expression {
    switch random.below(9) {
    case 0: .number(Double(random.below(2)))
    case 1: .call(.offset, [.init(arithmetic(2))])
    case 2: randomTerm()
    case 3: .unary(random.below(3) == 0 ? .plus : .minus, .number(1))
    case 4: .parenthesized(terms(2))
    default: terms(3)
    }
  }

  private mutating func randomTerm() -> Expression {
    allowsDot = false
    defer { allowsDot = true }
    let effects: Expression =
      random.below(2) == 0 ? .number(1) : .joined(.number(Double(random.below(2))), .add, terms(1))
    var grouping = Expression.column(random.pick(Self.names))
    let symbol = random.pick([BinaryOperator.interaction, .divide])
    for _ in 0..<random.below(3) {
      grouping = .joined(grouping, symbol, .column(random.pick(Self.names)))
    }
    return .parenthesized(.joined(effects, random.pick([.or, .orElse]), grouping))
  }

  /// Terms that may stand in products.
  private mutating func terms(_ depth: Int) -> Expression {
    if depth == 0 || random.below(4) == 0 { return variable(depth) }
    switch random.below(8) {
    case 0: return .joined(terms(depth - 1), .power, .number(Double(1 + random.below(4))))
    case 1: return .parenthesized(terms(depth - 1))
    default:
      let symbol = random.pick([
        BinaryOperator.add, .subtract, .multiply, .divide, .interaction, .within,
      ])
      return .joined(terms(depth - 1), symbol, terms(depth - 1))
    }
  }

  private mutating func variable(_ depth: Int) -> Expression {
    switch random.below(12) {
    case 0: .call(.asIs, [.init(arithmetic(depth + 1))])
    case 1: .call(.poly, polynomialArguments())
    case 2: factor()
    case 3: .call(.contrasts, [.init(factor()), .init(.column("helmert"))])
    case 4: .call(random.pick([.log, .sqrt, .scale, .center]), [.init(arithmetic(depth))])
    case 5: .call(.groupMean, [.init(arithmetic(1)), .init(.column(random.pick(Self.names)))])
    case 6 where allowsDot: .allOthers
    default: .column(random.pick(Self.names))
    }
  }

  private mutating func polynomialArguments() -> [Expression.Argument] {
    let degree = Expression.Argument(
      .number(Double(1 + random.below(9))), label: random.below(2) == 0 ? "degree" : nil)
    let raw = [Expression.Argument(.truth(random.below(2) == 0), label: "raw")]
    return [.init(arithmetic(1)), degree] + (random.below(2) == 0 ? raw : [])
  }

  private mutating func factor() -> Expression {
    let levels = [Expression.Argument(list(), label: "levels")]
    return .call(.factor, [.init(arithmetic(1))] + (random.below(2) == 0 ? levels : []))
  }

  private mutating func list() -> Expression {
    .list(
      (0...random.below(3)).map { _ in
        switch random.below(3) {
        case 0: .number((random.below(2) == 0 ? -1 : 1) * number())
        case 1: .truth(random.below(2) == 0)
        default: .text(random.pick(["", "a b", "it's", "\"", "\\", "é", "x\ny", "`", "c(1)"]))
        }
      })
  }

  private mutating func number() -> Double {
    switch random.below(3) {
    case 0: return Double(random.below(100))
    case 1:
      return random.pick([
        1e5, 0.1, 1e-7, 123_456_789, 1e300, Double.leastNonzeroMagnitude, 0.30000000000000004,
      ])
    default:
      let value = Double(bitPattern: random.next()).magnitude
      return value.isFinite ? value : 1
    }
  }

  mutating func arithmetic(_ depth: Int) -> Expression {
    if depth == 0 || random.below(4) == 0 {
      switch random.below(6) {
      case 0: return .number(number())
      case 1: return .text("a'b\"c")
      case 2: return .truth(random.below(2) == 0)
      default: return .column(random.pick(Self.names))
      }
    }
    switch random.below(8) {
    case 0: return .unary(random.pick([.minus, .plus, .not]), arithmetic(depth - 1))
    case 1: return .parenthesized(arithmetic(depth - 1))
    case 2: return .joined(arithmetic(depth - 1), .within, list())
    case 3: return .call(random.pick([.exp, .abs, .asIs, .log1p]), [.init(arithmetic(depth - 1))])
    default:
      let operators = BinaryOperator.allCases.filter { $0 != .within && $0 != .interaction }
      return .joined(arithmetic(depth - 1), random.pick(operators), arithmetic(depth - 1))
    }
  }
}
