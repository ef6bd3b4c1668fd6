import Formulas

/// The estimates of a model: of rows in memory, of rows in blocks, of sums, or of several fits together.
///
/// What a fit can do beside is an optional value on it, not a protocol that refines this one: any fit can
/// be asked for it without knowing its type, and what isn't there is refused with the reason. A type from
/// outside conforms by four properties and a method, and adds what it has.
public protocol Estimated: Sendable {
  /// What was fitted, in words a table can print.
  var description: ModelDescription { get }
  /// The estimated parameters, in the order of covariances and gradients; the aliased ones apart.
  var parameters: Parameters { get }
  /// How large the sample is, one entry for each equation.
  var sampleSizes: [SampleSize] { get }
  /// The covariance of the parameters if the model is right in full, with a reference distribution.
  ///
  /// - Throws: a typed error where the rule is not defined for the fit.
  func modelCovariance(_ rule: ReferenceRule) throws -> Covariance
  /// Doubts about the result, as values.
  var diagnostics: [Diagnostic] { get }

  /// What tables and JSON print beside the parameters, in order; empty by default.
  var facts: [Fact] { get }
  /// How an iteration ended; nil where none was needed.
  var iteration: IterationReport? { get }
  /// The rows, design and response, where they are in memory.
  var data: ModelFrame? { get }
  /// What the data made of the formula; nil for a fit without one.
  var schema: Schema? { get }
  /// How many rows were used, and what became of the others.
  var rowTotals: RowCounts? { get }
  /// The likelihood that was maximised.
  var likelihood: Likelihood? { get }
  /// The equations that the parameters solve, for robust covariances.
  var equations: (any EstimatingEquations)? { get }
  /// The means the model gives rows, for questions.
  var means: (any Means)? { get }
  /// The way to fit the same model to changed data.
  var refitting: (any Refitting)? { get }
}

extension Estimated {
  /// No doubts.
  public var diagnostics: [Diagnostic] { [] }
  /// Nothing.
  public var facts: [Fact] { [] }
  /// No iteration.
  public var iteration: IterationReport? { nil }
  /// No rows.
  public var data: ModelFrame? { nil }
  /// That of the rows in memory.
  public var schema: Schema? { data?.schema }
  /// Those of the rows in memory.
  public var rowTotals: RowCounts? { data?.rows.counts }
  /// No likelihood.
  public var likelihood: Likelihood? { nil }
  /// No equations.
  public var equations: (any EstimatingEquations)? { nil }
  /// No means.
  public var means: (any Means)? { nil }
  /// No way to fit again.
  public var refitting: (any Refitting)? { nil }

  /// The parameters that a table of coefficients lists: all but auxiliary ones.
  public var coefficients: Parameters { parameters.coefficients }

  /// The number of observations: rows used or, with frequency weights, their sum; of several equations the
  /// most.
  public var observationCount: Double { sampleSizes.map(\.observations).max() ?? 0 }

  /// Observations less estimated coefficients; of several equations the fewest.
  public var residualDegreesOfFreedom: Double { sampleSizes.map(\.residual).min() ?? 0 }
}
