/// An axis: what it measures and how its values are written.
public struct FigureAxis: Sendable, Equatable {
  /// What the axis measures, with the unit.
  public var label: String
  /// How values are written.
  public var format: Format
  /// How values are spaced.
  public var scale: Scale
  /// The range to show; by default what the data need.
  public var extent: Extent?

  /// How values are written.
  public enum Format: Sendable, Equatable {
    /// As they are.
    case plain
    /// Shares, written as per cent: 0.25 is `25%`.
    case percent
  }

  /// How values are spaced.
  public enum Scale: Sendable, Equatable {
    /// Evenly.
    case linear
    /// By ratio; values of zero and below are left out.
    case logarithmic
  }

  /// An axis.
  public init(
    _ label: String, format: Format = .plain, scale: Scale = .linear, extent: Extent? = nil
  ) {
    self.label = label
    self.format = format
    self.scale = scale
    self.extent = extent
  }

  /// A value as it stands beside a mark: to `significant` digits, or to a tenth of a per cent.
  func text(_ value: Double, significant: Int = 3) -> String {
    if value.isNaN { return "–" }
    switch format {
    case .percent: return Prose.percent(value)
    case .plain:
      if value != 0, value.magnitude < 1e-4 || value.magnitude >= 1e10 {
        return ResolvedNumberFormat(.significant(significant), for: [1, value]).text(
          value, style: .typographic)
      }
      return Prose.number(value, significant: significant)
    }
  }

  /// A range as it stands beside a mark, its decimals those of `value`.
  func text(_ lower: Double, _ upper: Double, like value: Double) -> String {
    switch format {
    case .percent: return Prose.percentInterval(lower, upper)
    case .plain:
      let largest = [lower, upper, value].map(\.magnitude).filter(\.isFinite).max() ?? 0
      if largest >= 1e10 || (largest < 1e-4 && largest > 0) {
        return text(lower) + " to " + text(upper)
      }
      return Prose.interval(lower, upper, decimals: Prose.decimals(for: [value]))
    }
  }
}

/// A range of values, either end of which may be infinite.
public struct Extent: Sendable, Equatable {
  /// The lower end.
  public var lower: Double
  /// The upper end.
  public var upper: Double

  /// A range.
  public init(_ lower: Double, _ upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  /// Whether both ends are finite and in order.
  var isFinite: Bool { lower.isFinite && upper.isFinite && lower < upper }
}
