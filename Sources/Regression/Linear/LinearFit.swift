import Distributions
import Families
import LinearAlgebra
import Modeling
import Tables

/// A linear regression fitted by least squares.
public struct LinearFit: FittedModel, Predicting, ResidualVarianceSource {
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
  let summary: LinearSummary
  let inverseTriangle: Matrix
  let selectedColumns: [Int]
  let requestedMethod: LeastSquaresMethod
  let hasIntercept: Bool

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
  /// Rows used or, with frequency weights, their sum.
  public var observationCount: Double { summary.observations }
  /// Observations less estimated coefficients.
  public var residualDegreesOfFreedom: Double { summary.residualDegreesOfFreedom }
}

extension LinearFit {
  /// The residual variance, residual sum of squares / residual degrees of freedom; NaN if there are
  /// no degrees of freedom.
  public var residualVariance: Double {
    residualDegreesOfFreedom > 0
      ? summary.residualSumOfSquares / residualDegreesOfFreedom : .nan
  }

  /// The residual standard deviation.
  public var sigma: Double { residualVariance.squareRoot() }

  /// The share of the response's weighted variation that the model reproduces; NaN if the response
  /// does not vary. Without an intercept variation is about zero, not the mean.
  public var rSquared: Double { summary.rSquared }

  /// R² corrected for the number of coefficients.
  public var adjustedRSquared: Double { summary.adjustedRSquared(hasIntercept: hasIntercept) }

  /// ŷ for each row used, the offset included.
  public var fittedValues: [Double] {
    zip(frame.response.values, residuals).map { $0 - $1 }
  }

  /// The F test that every coefficient but the intercept is zero, under the classical covariance;
  /// nil if there is nothing to test or no residual degrees of freedom.
  public var fStatistic: FStatistic? {
    let df1 = summary.modelDegreesOfFreedom
    let df2 = residualDegreesOfFreedom
    guard df1 > 0, df2 > 0 else { return nil }
    let value = summary.modelSumOfSquares / df1 / residualVariance
    guard value.isFinite else { return nil }
    return FStatistic(
      value: value, df1: df1, df2: df2,
      pValue: FDistribution(numeratorDegreesOfFreedom: df1, denominatorDegreesOfFreedom: df2)
        .upperTail(value))
  }

  /// An F statistic with its degrees of freedom.
  public struct FStatistic: Sendable, Equatable {
    /// The statistic.
    public let value: Double
    /// The numerator's degrees of freedom.
    public let df1: Double
    /// The denominator's degrees of freedom.
    public let df2: Double
    /// The upper tail probability.
    public let pValue: Double
  }

  /// σ² (X′WX)⁻¹ with t on the residual degrees of freedom.
  public var classicalCovariance: CoefficientCovariance {
    CoefficientCovariance(
      names: coefficients.names, matrix: residualVariance * unscaledCovariance,
      description: CovarianceDescription(name: "classical", degreesOfFreedomRule: "residual"),
      reference: .studentT(degreesOfFreedom: residualDegreesOfFreedom))
  }

  /// Doubts: aliased coefficients, no degrees of freedom left, residuals that are all rounding.
  public var diagnostics: [Diagnostic] {
    var found = frame.diagnostics + aliasDiagnostics(coefficients.aliased)
    if residualDegreesOfFreedom <= 0 {
      found.append(saturatedDiagnostic)
    } else if summary.isPerfectFit {
      found.append(perfectFitDiagnostic)
    }
    return found
  }
}
