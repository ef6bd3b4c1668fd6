import Concord
import TestSupport
import Testing

/// Every linear mixed model against lme4 (and, where the case says so, nlme and glmmTMB).
@Suite struct MixedCaseTests {
  @Test(arguments: ReferenceCase.mixedFits.filter { $0.expect["printed"] == nil })
  func agreesWithTheOracle(_ reference: ReferenceCase) throws {
    let fit = try reference.mixedFit()
    #expect(fit.convergence.isConverged && fit.convergence.evaluations <= 20)
    try checkCoefficients(reference, fit)
    let scalars: [(String, Double?)] = [
      ("n", fit.observationCount), ("sigma", fit.sigma), ("logLik", fit.logLikelihood),
      ("deviance", fit.deviance), ("aic", fit.aic), ("bic", fit.bic),
    ]
    for (name, value) in scalars { expect(value, reference.expect[name], reference, name, name) }
    try checkComponents(reference, fit)
    let isSingular = fit.diagnostics.map(\.code).contains(.boundary)
    #expect(isSingular == (reference.expect["singular"]?.truth ?? false))
  }

  /// F tests of the terms with the case's degrees of freedom.
  @Test(arguments: ReferenceCase.all.filter { $0.post?["kind"]?.text == "mixedAnova" })
  func termsAgreeWithTheOracle(_ reference: ReferenceCase) throws {
    let fit = try reference.mixedFit()
    let rule = reference.modelBasedRule(reference.post?["ddf"]?.text)
    let table = try fit.inference(using: .classical(degreesOfFreedom: rule)).termTests(type: .three)
    let want = reference.expect["table"]?.object ?? [:]
    #expect(!want.isEmpty)
    for (term, values) in want {
      let row = try #require(table.rows.first { $0.term == term }, "\(term)")
      expect(row.statistic, values["f"], reference, "value", "F of \(term)")
      expect(row.degreesOfFreedom, values["df1"], reference, "value", "df of \(term)")
      expect(
        row.denominatorDegreesOfFreedom, values["df2"], reference, "value",
        "denominator of \(term)")
      expect(row.pValue, values["p"], reference, "p", "p of \(term)")
    }
  }

  @Test func aLikelihoodRatioAgreesWithTheOracle() throws {
    let reference = try #require(ReferenceCase.all.first { $0.id == "post-lmm-lrt" })
    let restricted = try #require(reference.post?["restricted"]?.text)
    let smaller = try LinearMixedModel(restricted, options: reference.options(), estimation: .ml)
      .fit(to: reference.table())
    let row = try compare([smaller, reference.mixedFit()]).rows[1]
    expect(row.statistic, reference.expect["statistic"], reference, "value", "statistic")
    expect(row.degreesOfFreedom, reference.expect["df"], reference, "value", "df")
    expect(row.pValue, reference.expect["p"], reference, "p", "p")
  }

  /// Conditional modes and their errors given variances and coefficients.
  @Test func conditionalModesAgreeWithTheOracle() throws {
    let reference = try ReferenceCase.named("post-blup")
    let found = try reference.mixedFit().conditionalModes()[0]
    let want = reference.expect["blup"]?.object ?? [:]
    #expect(want.count == 5)
    for (school, values) in want {
      let level = try #require(found.levels.firstIndex(of: school))
      for (effect, name) in ["intercept", "slope"].enumerated() {
        let variance = found.covariances[level][effect, effect]
        expect(found.modes[level, effect], values[name], reference, "value", "\(school) \(name)")
        expect(
          variance.squareRoot(), values["\(name)Se"], reference, "value", "\(school) \(name)")
      }
    }
  }

  private func checkCoefficients(_ reference: ReferenceCase, _ fit: LinearMixedFit) throws {
    let expected = reference.expect["coefficients"]?.object ?? [:]
    #expect(Set(expected.keys) == Set(fit.coefficients.names))
    let covariance = try fit.modelCovariance(
      reference.modelBasedRule(reference.model("ddf")?.text))
    let errors = covariance.standardErrors
    for (index, name) in fit.coefficients.names.enumerated() {
      guard let want = expected[name], let estimate = want["estimate"]?.number else { continue }
      expectClose(
        fit.coefficients.values[index], estimate,
        within: reference.tolerance("estimate", standardError: want["se"]?.number), name)
      expect(errors[index], want["se"], reference, "se", name)
      var contrast = [Double](repeating: 0, count: errors.count)
      contrast[index] = 1
      expect(
        covariance.reference.degreesOfFreedom(contrast), want["df"], reference, "df", name)
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
