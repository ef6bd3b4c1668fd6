/// A point of a curve with its interval.
public struct CurvePoint: Sendable, Equatable {
  /// The position along the horizontal axis.
  public var x: Double
  /// The value.
  public var y: Double
  /// The lower bound of the value's interval; NaN where there is none.
  public var lower: Double
  /// The upper bound.
  public var upper: Double

  /// A point; without bounds there is no band at it.
  public init(x: Double, y: Double, lower: Double = .nan, upper: Double = .nan) {
    self.x = x
    self.y = y
    self.lower = lower
    self.upper = upper
  }
}

/// A curve made ready to draw: the points that can be shown, from left to right, not more than a screen
/// can resolve.
struct Curve {
  let points: [CurvePoint]

  init(_ points: [CurvePoint], xAxis: FigureAxis, yAxis: FigureAxis) {
    let shown = points.filter {
      AxisScale.canShow($0.x, on: xAxis) && AxisScale.canShow($0.y, on: yAxis)
    }
    let sorted = shown.enumerated().sorted {
      ($0.element.x, $0.offset) < ($1.element.x, $1.offset)
    }.map(\.element)
    let limit = 400
    guard sorted.count > limit else {
      self.points = sorted
      return
    }
    self.points = (0..<limit).map { sorted[$0 * (sorted.count - 1) / (limit - 1)] }
  }

  /// Whether all points stand at one position.
  var isSinglePoint: Bool { points.allSatisfy { $0.x == points.first?.x } }

  /// All values that the vertical axis must cover.
  var values: [Double] { points.flatMap { [$0.y, $0.lower, $0.upper] } }

  /// The band and the line; where there is one point only, a mark with its interval.
  func draw(
    _ builder: inout SVGBuilder, in area: PlotArea, bandClasses: String, lineClasses: String,
    dotClasses: String
  ) {
    let banded = points.filter { $0.lower.isFinite && $0.upper.isFinite }
    if isSinglePoint {
      for point in points {
        if point.lower.isFinite, point.upper.isFinite {
          builder.line(
            from: area.position(point.x, point.lower), to: area.position(point.x, point.upper),
            "whisker " + dotClasses)
        }
        builder.circle(at: area.position(point.x, point.y), radius: 4.5, "dot " + dotClasses)
      }
      return
    }
    if banded.count > 1 {
      let edge =
        banded.map { area.position($0.x, $0.upper) }
        + banded.reversed().map { area.position($0.x, $0.lower) }
      builder.polyline(edge, bandClasses, isClosed: true)
    }
    let line = points.map { area.position($0.x, $0.y) }
    builder.polyline(line, "casing")
    builder.polyline(line, lineClasses)
  }
}
