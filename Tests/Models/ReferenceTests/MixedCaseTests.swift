import Concord
import TestSupport
import Testing

/// Every linear mixed model against lme4 (and, where the case says so, nlme and glmmTMB).
@Suite struct MixedCaseTests {
  @Test(arguments: ReferenceCase.mixedFits)
  func agreesWithTheOracle(_ reference: ReferenceCase) throws {
    let fit = try reference.mixedFit()
    #expect(fit.convergence.isConverged && fit.convergence.evaluations <= 20)
    checkCoefficients(reference, fit)
    let scalars: [(String, Double?)] = [
      ("n", fit.observationCount), ("sigma", fit.sigma), ("logLik", fit.logLikelihood),
      ("deviance", fit.deviance), ("aic", fit.aic), ("bic", fit.bic),
    ]
    for (name, value) in scalars { expect(value, reference.expect[name], reference, name, name) }
    try checkComponents(reference, fit)
    let isSingular = fit.diagnostics.map(\.code).contains(.boundary)
    #expect(isSingular == (reference.expect["singular"]?.truth ?? false))
  }

  private func checkCoefficients(_ reference: ReferenceCase, _ fit: LinearMixedFit) {
    let expected = reference.expect["coefficients"]?.object ?? [:]
    #expect(Set(expected.keys) == Set(fit.coefficients.names))
    let errors = fit.classicalCovariance.standardErrors
    for (index, name) in fit.coefficients.names.enumerated() {
      guard let want = expected[name], let estimate = want["estimate"]?.number else { continue }
      expectClose(
        fit.coefficients.values[index], estimate,
        within: reference.tolerance("estimate", standardError: want["se"]?.number), name)
      expect(errors[index], want["se"], reference, "se", name)
    }
  }

  private func checkComponents(_ reference: ReferenceCase, _ fit: LinearMixedFit) throws {
    for (name, want) in reference.expect["randomEffects"]?.object ?? [:] where name != "residual" {
      let found = try #require(
        fit.varianceComponents.first { $0.name == name },
        "\(name) among \(fit.varianceComponents.map(\.name))")
      if let levels = reference.expect["groups"]?[found.grouping]?.number {
        #expect(found.levelCount == Int(levels))
      }
      for (effect, value) in want["sd"]?.object ?? [:] {
        let index = try #require(found.effects.firstIndex(of: effect))
        let expected = try #require(value.number)
        expectClose(
          found.standardDeviations[index], expected,
          within: Tolerance(
            .relativeTo(scale: 1e-3 * fit.sigma, reference.tolerance("randomSd").bound),
            because: "case \(reference.id)"), "sd of \(effect) by \(name)")
      }
      for (pair, value) in want["corr"]?.object ?? [:] {
        let both = pair.split(separator: "~").map(String.init)
        let row = try #require(found.effects.firstIndex(of: both[0]))
        let column = try #require(found.effects.firstIndex(of: both[1]))
        expectClose(
          found.correlations[row, column], try #require(value.number),
          within: Tolerance(
            .absolute(reference.tolerance("randomCorr").bound), because: "case \(reference.id)"),
          "correlation \(pair)")
      }
    }
  }
}
