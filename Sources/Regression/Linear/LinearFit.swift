import Families
import LinearAlgebra
import Modeling
import Tables

/// A linear regression fitted by least squares.
public struct LinearFit: LeastSquaresFit {
  /// The rows, design and response.
  public let frame: ModelFrame
  /// The estimates.
  public let parameters: Parameters
  /// y − ŷ for each row used, in the units of the response (not multiplied by weights).
  public let residuals: [Double]
  /// (X′WX)⁻¹ over the estimated coefficients.
  public let unscaledCovariance: Matrix
  /// An estimate of the condition number of the design with its columns scaled to one length.
  public let conditionNumber: Double
  /// What was fitted and by which gear.
  public let description: ModelDescription
  /// The scalars of the fit.
  public let summary: LinearSummary
  let inverseTriangle: Matrix
  let selectedColumns: [Int]
  let requestedMethod: LeastSquaresMethod
  /// Whether the model has an intercept.
  public let hasIntercept: Bool

  init(
    selection: DesignSelection, solution: LeastSquaresSolution, summary: LinearSummary,
    requested: LeastSquaresMethod
  ) {
    frame = selection.frame
    parameters = selection.estimates(
      values: solution.coefficients, ranked: RankedColumns(solution))
    residuals = solution.residuals
    unscaledCovariance = solution.unscaledCovariance
    conditionNumber = solution.conditionNumber
    inverseTriangle = solution.inverseTriangle
    description = linearDescription(frame.formula, method: solution.method)
    self.summary = summary
    selectedColumns = selection.columns
    requestedMethod = requested
    hasIntercept = selection.hasIntercept
  }

  /// The rows, design and response.
  public var data: ModelFrame? { frame }
}

extension LinearFit {
  /// ŷ for each row used, the offset included.
  public var fittedValues: [Double] {
    zip(frame.response.values, residuals).map { $0 - $1 }
  }

  /// The identity.
  public var link: any Link { IdentityLink() }

  /// Doubts: aliased coefficients, no degrees of freedom left, residuals that are all rounding.
  public var diagnostics: [Diagnostic] { frame.diagnostics + estimateDiagnostics }
}
