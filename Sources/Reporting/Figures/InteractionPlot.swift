/// Predictions along one variable at two or more values of another, with their intervals and the data
/// they were estimated from.
public struct InteractionPlot: Sendable, Equatable {
  /// What the figure shows, in a few words.
  public var title: String
  /// The horizontal axis: the variable that the lines run along.
  public var xAxis: FigureAxis
  /// The vertical axis: the outcome.
  public var yAxis: FigureAxis
  /// The lines. Each has a colour and a dash pattern of its own, up to six.
  public var series: [Series]
  /// The data, drawn behind the lines; binned where there are more than 1,500.
  public var observations: [Observation]
  /// The level of the intervals.
  public var level: Double

  /// One line and its band.
  public struct Series: Sendable, Equatable {
    /// What the line stands for.
    public var label: String
    /// Its points, in any order; those with values that are not finite are skipped.
    public var points: [CurvePoint]

    /// A line.
    public init(_ label: String, points: [CurvePoint]) {
      self.label = label
      self.points = points
    }
  }

  /// A plot.
  public init(
    title: String, xAxis: FigureAxis, yAxis: FigureAxis, series: [Series],
    observations: [Observation] = [], level: Double = 0.95
  ) {
    self.title = title
    self.xAxis = xAxis
    self.yAxis = yAxis
    self.series = series
    self.observations = observations
    self.level = level
  }

  /// The figure. The vertical axis covers all lines and bands, and of 60 and more observations those
  /// between the first and the last percentile. O(n log n) in observations.
  public func figure() -> Figure {
    let curves = series.map { Curve($0.points, xAxis: xAxis, yAxis: yAxis) }
    let usable = observations.filter {
      AxisScale.canShow($0.x, on: xAxis) && AxisScale.canShow($0.y, on: yAxis)
    }
    let xValues = curves.flatMap { $0.points.map(\.x) } + PointCloud.core(usable.map(\.x))
    let yValues = curves.flatMap(\.values) + PointCloud.core(usable.map(\.y))
    // Marks at single values, such as two levels of a factor, stand clear of the edges.
    let padding = curves.allSatisfy { $0.isSinglePoint } && !curves.isEmpty ? 0.3 : 0.02
    let scales = { (layout: Figure.Layout) in
      (
        AxisScale(xAxis, covering: xValues, padding: padding, tickTarget: layout == .wide ? 7 : 4),
        AxisScale(yAxis, covering: yValues, tickTarget: 5)
      )
    }
    let (xScale, yScale) = scales(.wide)
    let cloud = PointCloud(observations, xScale, yScale)
    return Figure(title: title, description: description(curves, cloud)) { layout in
      let (xScale, yScale) = scales(layout)
      return InteractionDrawing(
        plot: self, curves: curves, cloud: cloud, layout: layout, xScale: xScale, yScale: yScale
      ).draw()
    }
  }

  private func description(_ curves: [Curve], _ cloud: PointCloud) -> String {
    var sentences = ["\(yAxis.label) against \(xAxis.label)."]
    for (series, curve) in zip(series, curves) {
      guard let first = curve.points.first, let last = curve.points.last else {
        sentences.append("\(series.label): no values that can be shown.")
        continue
      }
      if first.x == last.x {
        sentences.append("\(series.label): \(yAxis.text(first.y)) at \(xAxis.text(first.x)).")
      } else {
        sentences.append(
          "\(series.label): from \(yAxis.text(first.y)) at \(xAxis.text(first.x)) to "
            + "\(yAxis.text(last.y)) at \(xAxis.text(last.x)).")
      }
    }
    if curves.contains(where: { $0.points.contains { $0.lower.isFinite } }) {
      sentences.append("Bands are the \(Prose.confidence(level)).")
    }
    if curves.allSatisfy(\.points.isEmpty), cloud.marks.isEmpty {
      sentences.append("There are no values to show.")
    }
    if !cloud.summary.isEmpty { sentences.append(cloud.summary) }
    return sentences.joined(separator: " ")
  }
}
