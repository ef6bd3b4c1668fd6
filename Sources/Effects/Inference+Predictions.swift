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
  /// residual variance, with random effects that of a new group too, and exists for linear models only.
  /// With random effects these are predictions for a group whose effects are zero, the mean over groups.
  ///
  /// - Throws: an error naming a column that is missing or a category not seen in the fit.
  public func predictions(
    for table: Table, interval: PredictionInterval = .confidence, level: Double = 0.95
  ) throws -> [Prediction?] {
    try checkConfidenceLevel(level)
    var columns = predictorColumns(of: fit.frame)
    if interval == .prediction, let groups = fit as? any GroupPredicting {
      columns += groups.effectColumns
    }
    return try predictions(for: table, columns: columns, interval: interval, level: level) {
      rows, numbers in
      try populationInputs(rows, rowNumbers: numbers, interval: interval)
    }
  }

  /// Predictions of rows complete in some columns from what `gather` makes of them; nil for the others.
  func predictions(
    for table: Table, columns: [String], interval: PredictionInterval, level: Double,
    _ gather: (_ rows: Table, _ rowNumbers: [Int]) throws -> [RowPrediction]
  ) throws -> [Prediction?] {
    var seen: Set<String> = []
    let columns = columns.filter { seen.insert($0).inserted }
    var complete = Array(0..<table.rowCount)
    for name in columns {
      if let missing = try table.column(name).missing { complete.removeAll { missing[$0] } }
    }
    // Without predictors the other columns keep the number of rows.
    let used = try (columns.isEmpty ? table : table.selecting(columns: columns)).selecting(
      rows: complete)
    let gathered = try gather(used, complete.map { $0 + 1 })
    var result = [Prediction?](repeating: nil, count: table.rowCount)
    for (row, inputs) in zip(complete, gathered) {
      result[row] = prediction(inputs, interval: interval, level: level)
    }
    return result
  }

  /// Rows of the population: the coefficients' share alone, and for a prediction interval the variance
  /// over groups where there are such.
  private func populationInputs(
    _ rows: Table, rowNumbers: [Int], interval: PredictionInterval
  ) throws -> [RowPrediction] {
    var noise = [Double](repeating: try residualVariance(for: interval), count: rows.rowCount)
    if interval == .prediction, let groups = fit as? any GroupPredicting {
      let variances = try groups.groupVariances(for: rows, rowNumbers: rowNumbers)
      for row in noise.indices { noise[row] += variances[row] }
    }
    let inputs = try fit.predictionInputs(for: rows, rowNumbers: rowNumbers)
    let eta = linearPredictor(inputs, coefficients: fit.coefficients.values)
    return eta.indices.map { row in
      let gradient = inputs.design.row(row)
      return RowPrediction(
        linearPredictor: eta[row], variance: covariance.variance(of: gradient),
        degreesOfFreedom: covariance.reference.degreesOfFreedom(for: gradient), noise: noise[row])
    }
  }

  private func prediction(
    _ row: RowPrediction, interval: PredictionInterval, level: Double
  ) -> Prediction {
    let eta = row.linearPredictor
    let inverse = fit.link.inverse(eta)
    let error =
      row.variance >= 0 && row.variance.isFinite ? row.variance.squareRoot() : nil
    var bounds: (Double, Double)?
    if interval != .none, let error, row.degreesOfFreedom.map({ $0 > 0 }) ?? true {
      let spread = (error * error + row.noise).squareRoot()
      let half = criticalValue(level: level, degreesOfFreedom: row.degreesOfFreedom) * spread
      let ends = (fit.link.inverse(eta - half).mean, fit.link.inverse(eta + half).mean)
      bounds = (min(ends.0, ends.1), max(ends.0, ends.1))
    }
    return Prediction(
      linearPredictor: eta, linearStandardError: error, mean: inverse.mean,
      standardError: error.map { $0 * inverse.derivative.magnitude },
      degreesOfFreedom: row.degreesOfFreedom, lower: bounds?.0, upper: bounds?.1)
  }

  /// The variance of one observation around its mean, for prediction intervals only.
  func residualVariance(for interval: PredictionInterval) throws -> Double {
    guard interval == .prediction else { return 0 }
    guard let source = fit as? any ResidualVarianceSource else {
      throw EffectsError.noPredictionInterval(family: fit.description.family)
    }
    return source.residualVariance
  }
}

/// What a row's prediction is made of.
struct RowPrediction {
  let linearPredictor: Double
  /// The variance of its estimate; not a number or negative where there is none.
  let variance: Double
  let degreesOfFreedom: Double?
  /// What a prediction interval adds to the variance.
  let noise: Double
}
