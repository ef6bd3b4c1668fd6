/// An estimate to be drawn in a row of its own.
public struct EstimateRow: Sendable, Equatable {
  /// What was estimated.
  public var label: String
  /// The estimate; NaN where there is none.
  public var estimate: Double
  /// The lower bound of its interval; may be infinite, NaN where there is none.
  public var lower: Double
  /// The upper bound.
  public var upper: Double
  /// The figure that was published for it.
  public var published: Double?
  /// What is written beside it in place of the published figure, such as "no difference".
  public var publishedText: String?

  /// A row.
  public init(
    _ label: String, estimate: Double, lower: Double = .nan, upper: Double = .nan,
    published: Double? = nil, publishedText: String? = nil
  ) {
    self.label = label
    self.estimate = estimate
    self.lower = lower
    self.upper = upper
    self.published = published
    self.publishedText = publishedText
  }
}

/// Coefficients with their intervals, a row each, against a line at zero.
public struct CoefficientPlot: Sendable, Equatable {
  /// What the figure shows, in a few words.
  public var title: String
  /// The axis of the coefficients.
  public var axis: FigureAxis
  /// The coefficients, from top to bottom; the first 60 are drawn.
  public var rows: [EstimateRow]
  /// Where the line of "no effect" stands: 0, or 1 for ratios.
  public var reference: Double
  /// The level of the intervals.
  public var level: Double

  /// A plot.
  public init(
    title: String, axis: FigureAxis, rows: [EstimateRow], reference: Double = 0,
    level: Double = 0.95
  ) {
    self.title = title
    self.axis = axis
    self.rows = rows
    self.reference = reference
    self.level = level
  }

  /// The figure.
  public func figure() -> Figure {
    EstimatePlot(
      title: title, axis: axis, rows: rows, reference: reference, level: level,
      showsPublished: false
    ).figure()
  }
}

/// Claims, a row each: the published figure as a hollow mark beside the estimate and its interval.
public struct ClaimPlot: Sendable, Equatable {
  /// What the figure shows, in a few words.
  public var title: String
  /// The axis; all claims of a figure share a unit.
  public var axis: FigureAxis
  /// The claims, from top to bottom; the first 60 are drawn.
  public var rows: [EstimateRow]
  /// Where the line of "no difference" stands, if anywhere.
  public var reference: Double?
  /// The level of the intervals.
  public var level: Double

  /// A plot; by default its line stands at 1 on a logarithmic axis and at 0 on a linear one.
  public init(title: String, axis: FigureAxis, rows: [EstimateRow], level: Double = 0.95) {
    self.title = title
    self.axis = axis
    self.rows = rows
    self.level = level
    reference = axis.scale == .logarithmic ? 1 : 0
  }

  /// The figure.
  public func figure() -> Figure {
    EstimatePlot(
      title: title, axis: axis, rows: rows, reference: reference, level: level,
      showsPublished: rows.contains { $0.published != nil || $0.publishedText != nil }
    ).figure()
  }
}
