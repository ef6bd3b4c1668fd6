/// A term of a model: the intercept, a variable, or an interaction of variables.
public struct Term: Sendable, Hashable {
  /// The name as R prints it: `a`, `a:b`, `poly(x, 2)`; the intercept is `(Intercept)`.
  public let name: String
  /// The variables of the term (columns or calls, as printed), in the order in which they first
  /// appear in the formula; empty for the intercept.
  public let variables: [String]

  package init(name: String, variables: [String]) {
    self.name = name
    self.variables = variables
  }

  /// The intercept.
  package static let intercept = Term(name: "(Intercept)", variables: [])

  /// Whether this is the intercept.
  public var isIntercept: Bool { variables.isEmpty }
}
