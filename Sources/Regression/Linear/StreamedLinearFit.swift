import Families
import Formulas
import LinearAlgebra
import Modeling

/// A linear regression fitted by least squares to rows that were read in blocks and not kept.
///
/// It has the estimates and covariances of ``LinearFit`` and answers the same questions, by reading the rows
/// once more; nothing that needs all rows at hand: no residuals, bias-reduced covariances or refits.
public struct StreamedLinearFit: LeastSquaresFit {
  /// The formula as the data made it, and how rows were used.
  public let frame: StreamedFrame
  /// The estimates.
  public let parameters: Parameters
  /// The scalars of the fit.
  public let summary: LinearSummary
  /// (X′WX)⁻¹ over the estimated coefficients.
  public let unscaledCovariance: Matrix
  /// F with (X′WX)⁻¹ = F F′.
  public let breadFactor: Matrix
  /// An estimate of the condition number of the design with its columns scaled to one length.
  public let conditionNumber: Double
  /// What was fitted and by which gear.
  public let description: ModelDescription
  fileprivate let estimates: StreamedEstimates

  init(_ frame: StreamedFrame, _ estimates: StreamedEstimates) {
    let solution = estimates.solution
    self.frame = frame
    self.estimates = estimates
    parameters = coefficientEstimates(
      solution.coefficients, ranked: RankedColumns(solution), names: frame.schema.columnNames)
    summary = estimates.summary
    unscaledCovariance = solution.unscaledCovariance
    breadFactor = solution.inverseTriangle
    conditionNumber = solution.conditionNumber
    description = linearDescription(frame.formula, method: solution.method)
  }

  /// Whether the model has an intercept.
  public var hasIntercept: Bool { frame.schema.hasIntercept }

  /// The Gaussian log-likelihood with σ² = RSS / n; nil with sampling weights, whose sum of squares
  /// is no likelihood.
  public var logLikelihood: Double? {
    frame.options.weights?.kind == .sampling ? nil : summary.logLikelihood
  }

  /// Doubts: aliased coefficients, no degrees of freedom left, residuals that are all rounding.
  public var diagnostics: [Diagnostic] { frame.diagnostics + estimateDiagnostics }
}

extension StreamedLinearFit {
  /// What the data made of the formula.
  public var schema: Schema? { frame.schema }

  /// How many rows were used.
  public var rowTotals: RowCounts? { frame.rows }

  /// The likelihood.
  public var likelihood: Likelihood? { leastSquaresLikelihood(logLikelihood) }

  /// The normal equations, by reading the rows used once more.
  public var equations: (any EstimatingEquations)? { StreamedEquations(fit: self) }

  /// The linear predictor, averaged over rows that are read once more.
  public var means: (any Means)? {
    LinearMeans(
      schema: frame.schema, options: frame.options, parameters: parameters,
      link: IdentityLink(), rows: frame, residualVariance: residualVariance)
  }
}

/// Scores of rows that are read once more, with prior weights and plain residuals.
private struct StreamedEquations: EstimatingEquations {
  let fit: StreamedLinearFit

  var breadFactor: Matrix { fit.breadFactor }
  var modelVariances: [Double] {
    fit.unscaledCovariance.diagonal.map { fit.residualVariance * $0 }
  }
  var mustStayTogether: [String] { [] }
  var working: WorkingModel? { nil }

  func forEachBlock(groups: [String], _ body: (ScoreBlock) throws -> Void) throws {
    let isFrequency = fit.frame.options.weights?.kind == .frequency
    try fit.frame.forEachBlock { block in
      let pass = blockResiduals(
        block.design.parts, response: block.adjustedResponse, weights: block.weights?.values,
        coefficients: fit.estimates.coefficients, compensated: fit.estimates.isCompensated)
      let ones = [Double](repeating: 1, count: block.rows.count)
      let rows = ScoreRows(
        design: block.design.parts.selectingColumns(fit.parameters.designColumns),
        workingWeights: isFrequency ? ones : block.weights?.values ?? ones,
        workingResiduals: pass.residuals,
        multiplicities: isFrequency ? block.weights?.values : nil, breadFactor: fit.breadFactor)
      try body(
        ScoreBlock(rows: rows, groups: try groups.map { try block.groups(by: $0) }) {
          block.tableRow($0)
        })
    }
  }
}
