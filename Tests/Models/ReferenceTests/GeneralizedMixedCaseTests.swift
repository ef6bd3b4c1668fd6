import Concord
import TestSupport
import Testing

/// Generalized linear mixed models against lme4 and glmmTMB.
@Suite struct GeneralizedMixedCaseTests {
  @Test(arguments: ReferenceCase.generalizedMixedFits.filter { $0.expect["printed"] == nil })
  func agreesWithTheOracle(_ reference: ReferenceCase) throws {
    let fit = try reference.generalizedMixedFit()
    #expect(fit.convergence.isConverged && fit.diagnostics.isEmpty)
    let rows = try fit.inference().coefficientTable()
    let expected = reference.expect["coefficients"]?.object ?? [:]
    #expect(Set(expected.keys) == Set(rows.map { $0.label }))
    for row in rows {
      let want = expected[row.label]
      expectClose(
        row.estimate, try #require(want?["estimate"]?.number),
        within: reference.tolerance("estimate", standardError: want?["se"]?.number), row.label)
      expect(row.standardError, want?["se"], reference, "se", row.label)
      #expect(row.degreesOfFreedom == nil)
    }
    for (name, group) in reference.expect["randomEffects"]?.object ?? [:] {
      let component = try #require(fit.varianceComponents.first { $0.name == name })
      for (effect, want) in zip(component.effects, component.standardDeviations) {
        expect(want, group["sd"]?[effect], reference, "randomSd", "\(name) \(effect)")
      }
      #expect(
        reference.expect["groups"]?[name]?.number == Double(component.levelCount), "groups")
    }
    let saturated = saturatedLogLikelihood(fit)
    let isRelative = fit.model.quadraturePoints > 1
    expect(
      fit.logLikelihood.map { $0 - (isRelative ? saturated : 0) }, reference.expect["logLik"],
      reference, "logLik", "logLik")
    // The probit case is of another approximation, whose likelihood is close but not the same.
    guard !isRelative, reference.id != "wine-glmm-probit" else { return }
    expect(fit.aic, reference.expect["aic"], reference, "aic", "aic")
    expect(fit.bic, reference.expect["bic"], reference, "bic", "bic")
  }

  /// lme4 gives the likelihood by quadrature relative to that of means equal to the responses.
  private func saturatedLogLikelihood(_ fit: GeneralizedLinearMixedFit) -> Double {
    fit.frame.response.values.indices.reduce(0) { sum, row in
      let response = fit.frame.response.values[row]
      return sum
        + fit.model.family.logLikelihood(
          response: response, mean: response, complement: 1 - response,
          weight: fit.frame.weights?.values[row] ?? 1, dispersion: 1)
    }
  }

  @Test(arguments: ReferenceCase.generalizedMixedFits.filter { $0.expect["printed"] != nil })
  func reproducesThePrintedFigures(_ reference: ReferenceCase) throws {
    let fit = try reference.generalizedMixedFit()
    for item in reference.expect["printed"]?.list ?? [] {
      let quantity = item["quantity"]?.text ?? ""
      let term = item["term"]?.text ?? ""
      let got: Double? =
        switch quantity {
        case "estimate": fit.coefficients[term]
        case "sd": fit.varianceComponents[0].standardDeviations[0]
        case "aic": fit.aic
        case "logLik": fit.logLikelihood
        default: nil
        }
      expectClose(
        try #require(got, "\(quantity) \(term)"), try #require(item["value"]?.number),
        within: Tolerance(
          .absolute(try #require(item["absoluteTolerance"]?.number)), because: "printed digits"),
        "\(quantity) \(term)")
    }
  }
}
