import RealModule

/// A distribution on the real line with a density.
///
/// Both tails have full relative accuracy: `upperTail` is never computed as 1 − `cumulative`, so that
/// a probability of 1e-300 is as exact as one of 0.3. Distributions are plain values; building one
/// traps on a parameter that is NaN or out of range, which is the caller's to check. The functions
/// accept every argument: NaN gives NaN, points outside the support give 0 or 1, and a probability
/// outside 0...1 gives NaN.
public protocol ContinuousDistribution: Sendable, Equatable {
  /// The density at `x`; 0 outside the support.
  func density(_ x: Double) -> Double
  /// The natural logarithm of the density at `x`, also where the density itself underflows; −infinity
  /// outside the support.
  func logDensity(_ x: Double) -> Double
  /// P(X ≤ x).
  func cumulative(_ x: Double) -> Double
  /// P(X > x).
  func upperTail(_ x: Double) -> Double
  /// The x with P(X ≤ x) = `p`.
  func quantile(_ p: Double) -> Double
  /// The x with P(X > x) = `q`: how to ask for a quantile far in the upper tail.
  func upperQuantile(_ q: Double) -> Double
}

extension ContinuousDistribution {
  /// The density at `x`, as the exponential of `logDensity`.
  public func density(_ x: Double) -> Double { Double.exp(logDensity(x)) }
}
