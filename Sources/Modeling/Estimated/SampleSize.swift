/// How large the sample of an equation is, in the numbers small-sample factors are made of.
public struct SampleSize: Sendable, Hashable {
  /// n: rows or, with frequency weights, their sum.
  public let observations: Double
  /// n − k.
  public let residual: Double
  /// The positions of the equation's parameters.
  public let positions: Range<Int>

  /// k: what the fit counts as estimated.
  public var parameters: Double { observations - residual }

  /// A size.
  public init(observations: Double, residual: Double, positions: Range<Int>) {
    self.observations = observations
    self.residual = residual
    self.positions = positions
  }
}
