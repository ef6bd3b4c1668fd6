import Families
import Modeling

extension GeneralizedLinearFit {
  /// Doubts: aliased coefficients, separation, an iteration that did not come to rest, no degrees of
  /// freedom left, residuals that are all rounding.
  public var diagnostics: [Diagnostic] {
    var found = frame.diagnostics + aliasDiagnostics(coefficients.aliased)
    found += likelihoodDiagnostics(of: frame, family: model.family)
    if let doubt = iterationDoubt { found.append(doubt) }
    if case .edge = end {
      found.append(
        Diagnostic(
          .notConverged,
          "the score does not vanish at the edge: standard errors, tests and intervals are not valid; the "
            + "\(model.family.canonicalLink.name) link has no such edge"))
    }
    if residualDegreesOfFreedom <= 0 {
      found.append(saturatedDiagnostic)
    } else if isPerfectFit {
      found.append(perfectFitDiagnostic)
    }
    return found
  }

  /// What there is to say about the way the iteration ended.
  private var iterationDoubt: Diagnostic? {
    let stopped =
      "the iteration stopped after \(convergence.iterations) "
      + (convergence.iterations == 1 ? "step" : "steps")
    let warning = "; the estimates are not to be used"
    switch end {
    case .atRest:
      return nil
    case .outOfIterations:
      let size =
        convergence.criterion.isFinite ? " (last relative step \(convergence.criterion))" : ""
      return Diagnostic(.notConverged, stopped + " before it came to rest" + size + warning)
    case .blocked:
      return Diagnostic(
        .notConverged,
        stopped
          + " where some mean is at the end of what the \(model.family.name) family allows, so "
          + "that the maximum may lie at the edge; another link, such as "
          + "\(model.family.canonicalLink.name), has no such edge" + warning)
    case .informationLost:
      return Diagnostic(
        .notConverged,
        stopped
          + " where most fitted means are at the end of their range, so that the rows no longer "
          + "tell the coefficients apart" + warning)
    case .edge(let edge):
      return Diagnostic(.boundary, sentence(for: edge))
    case .separated(let direction):
      return Diagnostic(.separation, sentence(for: direction))
    }
  }

  private func sentence(for edge: EdgeRows) -> String {
    let first = edge.rows.first ?? 0
    let isProbability = model.family.isCountOfTrials
    let what = isProbability ? "probability" : "mean"
    let value = isProbability && fittedMeans[first] > 0.5 ? "1" : "0"
    let count = edge.rows.count
    let rows =
      count == 1
      ? "row \(frame.tableRow(first))"
      : "\(count) rows (first in row \(frame.tableRow(first)))"
    let known =
      edge.isMaximum
      ? "the likelihood is largest at the edge of the parameter space"
      : "the iteration came to rest at the edge of the parameter space, where the largest likelihood may "
        + "not have been reached"
    return "\(known): the fitted \(what) is \(value) in \(rows)"
  }

  private func sentence(for separation: SeparatingDirection) -> String {
    let names = separation.moving.prefix(6).map { coefficients.names[$0] }
    let more = separation.moving.count > 6 ? " and others" : ""
    let kind = separation.isComplete ? "complete" : "quasi-complete"
    return "\(kind) separation: a combination of \(names.joined(separator: ", "))\(more) predicts "
      + "\(separation.rowCount) of \(frame.rowCount) rows exactly, so these coefficients have no "
      + "finite estimate; their values and standard errors are not to be used"
  }

  /// Whether Pearson's statistic, whose size is to be judged, is what rounding of the means leaves.
  private var isPerfectFit: Bool {
    guard hasEstimatedDispersion else { return false }
    var scale = 0.0
    let weights = rowCounts(of: frame)
    for (index, mean) in fittedMeans.enumerated() {
      scale +=
        (weights?[index] ?? 1) * mean
        * (mean / model.family.variance(mean: mean, complement: 1 - mean))
    }
    return pearsonChiSquared <= roundingShare * scale
  }
}
