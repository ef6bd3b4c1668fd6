import Inference
import LinearAlgebra
import Modeling
import Tables

extension Inference where Fit: GroupPredicting {
  /// Predictions for new rows with the effects of their groups; an entry is nil where a row has a missing
  /// value, in a column of the random terms too.
  ///
  /// The variance is that of x′β̂ + z′b̂ around x′β + z′b: what the coefficients add, through the modes too,
  /// by the covariance of this inference, and what the modes add given the coefficients. Variances count as
  /// known, and intervals refer to the normal distribution. An unknown group that is averaged has the
  /// effect zero and the variance over groups; a prediction interval adds the residual variance.
  ///
  /// - Parameters:
  ///   - table: the rows.
  ///   - unknown: what becomes of groups that were not in the fit.
  ///   - interval: what the interval is to cover.
  ///   - level: the confidence level.
  /// - Returns: a prediction for each row of the table, or nil.
  /// - Throws: an error naming a column that is missing, a category not seen in the fit, or a group not
  ///   seen in the fit and its row.
  public func groupPredictions(
    for table: Table, unknown: UnknownGroups = .refused,
    interval: PredictionInterval = .confidence, level: Double = 0.95
  ) throws -> [Prediction?] {
    try checkConfidenceLevel(level)
    let noise = try residualVariance(for: interval)
    let columns = predictorColumns(of: fit.frame) + fit.effectColumns + fit.groupColumns
    return try predictions(for: table, columns: columns, interval: interval, level: level) {
      rows, numbers in
      let inputs = try fit.predictionInputs(for: rows, rowNumbers: numbers)
      let groups = try fit.groupEffects(for: rows, unknown: unknown, rowNumbers: numbers)
      let eta = linearPredictor(inputs, coefficients: fit.coefficients.values)
      return eta.indices.map { row in
        let gradient = zip(inputs.design.row(row), groups.slopes.row(row)).map { $0 + $1 }
        return RowPrediction(
          linearPredictor: eta[row] + groups.values[row],
          variance: covariance.variance(of: gradient) + groups.variances[row],
          degreesOfFreedom: nil, noise: noise)
      }
    }
  }
}
