import RealModule

/// What a dispersion φ adds to −2ℓ of some observations beside their deviance over φ, up to what does not
/// depend on φ.
public struct DispersionTerms: Sendable, Equatable {
  /// The terms.
  public let value: Double
  /// Their derivative in log φ.
  public let derivative: Double

  /// Terms with their derivative.
  @inlinable
  public init(value: Double, derivative: Double) {
    self.value = value
    self.derivative = derivative
  }
}

/// The weights of some observations, as far as terms of a dispersion depend on them.
public struct WeightTotals: Sendable, Equatable {
  /// The number of observations.
  public let count: Int
  /// The sum of their weights.
  public let sum: Double
  /// The sum of the logarithms of their weights.
  public let sumOfLogarithms: Double

  /// The totals of some weights, all positive; of so many ones if nil. Complexity: O(n).
  public init(_ weights: [Double]?, count: Int) {
    self.count = count
    sum = weights?.reduce(0, +) ?? Double(count)
    sumOfLogarithms = weights?.reduce(0) { $0 + Double.log($1) } ?? 0
  }
}
