import Inference
import Modeling
import Tables

/// What one observation of each row adds to the variance of a prediction interval: the residual variance,
/// over the row's weight where weights are inverse to the variance of a row.
///
/// Frequency and sampling weights say nothing of the variance of one observation. A table without the
/// column of weights has rows of weight 1, as ``Inference/weightAssumption(for:interval:)`` says.
struct PredictionNoise {
  private let residualVariance: Double
  /// The column of weights, where the table has it.
  let column: String?

  /// - Throws: ``EffectsError/noPredictionInterval(family:)`` for a fit without a residual variance.
  init(
    _ fit: any Estimated, _ means: any Means, table: Table, interval: PredictionInterval
  ) throws(EffectsError) {
    guard interval == .prediction else {
      residualVariance = 0
      column = nil
      return
    }
    guard let variance = means.residualVariance else {
      throw .noPredictionInterval(family: fit.description.family)
    }
    residualVariance = variance
    column = means.weightColumn.flatMap { table.columnNames.contains($0) ? $0 : nil }
  }

  /// The variance of one observation of each row.
  ///
  /// - Throws: `ModelingError.badWeight` for a weight that is not positive and finite, `TableError` for one
  ///   that is no number.
  func variances(for rows: Table, rowNumbers: [Int]) throws -> [Double] {
    guard let column else {
      return [Double](repeating: residualVariance, count: rows.rowCount)
    }
    return try rows.numericValues(of: column).enumerated().map { row, weight in
      guard weight > 0, weight.isFinite else {
        throw ModelingError.badWeight(
          column: column, row: rowNumbers[row], value: weight,
          rule:
            "the variance of an observation is the residual variance over its weight, which must "
            + "be positive and finite; leave the row out, or ask for a confidence interval")
      }
      return residualVariance / weight
    }
  }
}

extension Inference {
  /// A warning where prediction intervals take a weight of 1 for rows without the fit's column of weights;
  /// nil where nothing is assumed.
  public func weightAssumption(for table: Table, interval: PredictionInterval) -> Diagnostic? {
    guard interval == .prediction, let means = fit.means, means.residualVariance != nil,
      let column = means.weightColumn, !table.columnNames.contains(column)
    else { return nil }
    return Diagnostic(
      .assumption,
      "the rows to predict have no column \"\(column)\", by which the model is weighted: prediction "
        + "intervals are those of an observation of weight 1; add the column for other weights")
  }
}
