import Testing

@testable import Formulas

@Suite("Terms")
struct TermsTests {
  private func names(_ text: String) throws -> [String] {
    try Terms(try Formula(text)).named.map(\.name)
  }

  /// `attr(terms(formula), "term.labels")` of R 4.2.2, after the intercept.
  @Test(arguments: [
    ("y ~ (a + b + c)^2", ["a", "b", "c", "a:b", "a:c", "b:c"]),
    ("y ~ a:b + c + a", ["c", "a", "a:b"]), ("y ~ b:a + a:b", ["b:a"]),
    ("y ~ a + b + a", ["a", "b"]), ("y ~ a * b - a", ["b", "a:b"]),
    ("y ~ a * b * c - a:b:c", ["a", "b", "c", "a:b", "a:c", "b:c"]),
    ("y ~ (a + b)/c", ["a", "b", "a:b:c"]), ("y ~ a/(b + c)", ["a", "a:b", "a:c"]),
    ("y ~ a %in% (b + c)", ["a:b:c"]), ("y ~ (a + b) %in% c", ["a:c", "b:c"]),
    ("y ~ a * x %in% b", ["a", "x:b", "a:x:b"]), ("y ~ (a/b)^2", ["a", "a:b"]),
    ("y ~ (a * b)^3", ["a", "b", "a:b"]), ("y ~ a^5", ["a"]), ("y ~ a - b", ["a"]),
    ("y ~ (a - a)/b", []), ("y ~ a - (a + b) + b", ["b"]), ("y ~ b + a - a + a", ["b", "a"]),
  ])
  func orderIsRs(text: String, labels: [String]) throws {
    #expect(try names(text) == ["(Intercept)"] + labels)
  }

  @Test(arguments: [
    ("y ~ a", true), ("y ~ 1", true), ("y ~ 0", false), ("y ~ a - 1", false),
    ("y ~ a + 0 + 1", true), ("y ~ 1 - 1 + a", false), ("y ~ a - 0", true), ("y ~ -1 + a", false),
    ("y ~ a + -1", false), ("y ~ -0 + a", true), ("y ~ a * b - (a + 1)", false),
    ("y ~ a - (b - a)", true), ("y ~ (0 + a)", false), ("y ~ a - (0 + a)", true),
    ("y ~ +1", true), ("y ~ a - (+b)", true), ("y ~ (1 | g)", true), ("y ~ 0 + (1 | g)", false),
  ])
  func intercepts(text: String, hasIntercept: Bool) throws {
    #expect(try Terms(try Formula(text)).hasIntercept == hasIntercept)
  }

  @Test func variablesOfATermAreInOrderOfAppearance() throws {
    let terms = try Terms(try Formula("y ~ b + log(x):b + b:a:log(x)"))
    #expect(terms.named.map(\.variables) == [[], ["b"], ["b", "log(x)"], ["b", "log(x)", "a"]])
  }

  @Test func hugePowersStopWhenNothingChanges() throws {
    #expect(try names("y ~ a^1000000") == ["(Intercept)", "a"])
    #expect(try names("y ~ (a + b + c)^1e300").count == 8)
  }

  @Test func explosionsAreRefused() throws {
    let sum = (1...30).map { "x\($0)" }.joined(separator: "+")
    let product = (1...30).map { "x\($0)" }.joined(separator: "*")
    let pairs = (1...200).map { "x\($0)" }.joined(separator: "+")
    for text in [
      "(\(sum))^20", product, "(\(pairs))^2", "(\(product))^2",
      (1...10_001).map { "x\($0)" }.joined(separator: "+"),
      "((\((1...13).map { "x\($0)" }.joined(separator: "*")))^30)/(\(product))",
    ] {
      #expect(
        formulaError { _ = try Terms(try Formula("y ~ \(text)")) } == .tooManyTerms(limit: 10_000))
    }
    #expect(try Terms(try Formula("y ~ (\(sum))^2")).members.count == 465)
  }

  @Test func dotNeedsATable() {
    #expect(formulaError { _ = try Terms(try Formula("y ~ .")) } == .unexpandedDot)
  }
}
