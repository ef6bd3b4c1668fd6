import Families
import Formulas
import Tables

/// The means that a model gives rows: what questions are made of.
public protocol Means: Sendable {
  /// The names of what has a mean: one empty name, or the categories of the response.
  var outcomes: [String] { get }
  /// The columns that rows need, with how the model uses them.
  var predictors: [SchemaInput] { get }
  /// The formula, whose left-hand side says what the means are of; nil for a model without one.
  var formula: Formula? { get }
  /// The rows the model was fitted to; nil for a fit of sums, which can be asked only where all predictors
  /// are set.
  var rows: (any RowSource)? { get }
  /// The variance of an observation about its mean, where it is one number; nil elsewhere.
  var residualVariance: Double? { get }
  /// The column of weights inverse to the variance of a row, where the fit has such.
  var weightColumn: String? { get }
  /// What is known of groups, for models with random effects.
  var groups: (any GroupMeans)? { get }

  /// The columns in terms that a column takes part in: all that a slope in it can depend on.
  func predictors(beside column: String) -> Set<String>
  /// The means of rows as a function of the parameters.
  ///
  /// - Throws: the fit's own error where there is no such mean.
  func function(_ effects: RandomEffects, _ scale: MeanScale) throws -> any MeanFunction
  /// Throws for the first text in a column that was numbers in the fit, naming the text and its row.
  func requireNumbers(in table: Table, rowNumbers: [Int]?) throws
}

extension Means {
  /// One, without a name.
  public var outcomes: [String] { [""] }
  /// None.
  public var formula: Formula? { nil }
  /// None.
  public var residualVariance: Double? { nil }
  /// None.
  public var weightColumn: String? { nil }
  /// None.
  public var groups: (any GroupMeans)? { nil }
  /// All predictors.
  public func predictors(beside column: String) -> Set<String> { Set(predictors.map(\.name)) }
  /// Nothing is looked at.
  public func requireNumbers(in table: Table, rowNumbers: [Int]?) throws {}
}

/// What becomes of random effects in a mean.
public enum RandomEffects: String, Sendable, Hashable, CaseIterable {
  /// They are zero: a group in the middle.
  case zero
  /// The mean over the distribution of groups.
  case averaged
}

/// The scale means are on.
public enum MeanScale: String, Sendable, Hashable, CaseIterable {
  /// That of the response.
  case response
  /// That of the linear predictor.
  case predictor
}

/// Means of rows as a function of the parameters of a fit.
public protocol MeanFunction: Sendable {
  /// The link from the linear predictor to the mean; nil where means are no function of one predictor.
  var link: (any Link)? { get }
  /// The means of rows at parameters, with their derivatives.
  ///
  /// - Parameters:
  ///   - rows: with the predictors' columns, none of them missing.
  ///   - rowNumbers: how errors call the rows; from 1 if nil.
  ///   - parameters: all of the fit's.
  /// - Returns: the means, a row each, for each outcome.
  /// - Throws: an error that names a column that is missing or a category not seen in the fit.
  /// - Complexity: O(rows × columns), factors by their codes.
  func evaluate(_ rows: Table, rowNumbers: [Int]?, at parameters: [Double]) throws -> MeanBlock
}

extension MeanFunction {
  /// None.
  public var link: (any Link)? { nil }
}

/// The means of a block of rows, with their derivatives by parts.
public struct MeanBlock: Sendable {
  /// For each outcome the mean of each row.
  public let values: [[Double]]
  /// Σ wᵢ ∂μᵢ/∂θ over the rows, for the means of one outcome.
  public let pullback: @Sendable (_ weights: [Double], _ outcome: Int) -> [Double]
  /// ∂μᵢ/∂θ of one row.
  public let gradient: @Sendable (_ row: Int, _ outcome: Int) -> [Double]

  /// Means with derivatives. Without a gradient of its own a row's is the pullback of its unit weight.
  public init(
    values: [[Double]],
    pullback: @escaping @Sendable (_ weights: [Double], _ outcome: Int) -> [Double],
    gradient: (@Sendable (_ row: Int, _ outcome: Int) -> [Double])? = nil
  ) {
    self.values = values
    self.pullback = pullback
    let count = values.first?.count ?? 0
    self.gradient =
      gradient ?? { row, outcome in
        var unit = [Double](repeating: 0, count: count)
        unit[row] = 1
        return pullback(unit, outcome)
      }
  }
}
