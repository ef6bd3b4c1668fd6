/// What a search for a minimum within bounds found.
public struct BoundedMinimum: Sendable, Equatable {
  /// Where it ended.
  public let point: [Double]
  /// The value there.
  public let value: Double
  /// The gradient there.
  public let gradient: [Double]
  /// The largest component of the gradient that a step within the bounds could follow.
  public let projectedGradient: Double
  /// The fall that the quadratic model still promises.
  public let promisedFall: Double
  /// Whether that is below the tolerance.
  public let isConverged: Bool
  /// How many steps were taken.
  public let iterations: Int
  /// How many values were asked for.
  public let evaluations: Int
  /// The way there, the start first.
  public let trace: [Visit]

  /// A point on the way.
  public struct Visit: Sendable, Equatable {
    /// Where.
    public let point: [Double]
    /// The value there.
    public let value: Double
    /// The fall the quadratic model promised there.
    public let promisedFall: Double
  }
}
