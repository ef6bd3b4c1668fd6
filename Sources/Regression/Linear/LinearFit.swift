import Families
import LinearAlgebra
import Modeling
import Tables

/// A linear regression fitted by least squares.
public struct LinearFit: FittedModel, Predicting, LeastSquaresFit {
  /// The rows, design and response.
  public let frame: ModelFrame
  /// The estimates.
  public let coefficients: CoefficientEstimates
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
    coefficients = selection.estimates(
      values: solution.coefficients, ranked: RankedColumns(solution))
    residuals = solution.residuals
    unscaledCovariance = solution.unscaledCovariance
    conditionNumber = solution.conditionNumber
    inverseTriangle = solution.inverseTriangle
    description = ModelDescription(
      kind: "linear", formula: frame.formula.description, family: "gaussian", link: "identity",
      method: solution.method.rawValue)
    self.summary = summary
    selectedColumns = selection.columns
    requestedMethod = requested
    hasIntercept = selection.hasIntercept
  }

  /// The identity.
  public var link: any Link { IdentityLink() }
}

extension LinearFit {
  /// ŷ for each row used, the offset included.
  public var fittedValues: [Double] {
    zip(frame.response.values, residuals).map { $0 - $1 }
  }

  /// Doubts: aliased coefficients, no degrees of freedom left, residuals that are all rounding.
  public var diagnostics: [Diagnostic] { frame.diagnostics + estimateDiagnostics }
}
