/// Multiplies out terms, as R's `terms()` does.
///
/// A term is the ascending list of its variables' indices. Every product is counted against a
/// budget, so that a short text cannot ask for hours of work.
struct TermExpansion {
  /// The variables met so far.
  private(set) var variables: [Expression] = []
  private(set) var hasIntercept = true
  private(set) var offsets: [Expression] = []
  private var indices: [String: Int] = [:]
  private var budget = 1_000_000

  /// The terms of an expression, each once, in the order in which they come up.
  ///
  /// - Throws: ``FormulaError/tooManyTerms(limit:)`` or ``FormulaError/unexpandedDot``.
  mutating func expand(_ expression: Expression) throws(FormulaError) -> [[Int]] {
    switch expression {
    case .parenthesized(let inner): return try expand(inner)
    case .allOthers: throw .unexpandedDot
    case .chain(_, let links) where links.first?.symbol.precedence == .or: return []
    case .chain(let first, let links): return try expand(first, links)
    case .number, .unary, .call(.offset, _):
      var terms = TermList()
      try add(expression, to: &terms)
      return terms.terms
    default: return [[index(of: expression)]]
    }
  }

  private mutating func index(of variable: Expression) -> Int {
    let name = variable.description
    if let known = indices[name] { return known }
    indices[name] = variables.count
    variables.append(variable)
    return variables.count - 1
  }

  private mutating func expand(
    _ first: Expression, _ links: [Expression.Link]
  ) throws(FormulaError) -> [[Int]] {
    if links.first?.symbol.precedence == .sum {
      var terms = TermList()
      try add(first, to: &terms)
      for link in links {
        if link.symbol == .add {
          try add(link.operand, to: &terms)
        } else {
          try takeOut(link.operand, from: &terms)
        }
      }
      return terms.terms
    }
    var terms = try expand(first)
    for link in links {
      if link.symbol == .power {
        terms = try power(of: terms, link.operand)
      } else {
        terms = try combine(terms, link.symbol, try expand(link.operand))
      }
    }
    return terms
  }

  private mutating func add(
    _ addend: Expression, to terms: inout TermList
  ) throws(FormulaError) {
    switch addend {
    case .number(let value): hasIntercept = value != 0
    case .call(.offset, let arguments): offsets += arguments.map(\.value)
    case .unary(.minus, let operand): try takeOut(operand, from: &terms)
    case .unary(_, let operand): try add(operand, to: &terms)
    default:
      for term in try expand(addend) { try spend(term, into: &terms) }
    }
  }

  private mutating func takeOut(
    _ operand: Expression, from terms: inout TermList
  ) throws(FormulaError) {
    switch operand.unwrapped {
    case .number(let value): hasIntercept = value == 0
    case .unary(.minus, let inner): try add(inner, to: &terms)
    case let plain:
      // `- (1 + a)` takes out both; expanding would put the intercept in.
      let hadIntercept = hasIntercept
      terms.remove(try expand(plain))
      hasIntercept = plain.holdsIntercept ? !hasIntercept : hadIntercept
    }
  }

  /// `left op right` for the operators that multiply.
  private mutating func combine(
    _ left: [[Int]], _ symbol: BinaryOperator, _ right: [[Int]]
  ) throws(FormulaError) -> [[Int]] {
    var terms = TermList()
    switch symbol {
    case .interaction:
      try cross(left, right, into: &terms)
    case .multiply:
      for term in left + right { try spend(term, into: &terms) }
      try cross(left, right, into: &terms)
    case .divide:
      if left.isEmpty { return [] }
      for term in left { try spend(term, into: &terms) }
      try cross([left.reduce([], merged)], right, into: &terms)
    default:
      try cross(left, [right.reduce([], merged)], into: &terms)
    }
    return terms.terms
  }

  /// The terms crossed with themselves to a degree; nothing changes beyond the number of terms.
  private mutating func power(
    of base: [[Int]], _ degree: Expression
  ) throws(FormulaError) -> [[Int]] {
    guard case .number(let value) = degree else { return base }
    var terms = base
    var step = 1.0
    while step < value {
      var next = TermList()
      try cross(terms, base, into: &next)
      if next.count == terms.count { break }
      terms = next.terms
      step += 1
    }
    return terms
  }

  private mutating func cross(
    _ left: [[Int]], _ right: [[Int]], into terms: inout TermList
  ) throws(FormulaError) {
    for a in left {
      for b in right { try spend(merged(a, b), into: &terms) }
    }
  }

  private mutating func spend(_ term: [Int], into terms: inout TermList) throws(FormulaError) {
    budget -= 1 + term.count
    terms.insert(term)
    if budget < 0 || terms.count > Terms.limit { throw .tooManyTerms(limit: Terms.limit) }
  }
}

/// Terms in order of appearance, each once.
private struct TermList {
  /// The terms, with nil where one was taken out.
  private var entries: [[Int]?] = []
  private var positions: [[Int]: Int] = [:]

  var count: Int { positions.count }

  var terms: [[Int]] { entries.compactMap { $0 } }

  mutating func insert(_ term: [Int]) {
    guard positions[term] == nil else { return }
    positions[term] = entries.count
    entries.append(term)
  }

  mutating func remove(_ others: [[Int]]) {
    for term in others {
      if let position = positions.removeValue(forKey: term) { entries[position] = nil }
    }
  }
}

/// The union of two ascending lists.
private func merged(_ a: [Int], _ b: [Int]) -> [Int] {
  var result: [Int] = []
  result.reserveCapacity(a.count + b.count)
  var i = 0
  var j = 0
  while i < a.count || j < b.count {
    let takesLeft = j == b.count || (i < a.count && a[i] <= b[j])
    if takesLeft && j < b.count && i < a.count && a[i] == b[j] { j += 1 }
    result.append(takesLeft ? a[i] : b[j])
    if takesLeft { i += 1 } else { j += 1 }
  }
  return result
}
