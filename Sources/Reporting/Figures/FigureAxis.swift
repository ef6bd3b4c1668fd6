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
  /// The values to mark and the words that stand for them, such as 0 and 1 for "no" and "yes"; by
  /// default round numbers.
  public var marks: [Mark]

  /// A value of an axis and the words that stand for it.
  public struct Mark: Sendable, Equatable {
    /// The value.
    public var value: Double
    /// The words.
    public var label: String

    /// A mark.
    public init(_ value: Double, _ label: String) {
      self.value = value
      self.label = label
    }
  }

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
    _ label: String, format: Format = .plain, scale: Scale = .linear, extent: Extent? = nil,
    marks: [Mark] = []
  ) {
    self.label = label
    self.format = format
    self.scale = scale
    self.extent = extent
    self.marks = marks
  }

  /// A value as it stands beside a mark: to `significant` digits, or to a tenth of a per cent.
  func text(_ value: Double, significant: Int = 3) -> String {
    if let mark = marks.first(where: { $0.value == value }) { return mark.label }
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

  /// A value in its own digits, with at most so many after the point.
  func text(_ value: Double, atMost decimals: Int) -> String {
    guard format == .plain, var digits = DecimalDigits(value) else { return text(value) }
    digits.round(decimals: decimals)
    if digits.isZero || digits.exponent >= 10 { return text(value) }
    return Prose.number(value, decimals: min(decimals, digits.decimals))
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
