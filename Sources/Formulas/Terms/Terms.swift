/// A formula multiplied out: its variables, and its terms in order.
///
/// Terms are ordered as by R's `terms()`: main effects first, then interactions of two variables,
/// and so on, each in the order of appearance; duplicates are merged.
package struct Terms: Sendable, Hashable {
  /// The most terms a formula may have.
  package static let limit = 10_000

  /// The variables (columns or calls) of the terms, in the order in which they first appear.
  package let variables: [Expression]
  /// The terms other than the intercept, each as ascending indices into ``variables``.
  package let members: [[Int]]
  /// Whether there is an intercept.
  package let hasIntercept: Bool
  /// The arguments of the calls of `offset`, which add up.
  package let offsets: [Expression]

  /// Multiplies out the predictors of a formula; random terms and parts after `|` are left aside.
  ///
  /// - Throws: ``FormulaError/unexpandedDot``, ``FormulaError/tooManyTerms(limit:)`` or
  ///   ``FormulaError/responseAmongPredictors(_:)``.
  package init(_ formula: Formula) throws(FormulaError) {
    var expansion = TermExpansion()
    let terms = try expansion.expand(formula.predictors)
    self.init(
      variables: expansion.variables,
      members: terms.enumerated()
        .sorted { ($0.element.count, $0.offset) < ($1.element.count, $1.offset) }.map(\.element),
      hasIntercept: expansion.hasIntercept,
      offsets: expansion.offsets)
    if let response = formula.response?.unwrapped,
      members.joined().contains(where: { variables[$0] == response })
    {
      throw .responseAmongPredictors(response.description)
    }
  }

  private init(
    variables: [Expression], members: [[Int]], hasIntercept: Bool, offsets: [Expression]
  ) {
    self.variables = variables
    self.members = members
    self.hasIntercept = hasIntercept
    self.offsets = offsets
  }

  /// The terms with their names, the intercept first if there is one.
  package var named: [Term] {
    let names = variables.map(\.description)
    let terms = members.map { indices in
      let own = indices.map { names[$0] }
      return Term(name: own.joined(separator: ":"), variables: own)
    }
    return hasIntercept ? [.intercept] + terms : terms
  }
}
