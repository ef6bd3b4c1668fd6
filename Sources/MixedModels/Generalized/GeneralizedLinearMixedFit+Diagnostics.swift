import Families
import LinearAlgebra
import Modeling

extension GeneralizedLinearMixedFit {
  /// Doubts: aliased coefficients, a search that did not converge, probabilities of 0 or 1, groups
  /// with outcomes of one kind, variances of zero, correlations of ±1, a Hessian that is not positive definite.
  public var diagnostics: [Diagnostic] {
    var found = frame.diagnostics + aliasDiagnostics(coefficients.aliased)
    found += likelihoodDiagnostics(of: frame, family: model.family)
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
    guard model.family.isCountOfTrials || model.family.isCount else { return nil }
    let extreme = extremeCount(linearPredictors, family: model.family, link: model.link)
    let p = coefficients.values.count
    let leading = Array(0..<p)
    let own =
      standard.jointCovariance?.selectingRows(leading).selectingColumns(leading)
      ?? standard.conditionalCovariance
      ?? Matrix(rowCount: p, columnCount: p, repeating: .nan)
    let loose = looseEffects(
      EffectScale(coordinates.fixed).effects(
        coefficients.values, normalCovariance.matrix,
        standard: (standard.minimum.coefficients, own)), extremeRows: extreme)
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
