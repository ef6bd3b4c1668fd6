import Distributions
import Families
import Inference
import LinearAlgebra
import Modeling
import Regression
import Tables
import TestSupport
import Testing

@testable import Effects

private let atBound = Tolerance(
  .relative(1e-9), because: "the root is found to the last digits of the moderator")

@Suite("Johnson–Neyman regions")
struct JohnsonNeymanTests {
  /// At every bound the slope's statistic is its own critical value; between bounds it is on the side
  /// the region says.
  private func expectConsistent(
    _ inference: Inference, formula: String, level: Double = 0.95
  ) throws -> JohnsonNeymanRegion {
    let region = try inference.johnsonNeyman(of: "x", by: "m", level: level)
    for bound in region.bounds {
      let slope = try inference.simpleSlopes(of: "x", at: [.value(bound)], of: "m", level: level)[0]
      expectClose(
        slope.statistic?.magnitude ?? .nan,
        criticalValue(level: level, degreesOfFreedom: slope.degreesOfFreedom), within: atBound,
        "\(formula) at \(bound)")
    }
    let values = try #require(inference.fit.data).table.column("m").numbers
    let isSignificant = try values.map { value in
      (try inference.simpleSlopes(of: "x", at: [.value(value)], of: "m", level: level)[0]
        .pValue ?? 1) < 1 - level
    }
    for (value, significant) in zip(values, isSignificant) {
      #expect(
        region.significantIntervals.contains { $0.contains(value) } == significant, "\(value)")
    }
    let share = Double(isSignificant.filter { $0 }.count) / Double(values.count)
    expectClose(
      region.shareSignificant, share,
      within: Tolerance(.absolute(1e-12), because: "a count over a count"), "share")
    return region
  }

  @Test(arguments: [0.5, 0.9, 0.95, 0.999])
  func constantDegreesOfFreedom(_ level: Double) throws {
    let fit = try LinearModel("y ~ x * m + sector").fit(to: schools())
    let region = try expectConsistent(fit.inference(), formula: "classical", level: level)
    #expect(!region.bounds.isEmpty)
  }

  /// CR2 with Satterthwaite's degrees of freedom, which change along the moderator.
  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64], [0.0, 0.3, 0.8])
  func changingDegreesOfFreedom(_ seed: UInt64, _ interaction: Double) throws {
    let fit = try LinearModel("y ~ x * m").fit(to: schools(seed: seed, interaction: interaction))
    let inference = try fit.inference(using: .clustered(by: "district", correction: .cr2))
    let range = try inference.summary(of: "m")
    let freedom = try inference.simpleSlopes(
      of: "x", at: [.value(range.minimum), .value(range.maximum)], of: "m"
    ).map { $0.degreesOfFreedom ?? .nan }
    #expect((freedom[0] - freedom[1]).magnitude > 0.01)
    _ = try expectConsistent(inference, formula: "CR2")
  }

  /// Bounds beyond the observed range, where the search does not reach.
  @Test func boundsBeyondTheRange() throws {
    let fit = try LinearModel("y ~ x * m").fit(to: schools(seed: 3, interaction: 0.2))
    let inference = try fit.inference(using: .clustered(by: "district", correction: .cr2))
    let region = try expectConsistent(inference, formula: "beyond")
    #expect(region.bounds.contains { !region.range.contains($0) }, "\(region)")
  }

  /// (b₁ + b₃ m)² = t² (v₁₁ + 2 m v₁₃ + m² v₃₃), solved by the school formula.
  @Test func agreesWithTheClosedForm() throws {
    let fit = try LinearModel("y ~ x * m").fit(to: schools())
    let inference = try fit.inference()
    let (b1, b3) = (fit.coefficients.values[1], fit.coefficients.values[3])
    let v = inference.covariance.matrix
    let t = criticalValue(level: 0.95, degreesOfFreedom: fit.residualDegreesOfFreedom)
    let a = b3 * b3 - t * t * v[3, 3]
    let b = 2 * (b1 * b3 - t * t * v[1, 3])
    let c = b1 * b1 - t * t * v[1, 1]
    let root = (b * b - 4 * a * c).squareRoot()
    let want = [(-b - root) / (2 * a), (-b + root) / (2 * a)].sorted()
    let region = try inference.johnsonNeyman(of: "x", by: "m")
    expectClose(
      region.bounds, want, within: Tolerance(.relative(1e-10), because: "two roads to one root"),
      "bounds")
    #expect(region.significant == (a > 0 ? .outside : .inside))
  }

  /// The quadratic by itself, where its roots are known.
  @Test func quadratic() {
    func bounds(_ b0: Double, _ b1: Double, _ v00: Double, _ v01: Double, _ v11: Double)
      -> [Double]
    {
      quadraticBounds(
        AffineContrast(constant: [1, 0], slope: [0, 1]), estimates: [b0, b1],
        covariance: Covariance(
          names: ["a", "b"], matrix: Matrix(rows: [[v00, v01], [v01, v11]]),
          description: CovarianceDescription(name: "test"), reference: NormalReference()),
        critical: 2)
    }
    // (m)² = 4 · 1: two roots.
    #expect(bounds(0, 1, 1, 0, 0) == [-2, 2])
    // (3 + 2 m)² = 4 (1 + m²): the squares cancel, 12 m + 5 = 0.
    #expect(bounds(3, 2, 1, 0, 1) == [-5.0 / 12])
    // (3)² = 4 · 1 nowhere; (1)² = 4 · ¼ everywhere equal, which changes nothing.
    #expect(bounds(3, 0, 1, 0, 0) == [])
    #expect(bounds(1, 0, 0.25, 0, 0) == [])
    // (m)² = 0: touches and turns back.
    #expect(bounds(0, 1, 0, 0, 0) == [])
    // No real root: (1)² = 4 (1 + m²).
    #expect(bounds(1, 0, 1, 0, 1) == [])
    // Roots of very different size, the smaller of which cancellation would spoil: m² − 2e4 m + 1.
    let root = (1e8 - 1.0).squareRoot()
    expectClose(
      bounds(1, -1e4, 0, 0, (1e8 - 1) / 4), [1 / (1e4 + root), 1e4 + root],
      within: Tolerance(.relative(1e-14), because: "solved without cancellation"), "roots")
  }

  /// Without an interaction the slope is one number, significant everywhere or nowhere.
  @Test func withoutInteraction() throws {
    let strong = try LinearModel("y ~ x + m").fit(to: schools())
    let everywhere = try strong.inference().johnsonNeyman(of: "x", by: "m")
    #expect(everywhere.bounds.isEmpty && everywhere.significant == .everywhere)
    #expect(everywhere.shareSignificant == 1 && everywhere.significantIntervals.count == 1)
    let nowhere = try strong.inference().johnsonNeyman(of: "x", by: "m", level: 1 - 1e-15)
    #expect(nowhere.bounds.isEmpty && nowhere.significant == .nowhere)
    #expect(nowhere.shareSignificant == 0 && nowhere.significantIntervals.isEmpty)
  }

  /// A moderator that enters by its cube, over a range around 0: three evenly spaced points lie on a
  /// line, the curve does not.
  @Test(arguments: ["y ~ x * I(m^3)", "y ~ x * poly(m, 2)", "y ~ x * log(m + 4)"])
  func curvedModerators(_ formula: String) throws {
    var columns = try schools().columns.filter { $0.name != "m" }
    columns.append(Column("m", (0..<48).map { Double($0 % 13) / 3 - 2 }))
    let fit = try LinearModel(formula).fit(to: Table(columns))
    _ = try expectConsistent(fit.inference(), formula: formula)
    _ = try expectConsistent(
      fit.inference(using: .clustered(by: "district", correction: .cr2)), formula: formula)
  }

  @Test func logisticSlopesAreOnTheLinkScale() throws {
    let fit = try GeneralizedLinearModel(
      "cbind(leavers, staff - leavers) ~ x * m", family: .binomial
    ).fit(to: schools())
    _ = try expectConsistent(fit.inference(), formula: "logistic", level: 0.6)
  }

  @Test func refusals() throws {
    let data = try schools()
    let fit = try LinearModel("y ~ x * m + sector").fit(to: data)
    func error(_ focal: String, _ moderator: String) -> EffectsError? {
      #expect(throws: EffectsError.self) {
        try fit.inference().johnsonNeyman(of: focal, by: moderator)
      }
    }
    #expect(error("x", "x") == .sameVariable("x"))
    #expect(error("y", "m")?.description.contains("no predictor in the formula") == true)
    #expect(
      error("x", "sektor")
        == .notInModel(variable: "sektor", closest: "sector", inModel: ["x", "m", "sector"]))
    let sectors = ["catholic", "charter", "public"]
    #expect(error("x", "sector") == .notNumeric(variable: "sector", categories: sectors))
    #expect(error("sector", "m") == .notBinary(variable: "sector", categories: sectors))
    let constant = try LinearModel("y ~ x * k").fit(
      to: data.adding(Column("k", [Double](repeating: 2, count: 48))))
    #expect(throws: EffectsError.constantVariable(variable: "k", value: 2)) {
      try constant.inference().johnsonNeyman(of: "x", by: "k")
    }
    // As many rows as coefficients: no standard errors, no region.
    let saturated = try LinearModel("y ~ x * m").fit(to: data.selecting(rows: [0, 1, 2, 3]))
    #expect(throws: EffectsError.noStandardError(variable: "x", covariance: "classical")) {
      try saturated.inference().johnsonNeyman(of: "x", by: "m")
    }
  }
}
