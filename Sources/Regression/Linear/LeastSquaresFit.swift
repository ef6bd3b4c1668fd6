import Distributions
import LinearAlgebra
import Modeling

/// A linear regression fitted by least squares, wherever its rows are.
public protocol LeastSquaresFit: ResidualVarianceSource, LikelihoodEstimates {
  /// The scalars of the fit.
  var summary: LinearSummary { get }
  /// (X′WX)⁻¹ over the estimated coefficients.
  var unscaledCovariance: Matrix { get }
  /// Whether the model has an intercept.
  var hasIntercept: Bool { get }
}

extension LeastSquaresFit {
  /// Rows used or, with frequency weights, their sum.
  public var observationCount: Double { summary.observations }

  /// Observations less estimated coefficients.
  public var residualDegreesOfFreedom: Double { summary.residualDegreesOfFreedom }

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

  /// Coefficients and the residual variance.
  public var parameterCount: Int { coefficients.names.count + 1 }

  /// The weighted residual sum of squares.
  public var deviance: Double { summary.residualSumOfSquares }

  /// σ² (X′WX)⁻¹ with t on the residual degrees of freedom.
  public var classicalCovariance: CoefficientCovariance {
    CoefficientCovariance(
      names: coefficients.names, matrix: residualVariance * unscaledCovariance,
      description: CovarianceDescription(name: "classical", degreesOfFreedomRule: "residual"),
      reference: .studentT(degreesOfFreedom: residualDegreesOfFreedom))
  }

  /// Doubts about the estimates: aliased coefficients, no degrees of freedom left, residuals that are
  /// all rounding.
  var estimateDiagnostics: [Diagnostic] {
    var found = aliasDiagnostics(coefficients.aliased)
    if residualDegreesOfFreedom <= 0 {
      found.append(saturatedDiagnostic)
    } else if summary.isPerfectFit {
      found.append(perfectFitDiagnostic)
    }
    return found
  }
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
