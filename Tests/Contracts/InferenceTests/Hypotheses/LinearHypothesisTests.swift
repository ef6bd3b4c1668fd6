import Testing

@testable import Inference

struct LinearHypothesisTests {
  static let names = [
    "(Intercept)", "english", "lunch", "a:b", "I(x^2)", "poly(x, 2)1", "x", "x2", "sector-Catholic",
    "factor(cyl)6", "résumé", "2nd",
  ]

  struct Example: Sendable, CustomTestStringConvertible {
    let text: String
    let factors: [String: Double]
    let value: Double
    var testDescription: String { text }

    init(_ text: String, _ factors: [String: Double], _ value: Double = 0) {
      self.text = text
      self.factors = factors
      self.value = value
    }
  }

  static let examples = [
    Example("english - 0.5*lunch = 0", ["english": 1, "lunch": -0.5]),
    Example("english", ["english": 1]),
    Example("  english=1.5e2 ", ["english": 1], 150),
    Example("-english + lunch = -3", ["english": -1, "lunch": 1], -3),
    Example("english = lunch", ["english": 1, "lunch": -1]),
    Example("2 * english / 4 + 1 = lunch * 3 - 1", ["english": 0.5, "lunch": -3], -2),
    Example("english + english", ["english": 2]),
    Example("a:b - I(x^2) = 0", ["a:b": 1, "I(x^2)": -1]),
    Example("poly(x, 2)1 = x", ["poly(x, 2)1": 1, "x": -1]),
    Example("x2 - x", ["x2": 1, "x": -1]),
    Example("(Intercept) + 2*factor(cyl)6", ["(Intercept)": 1, "factor(cyl)6": 2]),
    Example("sector-Catholic − lunch", ["sector-Catholic": 1, "lunch": -1]),
    Example("`sector-Catholic` - `x`", ["sector-Catholic": 1, "x": -1]),
    Example("résumé = 1", ["résumé": 1], 1),
    Example("2nd = .5", ["2nd": 1], 0.5),
    Example("1/2*x = 1/4", ["x": 0.5], 0.25),
    Example("0 = x - 1", ["x": -1], -1),
  ]

  @Test(arguments: examples)
  func readsFactorsAndValue(_ example: Example) throws {
    let parsed = try LinearHypothesis(example.text, names: Self.names)
    let factors = Dictionary(
      uniqueKeysWithValues: zip(Self.names, parsed.factors).filter { $0.1 != 0 })
    #expect(factors == example.factors)
    #expect(parsed.value == example.value)
  }

  @Test(arguments: [
    ("", 1), ("   ", 1), ("3 = 4", 6), ("english -", 10), ("english = 0 = 1", 13),
    ("english lunch", 9), ("english * lunch", 11), ("1 / english", 5), ("english / 0", 11),
    ("english - english", 18), ("`english", 1), ("english ? 2", 9), ("1e999 * english", 1),
    ("english * 1e200 * 1e200", 24),
  ])
  func saysWhereItCannotBeRead(_ text: String, _ position: Int) {
    do {
      _ = try LinearHypothesis(text, names: Self.names)
      Issue.record("\(text) was read")
    } catch {
      guard case .hypothesisSyntax(_, let found, let problem) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(found == position, "\(problem)")
      #expect(error.description.contains("character \(position)"))
    }
  }

  @Test func unknownNamesGetTheNearest() {
    #expect(
      throws: InferenceError.unknownCoefficient(
        name: "x3", closest: nearest("x3"), aliased: false)
    ) {
      try LinearHypothesis("x3 = 0", names: Self.names)
    }
    #expect(
      throws: InferenceError.unknownCoefficient(
        name: "gone", closest: nearest("gone"), aliased: true)
    ) {
      try LinearHypothesis("gone = 0", names: Self.names, aliased: ["gone"])
    }
  }

  private func nearest(_ name: String) -> String? {
    do {
      _ = try LinearHypothesis("`\(name)`", names: Self.names)
      return nil
    } catch {
      if case .unknownCoefficient(_, let closest, _) = error { return closest }
      return "\(error)"
    }
  }

  @Test func noTextTraps() {
    var stream = RandomStream(seed: 99)
    let pieces = [
      "x", "x2", "a:b", "(", ")", "`", "=", "+", "-", "*", "/", " ", "1", "2.5", "1e", "e9", ".",
      "é",
      "−", "I(x^2)", "\u{0}", "🙂", "\n",
    ]
    for _ in 0..<4000 {
      let text = (0..<Int.random(in: 0...9, using: &stream)).map { _ in
        pieces[Int.random(in: 0..<pieces.count, using: &stream)]
      }.joined()
      do {
        let parsed = try LinearHypothesis(text, names: Self.names)
        #expect(parsed.factors.contains { $0 != 0 }, "\(text)")
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
  }

  @Test func longTextIsReadInOnePass() throws {
    let text = [String](repeating: "x", count: 20_000).joined(separator: " + ")
    #expect(try LinearHypothesis(text, names: ["x"]).factors == [20_000])
  }
}
