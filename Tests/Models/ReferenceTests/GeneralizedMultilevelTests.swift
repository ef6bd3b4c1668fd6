import Concord
import Foundation
import TestSupport
import Testing

/// Variances on the scale of the linear predictor against lme4 1.1-31, quantities by their
/// definitions in R.
@Suite struct GeneralizedMultilevelTests {
  private static let laplace = Tolerance(.relative(2e-4), because: "two Laplace optima")

  @Test func aLogitModelHasTheLogisticVariance() throws {
    let table = try ReferenceCase.named("hsb-null").table()
    let parts = try GeneralizedLinearMixedModel(
      "I(mathach > 12) ~ ses + (1 | school)", family: .binomial
    )
    .fit(to: table).varianceDecomposition()
    #expect(parts.residualScale == .logistic)
    expectClose(
      [
        parts.fixed, parts.random, parts.marginalRSquared, parts.conditionalRSquared,
        parts.groupings[0].intraclassCorrelation,
      ],
      [
        0.3408544556954, 0.4092935221800, 0.0843695783091, 0.1856794520514, 0.1106449407340,
      ], within: Self.laplace)
    #expect(parts.groupings[0].averageGroupSize == 44.90625)
  }

  /// By quadrature of 25 points: Laplace's approximations of the two programs differ under these
  /// links, and the integral is one.
  @Test func probitAndComplementaryLogLog() throws {
    let table = try ReferenceCase.named("hsb-null").table()
    let wanted: [(any Link, ResidualScale, Double, [Double])] = [
      (ProbitLink(), .normal, 1, [0.0979127360437, 0.2160010148803, 0.1309056047624]),
      (
        ComplementaryLogLogLink(), .extremeValue, Double.pi * Double.pi / 6,
        [0.0733976840885, 0.1656933775078, 0.0996065861637]
      ),
    ]
    for (link, scale, variance, want) in wanted {
      let parts = try GeneralizedLinearMixedModel(
        "I(mathach > 12) ~ ses + (1 | school)", family: .binomial, link: link,
        quadraturePoints: 25
      ).fit(to: table).varianceDecomposition()
      #expect(parts.residualScale == scale && parts.residual == variance)
      expectClose(
        [
          parts.marginalRSquared, parts.conditionalRSquared,
          parts.groupings[0].intraclassCorrelation,
        ], want, within: Tolerance(.relative(2e-4), because: "optima of two programs"), link.name)
    }
  }

  /// A row of trials counts as its trials; a grouping with a group for each row is left over.
  @Test func trialsAndOverdispersion() throws {
    let table = try ReferenceCase.named("cbpp-laplace").table()
    let plain = try GeneralizedLinearMixedModel(
      "cbind(incidence, size - incidence) ~ 1 + (1 | herd)", family: .binomial
    ).fit(to: table).varianceDecomposition()
    let herd = plain.groupings[0]
    expectClose(herd.intraclassCorrelation, 0.166955620788, within: Self.laplace)
    expectClose(
      [herd.averageGroupSize, herd.sizeWeightedGroupSize], [56.1333333333333, 65.6745843230],
      within: Tolerance(.relative(1e-10), because: "as printed"))
    let rows = try Table(
      table.columns + [Column("row", (0..<table.rowCount).map(Double.init))])
    var options = ModelOptions()
    options.schema.factors = [FactorDeclaration(column: "period", levels: nil)]
    let parts = try GeneralizedLinearMixedModel(
      "cbind(incidence, size - incidence) ~ period + (1 | herd) + (1 | row)", family: .binomial,
      options: options
    ).fit(to: rows).varianceDecomposition()
    #expect(parts.groupings.map(\.grouping) == ["herd"])
    // The variance of herds is next to nothing and flat: its optimum is known to a few per cent.
    let flat = Tolerance(.relative(5e-3), because: "a flat likelihood in two programs")
    expectClose(
      [parts.fixed, parts.overdispersion, parts.marginalRSquared],
      [0.48539379746735, 0.79402073666444, 0.10544888622479], within: flat)
    expectClose(
      parts.total, parts.fixed + parts.random + parts.overdispersion + parts.residual,
      within: Tolerance(.relative(1e-15), because: "a sum"))
  }

  @Test func countsByTheLognormalApproximation() throws {
    let table = try ReferenceCase.named("quine-poisson").table()
    let fit = try GeneralizedLinearMixedModel(
      "Days ~ Eth + Sex + (1 | Age)", family: .poisson
    ).fit(to: table)
    let parts = try fit.varianceDecomposition()
    #expect(parts.residualScale == .lognormal)
    // Σ days = 2403 over 146 pupils.
    expectClose(
      parts.residual, log1p(146.0 / 2403),
      within: Tolerance(.relative(1e-14), because: "a closed form"))
    expectClose(
      [
        parts.fixed, parts.random, parts.marginalRSquared, parts.conditionalRSquared,
        parts.groupings[0].intraclassCorrelation,
      ],
      [
        0.0738720590549, 0.0526859055844, 0.3981438387781, 0.6821019274957, 0.4718039076664,
      ], within: Self.laplace)
  }

  @Test func whereNoVarianceIsAgreedOn() throws {
    let table = try ReferenceCase.named("hsb-null").table()
    let fit = try GeneralizedLinearMixedModel(
      "I(mathach > 12) ~ ses + (1 | school)", family: .binomial, link: CauchitLink()
    ).fit(to: table)
    #expect(throws: MixedModelsError.noResidualScale(family: "binomial", link: "cauchit")) {
      try fit.varianceDecomposition()
    }
  }
}
