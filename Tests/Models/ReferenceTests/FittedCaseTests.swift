import Concord
import Foundation
import TestSupport
import Testing

/// Every linear and generalized linear model against R, statsmodels or a publication.
@Suite struct FittedCaseTests {
  @Test func thereAreAsManyCasesAsWereCarriedIn() {
    #expect(ReferenceCase.fits.count == 82)
    #expect(ReferenceCase.mixedFits.count == 32)
    #expect(ReferenceCase.generalizedMixedFits.count == 7)
    #expect(ReferenceCase.negativeBinomialFits.count == 4)
    #expect(ReferenceCase.ordinalFits.count == 6)
    #expect(ReferenceCase.all.count == 155)
  }

  @Test(arguments: ReferenceCase.fits.filter { $0.expect["printed"] == nil })
  func agreesWithTheOracle(_ reference: ReferenceCase) throws {
    try check(reference, fit: reference.fit())
  }

  private func check(_ reference: ReferenceCase, fit: any CheckedFit) throws {
    let inference = try fit.inference(using: reference.estimator())
    checkCoefficients(reference, inference)
    checkScalars(reference, fit)
    try checkCovariance(reference, inference)
    for (column, count) in reference.expect["clusters"]?.object ?? [:] {
      let found = inference.covariance.description.clusters.first { $0.column == column }
      #expect(found?.count == count.number.map { Int($0) }, "clusters of \(column)")
    }
  }

  private func checkCoefficients(
    _ reference: ReferenceCase, _ inference: Inference
  ) {
    let rows = inference.coefficientTable()
    let expected = reference.expect["coefficients"]?.object ?? [:]
    let aliased = Set(inference.fit.coefficients.aliased.map(\.name))
    #expect(Set(expected.keys) == Set(rows.map(\.label)).union(aliased))
    for (name, want) in expected {
      guard let estimate = want["estimate"]?.number else {
        #expect(want["aliased"]?.truth == true && aliased.contains(name))
        continue
      }
      guard let row = rows.first(where: { $0.label == name }) else {
        Issue.record("no coefficient \(name); there are \(rows.map(\.label))")
        continue
      }
      expectClose(
        row.estimate, estimate,
        within: reference.tolerance("estimate", standardError: want["se"]?.number), name)
      expect(row.standardError, want["se"], reference, "se", name)
      expect(row.statistic, want["statistic"], reference, "statistic", name)
      expect(row.pValue, want["p"], reference, "p", name)
      if let degreesOfFreedom = want["df"]?.number {
        expect(row.degreesOfFreedom, .number(degreesOfFreedom), reference, "df", name)
      } else {
        #expect(row.degreesOfFreedom == nil, "\(name) should have a normal reference")
      }
    }
  }

  private func checkScalars(_ reference: ReferenceCase, _ fit: any CheckedFit) {
    let linear = fit as? LinearFit
    let generalized = fit as? GeneralizedLinearFit
    let found: [(String, Double?)] = [
      ("n", Double(fit.data?.rowCount ?? -1)), ("dfResidual", fit.residualDegreesOfFreedom),
      ("sigma", linear?.sigma), ("r2", linear?.rSquared), ("adjR2", linear?.adjustedRSquared),
      ("logLik", fit.likelihood?.value), ("aic", fit.aic), ("bic", fit.bic),
      ("deviance", fit.likelihood?.deviance), ("nullDeviance", generalized?.nullDeviance),
      ("dispersion", generalized?.dispersion), ("pearsonChi2", generalized?.pearsonChiSquared),
    ]
    for (name, value) in found {
      guard let want = reference.expect[name] else { continue }
      if name == "nullDeviance", reference.id.hasPrefix("fatal-poisson") { continue }
      expect(value, want, reference, FittedCaseTests.measures[name] ?? name, name)
    }
    if let want = reference.expect["fStatistic"] {
      expect(linear?.fStatistic?.value, want["value"], reference, "fStatistic", "F")
      expect(linear?.fStatistic?.df1, want["df1"], reference, "fStatistic", "df1")
      expect(linear?.fStatistic?.df2, want["df2"], reference, "fStatistic", "df2")
      expect(linear?.fStatistic?.pValue, want["p"], reference, "p", "p of F")
    }
  }

  /// Quantities judged by the tolerance of another.
  private static let measures = ["pearsonChi2": "deviance", "adjR2": "r2"]

  /// These two cases state a null deviance of 20394.28, which is not the deviance of the constant
  /// model with its offset: the maximum is at λ = Σy / Σpop, and R 4.2.2 agrees with the closed form.
  @Test(arguments: ["fatal-poisson-offset", "fatal-poisson-cluster"])
  func nullDevianceOfRatesIsTheClosedForm(_ id: String) throws {
    let reference = try ReferenceCase.named(id)
    let table = try reference.table()
    let counts = try LinearModel("fatal ~ 1").fit(to: table).frame.response.values
    let populations = try LinearModel("pop ~ 1").fit(to: table).frame.response.values
    let rate = counts.reduce(0, +) / populations.reduce(0, +)
    let deviance = zip(counts, populations).reduce(0) { sum, pair in
      let mean = rate * pair.1
      return sum + 2 * (pair.0 * log(pair.0 / mean) - (pair.0 - mean))
    }
    let fit = try #require(try reference.fit() as? GeneralizedLinearFit)
    expectClose(
      fit.nullDeviance, deviance, within: Tolerance(.relative(1e-12), because: "a closed form"))
  }

  private func checkCovariance(
    _ reference: ReferenceCase, _ inference: Inference
  ) throws {
    let order = reference.expect["covarianceOrder"]?.texts ?? []
    let rows = reference.expect["covarianceMatrix"]?.list.map(\.numbers) ?? []
    let scale = rows.joined().reduce(0) { max($0, $1.magnitude) }
    for (i, row) in rows.enumerated() {
      for (j, want) in row.enumerated() {
        let a = try #require(inference.covariance.names.firstIndex(of: order[i]))
        let b = try #require(inference.covariance.names.firstIndex(of: order[j]))
        // An entry near zero is judged by the standard errors it stands between.
        let size = (rows[i][i] * rows[j][j]).squareRoot()
        let bound = reference.tolerance("covarianceMatrix").bound
        expectClose(
          inference.covariance.matrix[a, b], want,
          within: Tolerance(
            .relativeTo(scale: min(size, scale), bound), because: "case \(reference.id)"),
          "covariance of \(order[i]) and \(order[j])")
      }
    }
  }
}

/// Judges a value by the tolerance of its quantity; p-values below 1e-250 are not judged.
func expect(
  _ got: Double?, _ want: JSONNode?, _ reference: ReferenceCase, _ quantity: String, _ what: String
) {
  guard let want = want?.number else { return }
  if quantity == "p", want < 1e-250 { return }
  guard let got else {
    Issue.record("\(reference.id): no \(what) where \(want) was expected")
    return
  }
  expectClose(got, want, within: reference.tolerance(quantity), "\(reference.id) \(what)")
}
