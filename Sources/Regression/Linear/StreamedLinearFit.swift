import Families
import LinearAlgebra
import Modeling

/// A linear regression fitted by least squares to rows that were read in blocks and not kept.
///
/// It has the estimates and covariances of ``LinearFit``, robust ones by reading the rows once more,
/// and nothing that needs rows at hand: no residuals, predictions over the data or refits.
public struct StreamedLinearFit: LeastSquaresFit {
  /// The formula as the data made it, and how rows were used.
  public let frame: StreamedFrame
  /// The estimates.
  public let coefficients: CoefficientEstimates
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
  private let estimates: StreamedEstimates

  init(_ frame: StreamedFrame, _ estimates: StreamedEstimates) {
    let solution = estimates.solution
    self.frame = frame
    self.estimates = estimates
    coefficients = coefficientEstimates(
      solution.coefficients, ranked: RankedColumns(solution), names: frame.schema.columnNames)
    summary = estimates.summary
    unscaledCovariance = solution.unscaledCovariance
    breadFactor = solution.inverseTriangle
    conditionNumber = solution.conditionNumber
    description = ModelDescription(
      kind: "linear", formula: frame.formula.description, family: "gaussian", link: "identity",
      method: solution.method.rawValue)
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

extension StreamedLinearFit: StreamedSandwichSource {
  /// Reads the rows used once more, with prior weights and plain residuals; see
  /// ``LinearFit/sandwichIngredients()``.
  public func forEachSandwichBlock(
    groupColumns: [String], _ body: (StreamedSandwichBlock) throws -> Void
  ) throws {
    let isFrequency = frame.options.weights?.kind == .frequency
    try frame.forEachBlock { block in
      let pass = blockResiduals(
        block.design.parts, response: block.adjustedResponse, weights: block.weights?.values,
        coefficients: estimates.coefficients, compensated: estimates.isCompensated)
      let ones = [Double](repeating: 1, count: block.rows.count)
      let ingredients = SandwichIngredients(
        design: block.design.parts.selectingColumns(coefficients.designColumns),
        workingWeights: isFrequency ? ones : block.weights?.values ?? ones,
        workingResiduals: pass.residuals,
        multiplicities: isFrequency ? block.weights?.values : nil, bread: unscaledCovariance,
        breadFactor: breadFactor, dispersion: residualVariance, workingVariance: .identity)
      try body(
        StreamedSandwichBlock(
          ingredients: ingredients, groups: try groupColumns.map { try block.groups(by: $0) },
          tableRows: block.rows.indices.map { block.tableRow($0) }))
    }
  }
}
