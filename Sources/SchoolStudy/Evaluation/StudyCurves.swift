import Effects
import Inference
import Modeling
import Tables

/// What the figures of a model are drawn from.
public struct StudyCurves: Sendable {
  /// Predicted outcomes along poverty where collaboration is low. Intervals are made on the scale of the
  /// linear predictor and taken through the link, so that those of shares stay between 0 and 1.
  public let lowCollaboration: [CurvePoint]
  /// Predicted outcomes along poverty where collaboration is high.
  public let highCollaboration: [CurvePoint]
  /// Collaboration's slope, on the scale of the linear predictor, along poverty.
  public let slopes: [CurvePoint]
  /// The rows used; where rows are educators, the mean of those of one poverty and collaboration.
  public let observations: [Observation]
  /// Where collaboration's slope differs significantly from zero, or nil if it could not be told.
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
    /// The degrees of freedom of the interval; nil for the normal distribution.
    public let degreesOfFreedom: Double?
  }

  /// A row used, or several of one school.
  public struct Observation: Sendable, Equatable {
    /// Its poverty.
    public let poverty: Double
    /// Its collaboration.
    public let collaboration: Double
    /// Its outcome.
    public let outcome: Double
    /// The number of trials, of rows or the weight behind it; 1 if there is none.
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
  func curves(region: JohnsonNeymanRegion?) throws -> StudyCurves {
    let summary = try inference.summary(of: "poverty")
    let steps = 40
    let span = summary.maximum - summary.minimum
    let grid = (0...steps).map { summary.minimum + span * Double($0) / Double(steps) }
    let slopes = try inference.simpleSlopes(
      of: "collaboration", at: grid.map { .value($0) }, of: "poverty", level: options.confidence)
    return StudyCurves(
      lowCollaboration: try predictions(along: grid, collaboration: levels.collaboration.low.value),
      highCollaboration: try predictions(
        along: grid, collaboration: levels.collaboration.high.value),
      slopes: zip(grid, slopes).map { poverty, slope in
        StudyCurves.CurvePoint(
          poverty: poverty, estimate: slope.estimate, lower: slope.lower,
          upper: slope.upper, degreesOfFreedom: slope.degreesOfFreedom)
      },
      observations: try observations(),
      region: region)
  }

  private func predictions(along grid: [Double], collaboration: Double) throws
    -> [StudyCurves.CurvePoint]
  {
    let table = try Table([
      Column("poverty", grid),
      Column("collaboration", [Double](repeating: collaboration, count: grid.count)),
    ])
    let predictions = try inference.predictions(
      for: table, level: options.confidence, effects: effects)
    return zip(grid, predictions).compactMap { poverty, prediction in
      prediction.map {
        StudyCurves.CurvePoint(
          poverty: poverty, estimate: $0.mean, lower: $0.lower, upper: $0.upper,
          degreesOfFreedom: $0.degreesOfFreedom)
      }
    }
  }

  private func observations() throws -> [StudyCurves.Observation] {
    let poverty = try frame.table.numericValues(of: "poverty")
    let collaboration = try frame.table.numericValues(of: "collaboration")
    let rows = frame.response.values.enumerated().map { index, outcome in
      let row = frame.rows.used[index]
      return StudyCurves.Observation(
        poverty: poverty[row], collaboration: collaboration[row], outcome: outcome,
        size: frame.response.trials?[index] ?? frame.weights?.values[index] ?? 1)
    }
    let areEducators =
      inference.fit.description.family == "binomial" && frame.response.trials == nil
    return areEducators ? meansOfSchools(rows) : rows
  }
}

/// Rows of one poverty and collaboration as one, for zeros and ones make no figure. In the order of first
/// appearance.
private func meansOfSchools(_ rows: [StudyCurves.Observation]) -> [StudyCurves.Observation] {
  var positions: [[Double]: Int] = [:]
  var sums: [(first: StudyCurves.Observation, outcome: Double, count: Double)] = []
  for row in rows {
    let key = [row.poverty, row.collaboration]
    if let position = positions[key] {
      sums[position].outcome += row.outcome
      sums[position].count += 1
    } else {
      positions[key] = sums.count
      sums.append((row, row.outcome, 1))
    }
  }
  return sums.map { sum in
    StudyCurves.Observation(
      poverty: sum.first.poverty, collaboration: sum.first.collaboration,
      outcome: sum.outcome / sum.count, size: sum.count)
  }
}
