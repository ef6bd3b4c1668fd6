/// A random term of a formula: `(effects | grouping)`.
public struct RandomTerm: Sendable, Hashable {
  /// The effects that vary, as a one-sided formula: `~ 1 + x` in `(1 + x | g)`.
  public let effects: Formula
  /// The columns whose combinations make the groups, one list for each grouping.
  ///
  /// `(1 | g)` has `[["g"]]`, `(1 | a:b)` has `[["a", "b"]]`. Nesting makes several groupings with the
  /// same effects, outermost first: `(1 | a/b)` has `[["a"], ["b", "a"]]`. A grouping's name is its
  /// columns joined by `:`.
  public let groupings: [[String]]
  /// Whether the effects of one group may be correlated: true for `|`, false for `||`.
  public let isCorrelated: Bool
  /// The term as printed, with its parentheses.
  public let name: String
}

extension Formula {
  /// The random terms, in the order written.
  public var randomTerms: [RandomTerm] {
    predictors.addends.compactMap { addend in
      guard case .chain(let effects, let links) = addend, let link = links.first,
        link.symbol.precedence == .or, let groupings = link.operand.groupings
      else { return nil }
      return RandomTerm(
        effects: Formula(response: nil, predictors: effects), groupings: groupings,
        isCorrelated: link.symbol == .or, name: "(\(addend))")
    }
  }
}

extension Expression {
  /// The columns of each grouping that this stands for on the right of a random term, or nil if it
  /// is not made of at most 100 columns joined by `:` and `/`.
  var groupings: [[String]]? {
    switch self {
    case .parenthesized(let inner): return inner.groupings
    case .column(let name): return [[name]]
    case .call(.factor, let arguments), .call(.asFactor, let arguments):
      guard arguments.count == 1, case .column(let name) = arguments[0].value else { return nil }
      return [[name]]
    case .chain(let first, let links) where links.count < 100:
      guard var outer = first.groupings else { return nil }
      for link in links {
        guard let inner = link.operand.groupings else { return nil }
        switch link.symbol {
        case .interaction where outer.count == 1 && inner.count == 1:
          outer = [unique(outer[0] + inner[0])]
        case .divide:
          let whole = outer.last ?? []
          outer += inner.map { unique($0 + whole) }
        default: return nil
        }
      }
      return outer
    default: return nil
    }
  }

  private func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
