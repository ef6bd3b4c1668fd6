/// The slope of one variable along a moderator, with the values of the moderator for which it differs
/// from zero (Johnson and Neyman 1936; Bauer and Curran 2005).
public struct JohnsonNeymanPlot: Sendable, Equatable {
  /// What the figure shows, in a few words.
  public var title: String
  /// The horizontal axis: the moderator.
  public var moderator: FigureAxis
  /// The vertical axis: the slope.
  public var slope: FigureAxis
  /// The slope at values of the moderator, with its interval.
  public var curve: [CurvePoint]
  /// Where the slope differs from zero; an end may be infinite.
  public var significant: [Extent]
  /// The moderator's values in the data, drawn as their distribution along the axis.
  public var observed: [Double]
  /// The level of the intervals.
  public var level: Double

  /// A plot.
  public init(
    title: String, moderator: FigureAxis, slope: FigureAxis, curve: [CurvePoint],
    significant: [Extent], observed: [Double] = [], level: Double = 0.95
  ) {
    self.title = title
    self.moderator = moderator
    self.slope = slope
    self.curve = curve
    self.significant = significant
    self.observed = observed
    self.level = level
  }

  /// The figure. O(n log n) in observed values.
  public func figure() -> Figure {
    let prepared = Curve(curve, xAxis: moderator, yAxis: slope)
    let shown = observed.filter { AxisScale.canShow($0, on: moderator) }
    let xValues = prepared.points.map(\.x) + (prepared.points.isEmpty ? PointCloud.core(shown) : [])
    return Figure(title: title, description: description(prepared, shown)) { layout in
      JohnsonNeymanDrawing(
        plot: self, curve: prepared, observed: shown, layout: layout,
        xScale: AxisScale(
          moderator, covering: xValues, padding: 0, tickTarget: layout == .wide ? 7 : 4),
        yScale: AxisScale(slope, covering: prepared.values + [0], tickTarget: 5)
      ).draw()
    }
  }

  private func description(_ curve: Curve, _ shown: [Double]) -> String {
    var sentences = [
      "\(slope.label) along \(moderator.label), with its \(Prose.confidence(level))."
    ]
    let regions = significant.filter { $0.lower < $0.upper }
    if regions.isEmpty {
      sentences.append("Nowhere in the range does the interval exclude zero.")
    }
    for region in regions {
      let words =
        switch (region.lower.isFinite, region.upper.isFinite) {
        case (true, true): "from \(moderator.text(region.lower)) to \(moderator.text(region.upper))"
        case (true, false): "above \(moderator.text(region.lower))"
        case (false, true): "below \(moderator.text(region.upper))"
        case (false, false): "everywhere"
        }
      sentences.append("The interval excludes zero \(words).")
    }
    if let first = curve.points.first, let last = curve.points.last, first.x < last.x {
      sentences.append(
        "The slope runs from \(slope.text(first.y)) at \(moderator.text(first.x)) to "
          + "\(slope.text(last.y)) at \(moderator.text(last.x)).")
    }
    if let least = shown.min(), let most = shown.max() {
      sentences.append(
        "Observed values (\(Prose.count(shown.count))) run from \(moderator.text(least)) to "
          + "\(moderator.text(most)); bars show how many lie where.")
    }
    return sentences.joined(separator: " ")
  }
}
