import Distributions
import Inference
import LinearAlgebra
import Modeling
import Tables

/// What a predicted value's interval is to cover.
public enum PredictionInterval: String, Sendable, Hashable, CaseIterable {
  /// No interval.
  case none
  /// The mean of rows like this one.
  case confidence
  /// One new observation like this one; linear models only.
  case prediction
}

/// A prediction for a row.
public struct Prediction: Sendable, Equatable {
  /// The linear predictor.
  public let linearPredictor: Double
  /// Its standard error; nil if undefined.
  public let linearStandardError: Double?
  /// The mean: the linear predictor through the inverse link.
  public let mean: Double
  /// The mean's standard error by the delta method; nil if undefined.
  public let standardError: Double?
  /// The degrees of freedom the interval refers to; nil for the normal.
  public let degreesOfFreedom: Double?
  /// The lower bound.
  public let lower: Double?
  /// The upper bound.
  public let upper: Double?
}

extension Inference where Fit: Predicting {
  /// Predictions for new rows; an entry is nil where a row has a missing value.
  ///
  /// A confidence interval is made on the scale of the linear predictor and taken through the
  /// inverse link, so that it stays within the range of means. A prediction interval adds the
  /// residual variance and exists for linear models only.
  ///
  /// - Throws: an error naming a column that is missing or a category not seen in the fit.
  public func predictions(
    for table: Table, interval: PredictionInterval = .confidence, level: Double = 0.95
  ) throws -> [Prediction?] {
    try checkConfidenceLevel(level)
    let noise = try residualVariance(for: interval)
    let columns = predictorColumns(of: fit.frame)
    var complete = Array(0..<table.rowCount)
    for name in columns {
      if let missing = try table.column(name).missing { complete.removeAll { missing[$0] } }
    }
    // Without predictors the other columns keep the number of rows.
    let used = try (columns.isEmpty ? table : table.selecting(columns: columns)).selecting(
      rows: complete)
    let inputs = try fit.predictionInputs(for: used, rowNumbers: complete.map { $0 + 1 })
    let eta = linearPredictor(inputs, coefficients: fit.coefficients.values)
    var result = [Prediction?](repeating: nil, count: table.rowCount)
    for (index, row) in complete.enumerated() {
      result[row] = prediction(
        gradient: inputs.design.row(index), eta: eta[index], interval: interval, noise: noise,
        level: level)
    }
    return result
  }

  private func prediction(
    gradient: [Double], eta: Double, interval: PredictionInterval, noise: Double, level: Double
  ) -> Prediction {
    let inverse = fit.link.inverse(eta)
    let variance = covariance.variance(of: gradient)
    let error = variance >= 0 && variance.isFinite ? variance.squareRoot() : nil
    let degreesOfFreedom = covariance.reference.degreesOfFreedom(for: gradient)
    var bounds: (Double, Double)?
    if interval != .none, let error, degreesOfFreedom.map({ $0 > 0 }) ?? true {
      let spread = interval == .prediction ? (error * error + noise).squareRoot() : error
      let half = criticalValue(level: level, degreesOfFreedom: degreesOfFreedom) * spread
      let ends = (fit.link.inverse(eta - half).mean, fit.link.inverse(eta + half).mean)
      bounds = (min(ends.0, ends.1), max(ends.0, ends.1))
    }
    return Prediction(
      linearPredictor: eta, linearStandardError: error, mean: inverse.mean,
      standardError: error.map { $0 * inverse.derivative.magnitude },
      degreesOfFreedom: degreesOfFreedom, lower: bounds?.0, upper: bounds?.1)
  }

  private func residualVariance(for interval: PredictionInterval) throws -> Double {
    guard interval == .prediction else { return 0 }
    guard let source = fit as? any ResidualVarianceSource else {
      throw EffectsError.noPredictionInterval(family: fit.description.family)
    }
    return source.residualVariance
  }
}
