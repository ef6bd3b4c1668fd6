/// The way to fit the same model again to changed data.
public protocol Refitting: Sendable {
  /// The fit to the data as changed.
  ///
  /// Levels of categories and the state of transformations stay those of the fit, so that parameters mean
  /// the same.
  ///
  /// - Throws: what fitting throws, and a typed error for a change that the model can't make.
  func refit(_ change: DataChange) throws -> any Estimated
  /// The groups of the rows that ``DataChange/rows(_:copies:groupColumns:)`` draws from, by a column or one
  /// by one; nil where these are the rows of the fit's data.
  ///
  /// - Throws: an error that names a column which is absent or has missing values.
  func drawnGroups(by column: String?) throws -> (codes: [Int32], count: Int)?
  /// Responses drawn from the model at its estimates.
  ///
  /// Stream *k* of the seed gives draw *k*.
  ///
  /// - Precondition: `count` is at least 1.
  /// - Throws: an error for a row without a possible draw, or for a model that draws none.
  func responses(count: Int, seed: UInt64) throws -> SimulatedResponses
}

extension Refitting {
  /// Those of the fit's data.
  public func drawnGroups(by column: String?) throws -> (codes: [Int32], count: Int)? { nil }
  /// None are drawn.
  public func responses(count: Int, seed: UInt64) throws -> SimulatedResponses {
    throw ModelingError.noDistribution(family: "model's")
  }
}

/// How the data of a fit are changed.
public enum DataChange: Sendable {
  /// Some columns of the design only, by their positions: a smaller model of the same rows.
  case columns([Int])
  /// Other responses, one for each row used.
  case response([Double])
  /// Rows drawn from those used, by their places, in the order given. `copies` tells apart the copies of a
  /// group that was drawn more than once: in the group columns the value and the copy make the group.
  case rows([Int], copies: [Int32], groupColumns: [String])
}
