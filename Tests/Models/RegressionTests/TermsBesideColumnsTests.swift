import Formulas
import Inference
import LinearAlgebra
import Modeling
import Regression
import Tables
import TestSupport
import Testing

/// Analyses of variance of fits whose parameters are not all coefficients of columns: thresholds and θ.
struct TermsBesideColumnsTests {
  /// Counts, ordered categories, a number and two factors, all invented.
  private static let rows: Table = {
    var numbers = SeededNumbers(seed: 12)
    var (x, counts): ([Double], [Double]) = ([], [])
    var (a, s, categories): ([String], [String], [String]) = ([], [], [])
    for row in 0..<240 {
      let level = row % 3
      let own = Double(row % 2)
      let value = numbers.normal()
      let mean = 0.4 * value + [0, 0.5, -0.3][level] + 0.6 * own * Double(level)
      x.append(value)
      a.append("a\(level)")
      s.append("s\(row % 2)")
      counts.append((3 * (mean + numbers.normal()) + 4).rounded().clamped(0, 30))
      let latent = mean + numbers.normal()
      categories.append(latent < -0.5 ? "low" : latent < 0.7 ? "middle" : "top")
    }
    let columns = [
      Column("x", x), Column("n", counts), Column(name: "a", values: .text(a)),
      Column(name: "s", values: .text(s)), Column(name: "kind", values: .text(categories)),
    ]
    guard let table = try? Table(columns) else { preconditionFailure("columns of one length") }
    return table
  }()

  private func counts(_ right: String, _ options: ModelOptions = ModelOptions()) throws
    -> NegativeBinomialFit
  {
    try NegativeBinomialModel(Formula("n ~ " + right), options: options).fit(to: Self.rows)
  }

  private func kinds(_ right: String, _ options: ModelOptions = ModelOptions()) throws
    -> OrdinalFit
  {
    try OrdinalModel(Formula("kind ~ " + right), options: options).fit(to: Self.rows)
  }

  /// A term is tested by twice what the log-likelihood loses without it, θ estimated anew.
  @Test(arguments: [
    (AnovaType.one, "a", "x + a", "x"), (.two, "a", "x + a + s", "x + s"),
    (.two, "a:s", "x + a * s", "x + a + s"), (.one, "x", "x", "1"),
  ])
  func ratiosAreOfRefits(_ type: AnovaType, _ term: String, _ larger: String, _ smaller: String)
    throws
  {
    let both: [(any Estimated, any Estimated, any Estimated)] = [
      (try counts("x + a * s"), try counts(larger), try counts(smaller)),
      (try kinds("x + a * s"), try kinds(larger), try kinds(smaller)),
    ]
    for (whole, with, without) in both {
      let row = try #require(try whole.inference().anova(type: type)[term])
      let want =
        2
        * ((try #require(with.likelihood?.value)) - (try #require(without.likelihood?.value)))
      let found = try #require(row.statistic)
      #expect((found - want).magnitude <= 1e-6 * max(1, want), "\(found) \(want)")
      #expect(row.test == .chiSquared)
    }
  }

  /// Without an interaction the hypothesis of a term is that its coefficients are zero, whatever the covariance.
  @Test func additiveTermsAreTheirCoefficients() throws {
    for fit in [try counts("x + a + s") as any Estimated, try kinds("x + a + s")] {
      let inference = try fit.inference(using: .heteroskedastic(.hc0))
      let own = fit.parameters.names.indices.filter { fit.parameters.names[$0].hasPrefix("aa") }
      #expect(own.count == 2)
      let restrictions = Matrix.identity(fit.parameters.count).selectingRows(own)
      let want = try inference.waldTest(restrictions: restrictions)
      for type in [AnovaType.two, .three] {
        let row = try #require(try inference.anova(type: type)["a"])
        let found = try #require(row.statistic)
        #expect((found - want.statistic).magnitude <= 1e-9 * want.statistic)
      }
    }
  }

  /// The hypotheses of type III are the same in every coding, where thresholds take the constant's place too.
  @Test func typeThreeDoesNotDependOnTheCoding() throws {
    var options = ModelOptions()
    options.schema.defaultContrast = .sum
    let pairs: [(any Estimated, any Estimated)] = [
      (try counts("x + a * s"), try counts("x + a * s", options)),
      (try kinds("x + a * s"), try kinds("x + a * s", options)),
    ]
    for (fit, centred) in pairs {
      let found = try fit.inference(using: .heteroskedastic(.hc0)).anova(type: .three)
      let want = try centred.inference(using: .heteroskedastic(.hc0)).anova(type: .three)
      for term in ["x", "a", "s", "a:s"] {
        let (one, other) = (
          try #require(found[term]?.statistic), try #require(want[term]?.statistic)
        )
        #expect((one - other).magnitude <= 1e-5 * max(1, other), "\(term): \(one) \(other)")
      }
    }
  }
}

extension Double {
  fileprivate func clamped(_ low: Double, _ high: Double) -> Double {
    Swift.min(Swift.max(self, low), high)
  }
}
