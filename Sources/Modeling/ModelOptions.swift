import Formulas

/// What every model that takes a formula can be told beside it.
public struct ModelOptions: Sendable {
  /// Columns to be treated as categorical, and the contrasts to code categories by.
  public var schema: SchemaOptions
  /// A column of weights, and what they mean.
  public var weights: WeightSpecification?
  /// A column added to the linear predictor with coefficient 1, beside any `offset()` terms.
  public var offset: String?
  /// Columns beyond the formula's that must be present in a used row, such as a cluster to come.
  public var required: [String]
  /// Which rows to keep.
  public var filter: RowFilter?

  /// Options; all of them may be left out.
  public init(
    schema: SchemaOptions = SchemaOptions(), weights: WeightSpecification? = nil,
    offset: String? = nil, required: [String] = [], filter: RowFilter? = nil
  ) {
    self.schema = schema
    self.weights = weights
    self.offset = offset
    self.required = required
    self.filter = filter
  }
}
