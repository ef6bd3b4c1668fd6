import Concord
import TestSupport
import Testing

/// Figures as printed in textbooks and papers, to the printed digits.
@Suite struct PublishedCaseTests {
  @Test(arguments: ReferenceCase.fits.filter { $0.expect["printed"] != nil })
  func reproducesThePrintedFigures(_ reference: ReferenceCase) throws {
    try check(reference, fit: reference.fit())
  }

  private func check<Fit: CheckedFit>(_ reference: ReferenceCase, fit: Fit) throws {
    let items = reference.expect["printed"]?.list ?? []
    #expect(!items.isEmpty)
    for item in items {
      let quantity = item["quantity"]?.text ?? ""
      let term = item["term"]?.text
      let want = try #require(item["value"]?.number)
      let bound = try #require(item["absoluteTolerance"]?.number)
      let got = try value(quantity, term: term, fit: fit, reference: reference)
      expectClose(
        try #require(got, "\(quantity) of \(term ?? "the model")"), want,
        within: Tolerance(.absolute(bound), because: "printed digits"),
        "\(reference.id) \(quantity) \(term ?? "")")
    }
  }

  private func value(
    _ quantity: String, term: String?, fit: any CheckedFit, reference: ReferenceCase
  ) throws -> Double? {
    let linear = fit as? LinearFit
    switch quantity {
    case "estimate": return term.flatMap { fit.coefficients[$0] }
    case "se" where reference.id == "pub-mroz-probit":
      // The textbook's standard errors are from the observed information.
      return try standardError(term, fit, .observedInformation)
    case "se": return try standardError(term, fit, reference.estimator())
    case "seClassical": return try standardError(term, fit, .classical)
    case "seHC1": return try standardError(term, fit, .heteroskedastic(.hc1))
    case "seClusterFirm":
      return try standardError(term, fit, .clustered(by: "firm", correction: .cr1s))
    case "seClusterYear":
      return try standardError(term, fit, .clustered(by: "year", correction: .cr1s))
    case "seClusterBoth":
      return try standardError(term, fit, .clustered(by: ["firm", "year"], correction: .cr1s))
    case "n": return fit.data.map { Double($0.rowCount) }
    case "r2": return linear?.rSquared
    case "adjR2": return linear?.adjustedRSquared
    case "sigma": return linear?.sigma
    case "logLik": return fit.likelihood?.value
    case "deviance": return fit.likelihood?.deviance
    default: return nil
    }
  }

  private func standardError(
    _ term: String?, _ fit: any CheckedFit, _ estimator: some CovarianceEstimator
  ) throws -> Double? {
    try fit.inference(using: estimator).coefficientTable().first { $0.label == term }?.standardError
  }
}
