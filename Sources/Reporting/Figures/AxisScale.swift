#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A mark of an axis.
struct AxisTick: Equatable {
  let value: Double
  let label: String
}

/// An axis settled for its data: the range it shows, and its marks.
struct AxisScale {
  let axis: FigureAxis
  let lower: Double
  let upper: Double
  let ticks: [AxisTick]

  private var isLogarithmic: Bool { axis.scale == .logarithmic }

  /// The scale that shows all of the values that can be shown, with a margin of the given share.
  init(_ axis: FigureAxis, covering values: [Double], padding: Double = 0.04, tickTarget: Int = 6) {
    self.axis = axis
    let range = Self.range(axis, values, padding)
    lower = range.lower
    upper = range.upper
    ticks = Self.ticks(axis, range, tickTarget)
  }

  /// Whether a value can stand on the axis at all.
  static func canShow(_ value: Double, on axis: FigureAxis) -> Bool {
    guard value.isFinite, value.magnitude <= 1e300 else { return false }
    return axis.scale == .linear || value >= 1e-300
  }

  /// Where a value stands: 0 at the lower end, 1 at the upper; at most one length beyond.
  func fraction(_ value: Double) -> Double {
    let raw =
      isLogarithmic
      ? (log(max(value, 1e-300)) - log(lower)) / (log(upper) - log(lower))
      : (value - lower) / (upper - lower)
    return raw.isNaN ? 0 : min(max(raw, -1), 2)
  }

  /// Whether the axis shows the value.
  func contains(_ value: Double) -> Bool { value >= lower && value <= upper }

  private static func range(_ axis: FigureAxis, _ values: [Double], _ padding: Double) -> Extent {
    let isLogarithmic = axis.scale == .logarithmic
    if let extent = axis.extent, extent.isFinite, canShow(extent.lower, on: axis),
      canShow(extent.upper, on: axis)
    {
      return extent
    }
    let shown = (values + axis.marks.map(\.value)).filter { canShow($0, on: axis) }
    guard let least = shown.min(), let most = shown.max() else {
      return isLogarithmic ? Extent(0.1, 10) : Extent(0, 1)
    }
    if isLogarithmic {
      guard most / least > 1.02 else { return Extent(least / 1.5, most * 1.5) }
      let factor = exp((log(most) - log(least)) * padding)
      return Extent(max(least / factor, 1e-302), min(most * factor, 1e302))
    }
    var range = Extent(least, most)
    let scale = max(least.magnitude, most.magnitude)
    if most - least <= scale * 1e-9 {
      let half = scale == 0 ? 1 : scale * 0.1
      range = Extent(least - half, most + half)
    } else {
      let margin = (most - least) * padding
      range = Extent(least - margin, most + margin)
    }
    if axis.format == .percent, least >= 0, most <= 1 {
      range = Extent(max(range.lower, 0), min(range.upper, 1))
    }
    return range
  }

  private static func ticks(_ axis: FigureAxis, _ range: Extent, _ target: Int) -> [AxisTick] {
    if !axis.marks.isEmpty {
      return axis.marks.filter { $0.value >= range.lower && $0.value <= range.upper }
        .map { AxisTick(value: $0.value, label: TextFitting.fitted($0.label, to: 130)) }
    }
    if axis.scale == .logarithmic {
      return NiceTicks.logarithmic(from: range.lower, to: range.upper, target: target).map {
        AxisTick(value: $0, label: label($0, axis, decimals: nil))
      }
    }
    let (values, step) = NiceTicks.linear(from: range.lower, to: range.upper, target: target)
    let places = DecimalDigits(step).map { $0.decimals } ?? 0
    return values.map { AxisTick(value: $0, label: label($0, axis, decimals: places)) }
  }

  /// A mark's label with the decimals of the step, or of the value itself; powers of ten at the extremes.
  private static func label(_ value: Double, _ axis: FigureAxis, decimals: Int?) -> String {
    guard var digits = DecimalDigits(value) else { return "" }
    digits.round(significant: 12)
    var places = decimals ?? digits.decimals
    var suffix = ""
    if axis.format == .percent {
      digits.shift(by: 2)
      places = max(0, places - 2)
      suffix = "%"
    }
    let sign = digits.isNegative ? NumberStyle.typographic.minus : ""
    if places > 6 || digits.exponent > 6 {
      if digits.isZero { return "0" + suffix }
      let mantissa = digits.mantissa(decimals: max(0, digits.digits.count - 1))
      return sign + mantissa + NumberStyle.typographic.powerOfTen(digits.exponent) + suffix
    }
    digits.round(decimals: places)
    return sign + digits.fixed(decimals: places, grouped: true) + suffix
  }
}
