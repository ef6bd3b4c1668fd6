import Effects
import Inference
import Modeling

/// What the figures of a model are drawn from.
public struct StudyCurves: Sendable {
  /// Predicted outcomes along poverty where collaboration is low.
  public let lowCollaboration: [CurvePoint]
  /// Predicted outcomes along poverty where collaboration is high.
  public let highCollaboration: [CurvePoint]
  /// Collaboration's slope, on the scale of the linear predictor, along poverty.
  public let slopes: [CurvePoint]
  /// The rows used.
  public let observations: [Observation]
  /// Where collaboration's slope differs from zero, or nil if it could not be told.
  public let region: JohnsonNeymanRegion?

  /// An estimate along poverty; bounds are nil where there is no standard error.
  public struct CurvePoint: Sendable, Equatable {
    /// Poverty.
    public let poverty: Double
    /// The estimate.
    public let estimate: Double
    /// The lower bound of its interval.
    public let lower: Double?
    /// The upper bound of its interval.
    public let upper: Double?
  }

  /// A row used.
  public struct Observation: Sendable, Equatable {
    /// Its poverty.
    public let poverty: Double
    /// Its outcome.
    public let outcome: Double
    /// The number of trials or the weight behind it; 1 if there is none.
    public let size: Double
  }

  /// Whether the slope at the middle of a stretch of poverty is above zero.
  func slopeIsPositive(between interval: ClosedRange<Double>) -> Bool {
    let middle = interval.lowerBound + (interval.upperBound - interval.lowerBound) / 2
    let nearest = slopes.min {
      ($0.poverty - middle).magnitude < ($1.poverty - middle).magnitude
    }
    return (nearest?.estimate ?? 0) > 0
  }
}

extension StudyQuestion {
  /// The curves of a fit over the observed range of poverty, on 41 points.
  func curves() throws -> StudyCurves {
    let summary = try inference.summary(of: "poverty")
    let steps = 40
    let span = summary.maximum - summary.minimum
    let grid = (0...steps).map { summary.minimum + span * Double($0) / Double(steps) }
    let slopes = try inference.simpleSlopes(
      of: "collaboration", at: grid.map { .value($0) }, of: "poverty", level: options.confidence)
    return StudyCurves(
      lowCollaboration: try grid.map { try point($0, collaboration: collaboration.low) },
      highCollaboration: try grid.map { try point($0, collaboration: collaboration.high) },
      slopes: zip(grid, slopes).map { curvePoint($0, $1.slope) },
      observations: try observations(),
      region: try? inference.johnsonNeyman(
        of: "collaboration", by: "poverty", level: options.confidence))
  }

  private func point(_ value: Double, collaboration: Level) throws -> StudyCurves.CurvePoint {
    curvePoint(
      value,
      try inference.adjustedPrediction(
        at: ["poverty": .value(value), "collaboration": collaboration], level: options.confidence))
  }

  private func curvePoint(_ poverty: Double, _ estimate: EffectEstimate) -> StudyCurves.CurvePoint {
    StudyCurves.CurvePoint(
      poverty: poverty, estimate: estimate.estimate, lower: estimate.lower, upper: estimate.upper)
  }

  private func observations() throws -> [StudyCurves.Observation] {
    let frame = inference.fit.frame
    let poverty = try frame.table.numericValues(of: "poverty")
    return frame.response.values.enumerated().map { index, outcome in
      StudyCurves.Observation(
        poverty: poverty[frame.rows.used[index]], outcome: outcome,
        size: frame.response.trials?[index] ?? frame.weights?.values[index] ?? 1)
    }
  }
}
