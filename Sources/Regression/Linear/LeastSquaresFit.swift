import Distributions
import Formulas
import LinearAlgebra
import Modeling

/// A linear regression fitted by least squares, wherever its rows are.
public protocol LeastSquaresFit: Estimated {
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
  public var parameterCount: Int { parameters.count + 1 }

  /// The weighted residual sum of squares.
  public var deviance: Double { summary.residualSumOfSquares }

  /// σ² (X′WX)⁻¹ with t on the residual degrees of freedom, or the reference asked for.
  public func modelCovariance(_ rule: ReferenceRule) throws -> Covariance {
    try Covariance(
      names: parameters.names, matrix: residualVariance * unscaledCovariance,
      description: CovarianceDescription(name: "classical"),
      reference: StudentReference.residual(residualDegreesOfFreedom)
    ).referred(by: rule, residual: residualDegreesOfFreedom)
  }

  /// One equation.
  public var sampleSizes: [SampleSize] {
    [
      SampleSize(
        observations: observationCount, residual: residualDegreesOfFreedom,
        positions: 0..<parameters.count)
    ]
  }

  /// R², the residual standard deviation and the test of the regression.
  public var facts: [Fact] {
    [
      Fact("rSquared", .number(rSquared)), Fact("adjustedRSquared", .number(adjustedRSquared)),
      Fact("sigma", .number(sigma)),
    ] + (fStatistic.map { [Fact("fStatistic", .test($0))] } ?? [])
  }

  /// The likelihood of a log-likelihood.
  func leastSquaresLikelihood(_ value: Double?) -> Likelihood {
    Likelihood(
      value: value, parameterCount: parameterCount, deviance: deviance,
      dispersion: residualVariance)
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

/// What a linear model is called.
func linearDescription(_ formula: Formula, method: LeastSquaresMethod) -> ModelDescription {
  ModelDescription(
    kind: .linear, formula: formula.description, family: "gaussian", link: "identity",
    method: method.rawValue, title: "Linear model")
}

extension ModelDescription.Kind {
  /// Linear regression by least squares.
  public static let linear = ModelDescription.Kind(
    "linear", refersToStudentT: true, impliesBiasReduction: true)
}
