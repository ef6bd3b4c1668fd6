import Concord

/// The keys of the member `fit`, in order; those that a model has no number for are null.
private let fitKeys = [
  "logLikelihood", "deviance", "nullDeviance", "pearsonChiSquared", "aic", "bic", "rSquared",
  "adjustedRSquared", "sigma", "dispersion", "theta", "observations",
  "parameters", "degreesOfFreedomResidual",
]

/// The member `fit`: the scalars of the fit, null where they do not exist.
func fitMember(_ inference: Inference) -> JSONValue.Member {
  let fit = inference.fit
  let likelihood = fit.likelihood
  var values: [String: JSONValue] = [
    "logLikelihood": JSONValue(likelihood?.value), "deviance": JSONValue(likelihood?.deviance),
    "aic": JSONValue(fit.aic), "bic": JSONValue(fit.bic),
    "observations": .number(fit.observationCount),
    "parameters": likelihood.map { .integer($0.parameterCount) } ?? .null,
    "degreesOfFreedomResidual": .number(fit.residualDegreesOfFreedom),
  ]
  for fact in fit.facts {
    switch fact.value {
    case .number(let number): values[fact.key] = JSONValue(number)
    case .count(let count): values[fact.key] = .integer(count)
    case .text(let text): values[fact.key] = .string(text)
    case .test: continue
    }
  }
  let others = fit.facts.map(\.key).filter { values[$0] != nil && !fitKeys.contains($0) }
  return .init(
    "fit",
    .object(
      (fitKeys + others).map { .init($0, values[$0] ?? .null) } + [
        .init("fStatistic", fit.hasTestOfRegression ? fStatisticValue(inference) : .null)
      ]))
}

extension Estimated {
  /// Whether the test that all coefficients but the intercept are zero is part of the answer: for least
  /// squares.
  fileprivate var hasTestOfRegression: Bool { number("rSquared") != nil }

  /// The test of the regression by sums of squares.
  fileprivate var testOfRegression: FStatistic? {
    for fact in facts {
      if case .test(let test) = fact.value { return test }
    }
    return nil
  }
}

/// The test of the regression under the covariance that the coefficients have, which is named; with a
/// reason where there is none. `test` is `chisq` where the reference is normal.
private func fStatisticValue(_ inference: Inference) -> JSONValue {
  let covariance = JSONValue.string(inference.covariance.description.name)
  switch regressionTest(inference) {
  case .none: return .null
  case .test(let test):
    return [
      "value": .number(test.value), "df1": .number(test.df1), "df2": JSONValue(test.df2),
      "pValue": JSONValue(test.pValue), "test": .string(test.distribution.rawValue),
      "covariance": covariance, "reason": .null,
    ]
  case .reason(let reason):
    return [
      "value": .null, "df1": .null, "df2": .null, "pValue": .null, "test": .null,
      "covariance": covariance, "reason": .string(reason),
    ]
  }
}

/// The test that all coefficients but the intercept are zero, or why there is none.
private enum RegressionTest {
  case none
  case test(Numbers)
  case reason(String)

  struct Numbers {
    let value, df1: Double
    let df2, pValue: Double?
    let distribution: TestDistribution
  }
}

/// By the sums of squares under the classical covariance, else by Wald.
private func regressionTest(_ inference: Inference) -> RegressionTest {
  let covariance = inference.covariance
  if inference.fit.residualDegreesOfFreedom <= 0 { return .none }
  if covariance.description.name == "classical", !covariance.reference.isNormal {
    return inference.fit.testOfRegression.map {
      .test(.init(value: $0.value, df1: $0.df1, df2: $0.df2, pValue: $0.pValue, distribution: .f))
    } ?? .none
  }
  do {
    return try inference.overallTest().map {
      .test(
        .init(
          value: $0.statistic, df1: $0.degreesOfFreedom, df2: $0.denominatorDegreesOfFreedom,
          pValue: $0.pValue, distribution: $0.distribution))
    } ?? .none
  } catch {
    return .reason(describe(error).message)
  }
}

/// The member `convergence`; a least-squares solution needs no iteration.
func convergenceMember(_ fit: any Estimated) -> JSONValue.Member {
  guard let iteration = fit.iteration else {
    return .init("convergence", ["converged": true, "iterations": 1, "criterion": nil])
  }
  let evaluations = iteration.evaluations.map {
    [JSONValue.Member("evaluations", .integer($0))]
  }
  return .init(
    "convergence",
    .object(
      [
        .init("converged", .bool(iteration.isConverged)),
        .init("iterations", .integer(iteration.iterations)),
        .init("criterion", JSONValue(iteration.criterion)),
      ] + (evaluations ?? [])))
}

/// The lines below the coefficients: the scalars of the fit.
func fitSummaryLines(_ inference: Inference) -> [String] {
  let fit = inference.fit
  if fit.hasTestOfRegression { return leastSquaresLines(inference) }
  if fit.description.kind.hasRandomEffects { return mixedSummaryLines(fit) }
  guard let likelihood = fit.likelihood else { return [] }
  var line = "Deviance \(Prose.number(likelihood.deviance, significant: 6))"
  line += " on \(Prose.number(fit.residualDegreesOfFreedom, decimals: 0)) degrees of freedom"
  if let null = fit.number("nullDeviance") {
    line += " (null \(Prose.number(null, significant: 6)))"
  }
  if let theta = fit.number("theta") {
    line += ", theta \(Prose.number(theta, significant: 4))"
    if let error = fit.number("thetaStandardError") {
      line += " (standard error \(Prose.number(error, significant: 3)))"
    }
  }
  if let dispersion = likelihood.dispersion {
    line += ", dispersion \(Prose.number(dispersion, significant: 4))"
  }
  if let aic = fit.aic { line += ", AIC \(Prose.number(aic, significant: 6))" }
  guard let iteration = fit.iteration else { return [line + "."] }
  let end = iteration.isConverged ? "converged" : "did not converge"
  return [line + ".", "The iteration \(end) in \(iteration.iterations) steps."]
}

private func leastSquaresLines(_ inference: Inference) -> [String] {
  let fit = inference.fit
  func number(_ key: String) -> Double { fit.number(key) ?? .nan }
  var line =
    "R² \(Prose.number(number("rSquared"), decimals: 4)), adjusted "
    + "\(Prose.number(number("adjustedRSquared"), decimals: 4)); residual standard deviation "
    + "\(Prose.number(number("sigma"), significant: 4)) on "
    + "\(Prose.number(fit.residualDegreesOfFreedom, decimals: 0)) degrees of freedom"
  if case .test(let test) = regressionTest(inference) {
    line += "; " + sentence(test, inference.covariance.description)
  }
  return [line + ".", "Least squares by the \(fit.description.method) gear."]
}

/// The test of the regression in words, with the covariance behind it.
private func sentence(
  _ test: RegressionTest.Numbers, _ covariance: CovarianceDescription
) -> String {
  let count = Prose.number(test.df1, decimals: 0)
  let value = Prose.number(test.value, significant: 4)
  var text =
    test.distribution == .f ? "F \(value) on \(count)" : "chi-squared \(value) on \(count)"
  if let denominator = test.df2 {
    let isWhole = denominator == denominator.rounded()
    text += " and \(Prose.number(denominator, decimals: isWhole ? 0 : 1))"
  }
  if let p = test.pValue { text += ", \(Prose.pValue(p))" }
  return text + " (\(covariance.name))"
}
