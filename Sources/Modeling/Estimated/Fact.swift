/// A number of a fit beside its parameters, with the key that JSON has for it.
public struct Fact: Sendable, Hashable {
  /// The key, such as `rSquared`.
  public let key: String
  /// The number.
  public let value: Value

  /// What a fact is.
  public enum Value: Sendable, Hashable {
    /// A number; not a number where it is not defined.
    case number(Double)
    /// A count.
    case count(Int)
    /// A word.
    case text(String)
    /// An F test with its degrees of freedom.
    case test(FStatistic)
  }

  /// A fact.
  public init(_ key: String, _ value: Value) {
    self.key = key
    self.value = value
  }
}

/// An F statistic with its degrees of freedom.
public struct FStatistic: Sendable, Hashable {
  /// The statistic.
  public let value: Double
  /// The numerator's degrees of freedom.
  public let df1: Double
  /// The denominator's degrees of freedom.
  public let df2: Double
  /// The upper tail probability.
  public let pValue: Double

  /// A statistic with its tail probability.
  public init(value: Double, df1: Double, df2: Double, pValue: Double) {
    self.value = value
    self.df1 = df1
    self.df2 = df2
    self.pValue = pValue
  }
}

extension Estimated {
  /// The number of a key among the facts; nil where there is none.
  public func number(_ key: String) -> Double? {
    for fact in facts where fact.key == key {
      switch fact.value {
      case .number(let value): return value
      case .count(let value): return Double(value)
      case .text, .test: return nil
      }
    }
    return nil
  }
}

/// How an iteration ended.
public struct IterationReport: Sendable, Hashable {
  /// Whether it came to rest.
  public let isConverged: Bool
  /// The number of steps.
  public let iterations: Int
  /// What was small at the end; the model says what.
  public let criterion: Double
  /// How often the criterion was evaluated, where that is counted apart from steps.
  public let evaluations: Int?

  /// A report.
  public init(isConverged: Bool, iterations: Int, criterion: Double, evaluations: Int? = nil) {
    self.isConverged = isConverged
    self.iterations = iterations
    self.criterion = criterion
    self.evaluations = evaluations
  }
}
