import Families
import LinearAlgebra
import Tables

/// A fit that gives a linear predictor and, through its link, a mean for new rows.
public protocol Predicting: FittedModel {
  /// The link between the mean and the linear predictor.
  var link: any Link { get }
  /// The rows of a table in the form the linear predictor needs.
  ///
  /// Every transformation uses the state it was trained with; a category not seen in training is an
  /// error naming it, and its row by `rowNumbers` (from 1 if they are nil).
  func predictionInputs(for table: Table, rowNumbers: [Int]?) throws -> PredictionInputs
}

extension Predicting {
  /// The design of the estimated coefficients and the offset for new rows, by the trained schema.
  public func predictionInputs(for table: Table, rowNumbers: [Int]? = nil) throws
    -> PredictionInputs
  {
    let design = try frame.schema.design(for: table, rowNumbers: rowNumbers)
    return PredictionInputs(
      design: design.matrix().selectingColumns(coefficients.designColumns),
      offset: try frame.offset(for: table, rowNumbers: rowNumbers))
  }
}

/// New rows in the form the linear predictor needs: η = design · coefficients + offset.
public struct PredictionInputs: Sendable, Equatable {
  /// Rows × estimated coefficients.
  public let design: Matrix
  /// The known part of the linear predictor for each row, or nil if there is none.
  public let offset: [Double]?

  /// Inputs for prediction.
  public init(design: Matrix, offset: [Double]?) {
    self.design = design
    self.offset = offset
  }
}
