/// A model formula as it was written: the response, the predictors, and what follows a `|`.
///
/// The language is R's (Wilkinson and Rogers 1973, *Applied Statistics* 22, 392–399, as extended by
/// Chambers and Hastie 1992, *Statistical Models in S*, chapter 2). Between terms, `+` adds, `-`
/// takes out, `a:b` is an interaction, `a*b` is `a + b + a:b`, `a/b` is `a + a:b`, `(a + b)^2`
/// crosses to a degree, `0` or `-1` leaves the intercept out, and `.` stands for all other columns.
/// Inside calls and on the left the same signs are arithmetic. Random terms `(1 + x | g)` and parts
/// after a top-level `|` are kept, for the models that know them.
///
/// Two formulas are equal if their syntax trees are, whatever blanks and parentheses they were
/// written with: `y ~ (a) + b` is `y ~ a+b`, but not `y ~ b + a`. ``description`` keeps the
/// parentheses, as names of coefficients do.
public struct Formula: Sendable {
  /// The left-hand side, which is arithmetic; nil for a one-sided formula.
  package let response: Expression?
  /// The terms to the right of `~`, random terms included.
  package let predictors: Expression
  /// The terms of each part after a `|`.
  package let barExpressions: [Expression]

  package init(
    response: Expression?, predictors: Expression, barExpressions: [Expression] = []
  ) {
    self.response = response
    self.predictors = predictors
    self.barExpressions = barExpressions
  }

  /// Reads a formula.
  ///
  /// Only the writing is checked: that calls are known and well formed, and that everything stands
  /// where it means something. Whether columns exist is the table's matter.
  ///
  /// - Parameter text: for example `log(wage) ~ educ * female + poly(exper, 2)`.
  /// - Throws: ``FormulaError/syntax(_:)`` with the position, or
  ///   ``FormulaError/nestedTooDeeply(limit:offset:)`` beyond 200 levels.
  /// - Complexity: linear in the length of the text.
  public init(_ text: String) throws(FormulaError) {
    var parser = try Parser(text)
    let parts = try parser.formula()
    self.init(
      response: parts.response, predictors: parts.predictors, barExpressions: parts.barParts)
  }

  /// The response as printed, for example `log(wage)`; nil for a one-sided formula.
  public var responseName: String? { response?.description }

  /// The parts after a top-level `|`, each as a one-sided formula.
  ///
  /// In `y ~ x | fe1 + fe2` they are absorbed effects, in `y ~ x + endogenous | x + instrument`
  /// instruments; which of the two is the model's to say.
  public var barParts: [Formula] {
    barExpressions.map { Formula(response: nil, predictors: $0) }
  }
}

extension Formula: Hashable {
  private var meaning: [Expression?] {
    [response?.withoutParentheses, predictors.withoutParentheses]
      + barExpressions.map(\.withoutParentheses)
  }

  /// Whether the syntax trees are the same, parentheses aside.
  public static func == (lhs: Formula, rhs: Formula) -> Bool { lhs.meaning == rhs.meaning }

  /// Hashes the syntax tree, parentheses aside.
  public func hash(into hasher: inout Hasher) { hasher.combine(meaning) }
}

extension Formula: CustomStringConvertible {
  /// The formula with R's spacing; reading it gives the formula back.
  public var description: String {
    let left = response.map { "\($0) ~ " } ?? "~ "
    return left + ([predictors] + barExpressions).map(\.description).joined(separator: " | ")
  }
}
