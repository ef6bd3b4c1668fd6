import Inference
import LinearAlgebra
import Modeling
import Tables

extension Inference {
  /// Predictions for new rows with the effects of their groups; an entry is nil where a row has a missing
  /// value, in a column of the random terms too.
  ///
  /// The variance is that of x′β̂ + z′b̂ around x′β + z′b: what the coefficients add, through the modes too,
  /// by the covariance of this inference, and what the modes add given the coefficients. Variances count as
  /// known, and intervals refer to the normal distribution. A prediction interval adds the residual variance,
  /// over the row's precision weight if the fit has such.
  ///
  /// An unknown group that is averaged has the effect zero and the variance over groups. A row none of whose
  /// groups is known has the prediction interval of `predictions(for:interval:level:effects:)`, which asks the same:
  /// its standard error is that of the mean over groups, and its critical value that of this inference for it.
  /// Its confidence interval is for the mean of its own groups, and the variance over groups is part of
  /// the standard error.
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
    let predictor = try PredictorOfRows(self, effects: .zero, level: level)
    guard let known = predictor.means.groups else {
      throw EffectsError.noGroups(model: fit.description.phrase)
    }
    let observation = try PredictionNoise(fit, predictor.means, table: table, interval: interval)
    let columns =
      predictor.columns + known.effectColumns + known.groupColumns
      + (observation.column.map { [$0] } ?? [])
    return try predictor.predictions(for: table, columns: columns, interval: interval) {
      rows, numbers in
      let block = try predictor.linear.evaluate(
        rows, rowNumbers: numbers, at: fit.parameters.values)
      let groups = try known.groupEffects(for: rows, unknown: unknown, rowNumbers: numbers)
      let noise = try observation.variances(for: rows, rowNumbers: numbers)
      return block.values[0].enumerated().map { row, eta in
        let slopes = groups.slopes.row(row)
        let gradient = zip(block.gradient(row, 0), slopes).map { $0 + $1 }
        // Nothing is known of a row's groups, or of their effects, which all are zero then.
        let isUnknown = groups.values[row] == 0 && slopes.allSatisfy { $0 == 0 }
        let isOfPopulation = isUnknown && interval == .prediction
        return RowPrediction(
          linearPredictor: eta + groups.values[row],
          variance: covariance.variance(of: gradient)
            + (isOfPopulation ? 0 : groups.variances[row]),
          degreesOfFreedom: isUnknown
            ? covariance.reference.degreesOfFreedom(gradient) : nil,
          noise: noise[row] + (isOfPopulation ? groups.variances[row] : 0))
      }
    }
  }
}
