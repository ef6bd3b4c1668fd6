import Testing

@testable import Formulas

@Suite("Errors in the writing")
struct SyntaxErrorTests {
  private func syntaxProblem(_ text: String) -> SyntaxProblem? {
    guard case .syntax(let problem) = formulaError({ _ = try Formula(text) }) else { return nil }
    return problem
  }

  /// The text, the offset of the caret, and a word of what was expected.
  @Test(arguments: [
    ("", 0, "column name"), ("y", 1, "~"), ("y ~", 3, "a term"), ("y ~ x +", 7, "a term"),
    ("y ~ x + )", 8, "a term"), ("y ~ (x", 6, ")"), ("y ~ x)", 5, "an operator"),
    ("y ~ x ~ z", 6, "one \"~\" only"), ("y + x", 5, "~"), ("y ~ x z", 6, "an operator"),
    ("y ~ log x", 8, "an operator"), ("y ~ log(x", 9, ")"), ("y ~ log()", 4, "log(x)"),
    ("y ~ log(x, 2)", 4, "log(x)"), ("y ~ logg(x)", 4, "log"), ("y ~ x + 2", 8, "0 or 1"),
    ("y ~ 2 * x", 4, "0 or 1"), ("y ~ 1:x", 4, "can only be added"),
    ("y ~ x * (1 + a)", 8, "can only be added"), ("y ~ x^a", 6, "whole number"),
    ("y ~ x^0", 6, "whole number"), ("y ~ x^2.5", 6, "whole number"), ("y ~ x^2^2", 7, "one power"),
    ("y ~ a:-b", 6, "can only be added"), ("y ~ x > 3", 6, "inside I( )"),
    ("y ~ !x", 4, "a term"), ("y ~ x %% 2", 6, "inside I( )"), ("y ~ 'x'", 4, "a term"),
    ("y ~ TRUE", 4, "backticks"), ("y ~ x || z", 6, "|"), ("y ~ poly(x)", 4, "poly(x, 2)"),
    ("y ~ poly(x, 2.5)", 12, "poly(x, 2)"), ("y ~ poly(x, k)", 12, "poly(x, 2)"),
    ("y ~ poly(x, 0)", 12, "poly(x, 2)"), ("y ~ poly(x, -1)", 12, "poly(x, 2)"),
    ("y ~ poly(x, 2, TRUE)", 15, "raw = TRUE"), ("y ~ poly(x, 2, row = TRUE)", 15, "raw = TRUE"),
    ("y ~ poly(x, 1e9)", 12, "poly(x, 2)"), ("y ~ I(poly(x, 2))", 6, "variable of its own"),
    ("y ~ log(factor(x))", 8, "variable of its own"), ("y ~ cbind(a, b)", 4, "left-hand side"),
    ("offset(y) ~ x", 0, "right-hand side"), ("y ~ a:offset(x)", 6, "can only be added"),
    ("y ~ a - offset(x)", 8, "can only be added"), ("y ~ -offset(x)", 5, "can only be added"),
    ("cbind(a) ~ x", 0, "cbind(successes, failures)"), ("cbind(a, b) + 1 ~ x", 12, "~"),
    ("y ~ C(x, summ)", 9, "helmert"), ("y ~ C(log(x), sum)", 6, "factor(x)"),
    ("y ~ groupMean(x, log(g))", 17, "groupMean(x, group)"), ("y ~ 2x", 5, "an operator"),
    ("y ~ I(1e999 * x)", 6, "1.8e308"), ("y ~ I(1.2.3)", 9, "an operator"),
    ("y ~ `x", 4, "another `"), ("y ~ ``", 4, "column name"), ("y ~ I(s == 'x)", 11, "another '"),
    ("y ~ x $ z", 6, "backticks"), ("y ~ I(s == '\\q')", 13, "backslash"),
    ("y ~ I(a < b < c)", 12, "one comparison"), ("y ~ I(a = b)", 8, "=="),
    ("cbind(a, n = b) ~ x", 11, "=="),
    ("y ~ I(a : b)", 8, ")"), ("y ~ I(.)", 6, "only be a term"), (". ~ x", 0, "only be a term"),
    ("y ~ I(x - !a)", 10, "parentheses"), ("y ~ I(x %in% c())", 15, "a number or a string"),
    ("y ~ c(x, z)", 4, "after %in%"), ("y ~ x | ", 8, "a term"), ("y ~ x | .", 8, "a term"),
    ("y ~ (1 | g1 + g2)", 9, ":"), ("y ~ (1 | log(g))", 9, ":"),
    ("y ~ x:(1 | g)", 6, "can only be"),
    ("y ~ x - (1 | g)", 8, "can only be added"), ("y ~ ((1 | g) | h)", 5, "random term"),
    ("y ~ (. | g)", 5, "random term"), ("(1 | g) ~ ", 10, "a term"),
    ("y ~ (x | g", 10, "close the random term"), ("y ~ x | (1 | g)", 11, "predictors"),
    ("y ~ (1 | (1 | g))", 12, ")"),
  ])
  func positionsAndExpectations(text: String, offset: Int, expected: String) throws {
    let problem = try #require(syntaxProblem(text), "\(text) should not be readable")
    #expect(problem.offset == offset, "\(problem)")
    #expect(problem.expected.contains(expected), "\(problem.expected)")
    #expect(problem.text == text)
  }

  @Test func caretStandsBelowTheCharacter() throws {
    let problem = try #require(syntaxProblem("y ~ x + )"))
    #expect(
      problem.description == """
        found ")" at position 8 (counted from 0); expected a term, such as a column name
          y ~ x + )
                  ^
        """)
  }

  @Test func caretInALongTextOfSeveralLines() throws {
    let long = (1...60).map { "variable\($0)" }.joined(separator: " + ")
    let problem = try #require(syntaxProblem("y ~\n\(long) + * z\n+ q"))
    let lines = problem.description.split(separator: "\n").map(Array.init)
    #expect(lines.count == 3)
    #expect(lines[1].count < 80)
    #expect(lines[1][lines[2].count - 1] == "*")
  }

  @Test func positionsCountCharacters() {
    #expect(syntaxProblem("y ~ e\u{301}te\u{301} + 学校 + )")?.offset == 15)
    #expect(syntaxProblem("🙂 ~ x")?.offset == 0)
    #expect(syntaxProblem("y ~ `👩‍👩‍👧 x` + )")?.offset == 12)
  }

  @Test func nestingIsLimited() throws {
    for (open, close) in [("(", ")"), ("I(", ")"), ("-", ""), ("log(", ")"), ("2^", "")] {
      let deep = 100_000
      let text =
        "y ~ I(" + String(repeating: open, count: deep) + "x"
        + String(repeating: close, count: deep)
        + ")"
      let error = formulaError { _ = try Formula(text) }
      guard case .nestedTooDeeply(200, _) = error else {
        Issue.record("\(open): \(String(describing: error))")
        continue
      }
    }
    let fine = String(repeating: "(", count: 150) + "x" + String(repeating: ")", count: 150)
    #expect(try Formula("y ~ \(fine)") == Formula("y ~ x"))
  }

  @Test func unclosedParenthesesAreLimitedToo() {
    let error = formulaError {
      _ = try Formula(String(repeating: "y ~ (", count: 1) + String(repeating: "(", count: 100_000))
    }
    guard case .nestedTooDeeply = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func messageIsTheDescription() throws {
    let error = try #require(formulaError { _ = try Formula("y ~") })
    #expect(error.message == error.description)
  }
}
