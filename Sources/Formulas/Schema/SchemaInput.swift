/// A column of the table that the predictors are computed from.
public struct SchemaInput: Sendable, Hashable {
  /// How the predictors use the column.
  public enum Kind: Sendable, Hashable {
    /// As a number.
    case number
    /// As true or false.
    case truth
    /// As categories; the levels of the training rows, in order.
    case category(levels: [String])
  }

  /// The name of the column.
  public let name: String
  /// How the predictors use it.
  public let kind: Kind

  /// A column with its use.
  public init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }
}
