import Families
import Modeling

extension GeneralizedLinearMixedFit {
  /// Doubts: aliased coefficients, a search that did not come to rest, probabilities of 0 or 1, groups
  /// with outcomes of one kind, variances of zero, correlations of ±1, a Hessian that is not positive definite.
  public var diagnostics: [Diagnostic] {
    var found = frame.diagnostics + aliasDiagnostics(coefficients.aliased)
    if !convergence.isConverged { found.append(convergence.diagnostic) }
    if let separation = separationDoubt { found.append(separation) }
    found += uniformGroupDoubts
    found += varianceComponents.flatMap(\.boundaryDiagnostics)
    if jointCovariance == nil {
      found.append(
        Diagnostic(
          .degenerateCovariance,
          "the joint Hessian over coefficients and variances is not positive definite; standard "
            + "errors take the variances as if they were known"))
    }
    return found
  }

  /// Whether rows with fitted means at the end of their range stand behind a coefficient that nothing
  /// holds.
  private var separationDoubt: Diagnostic? {
    guard model.family.isCountOfTrials || model.family.name == "poisson" else { return nil }
    let extreme = linearPredictors.filter { predictor in
      let value = model.link.inverse(predictor)
      return model.family.variance(mean: value.mean, complement: value.complement) < 1e-7
    }.count
    let errors = classicalCovariance.standardErrors
    let loose = coefficients.names.indices.filter {
      !(errors[$0] < 50 * max(1, coefficients.values[$0].magnitude))
        || (extreme > 0 && errors[$0] > 20)
    }
    guard extreme > 0, !loose.isEmpty else { return nil }
    let names = loose.prefix(6).map { coefficients.names[$0] }.joined(separator: ", ")
    return Diagnostic(
      .separation,
      "the fitted means of \(extreme) of \(frame.rowCount) rows are at the end of their range, and "
        + "the data hardly hold \(names): it may have no finite estimate, and its value and "
        + "standard error are not to be used")
  }

  /// Groupings in each of whose groups the outcome is the same, 0 or 1, in all rows.
  private var uniformGroupDoubts: [Diagnostic] {
    guard model.family.isCountOfTrials else { return [] }
    return randomEffects.blocks.compactMap { block in
      guard block.terms.contains(where: \.hasIntercept),
        areUniform(frame.response.values, block.codes, levelCount: block.levelCount)
      else { return nil }
      return Diagnostic(
        .separation,
        "in each group of \(block.name) the outcome is 0 in all rows or 1 in all rows, so that the "
          + "variance of its intercept may have no finite estimate, and coefficients and standard "
          + "errors are not to be used; leave the term out, or use a coarser grouping")
    }
  }
}

/// Whether all rows of a level have the response 0, or all 1, for each level.
private func areUniform(_ response: [Double], _ codes: [Int32], levelCount: Int) -> Bool {
  var ofLevel = [Double](repeating: .nan, count: levelCount)
  for (value, code) in zip(response, codes) {
    if value != 0 && value != 1 { return false }
    if ofLevel[Int(code)].isNaN { ofLevel[Int(code)] = value }
    if ofLevel[Int(code)] != value { return false }
  }
  return true
}
