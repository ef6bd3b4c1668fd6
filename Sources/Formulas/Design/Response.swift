/// The response of a model as numbers.
public struct Response: Sendable, Equatable {
  /// The response as printed, for example `log(wage)` or `cbind(leavers, staff - leavers)`.
  public let name: String
  /// The values on the scale of the mean: y, or successes / trials (0 where there are no trials).
  public let values: [Double]
  /// The number of trials of each row where the response is `cbind(successes, failures)`, else nil.
  public let trials: [Double]?

  package init(name: String, values: [Double], trials: [Double]?) {
    self.name = name
    self.values = values
    self.trials = trials
  }
}

/// What 0 and 1 stand for where a response of two categories is taken as numbers.
public struct ResponseCoding: Sendable, Hashable {
  /// The response as printed.
  public let name: String
  /// The level that counts as 0.
  public let zero: String
  /// The level that counts as 1.
  public let one: String

  /// The coding in words: `choice: 1 is "stays", 0 is "leaves"`.
  public var sentence: String { "\(name): 1 is \"\(one)\", 0 is \"\(zero)\"" }
}

/// The response of a model as categories.
public struct CategoryResponse: Sendable, Equatable {
  /// The response as printed.
  public let name: String
  /// The position in ``levels`` of each row's value.
  public let codes: [Int32]
  /// The levels of the training rows, in order.
  public let levels: [String]
}
