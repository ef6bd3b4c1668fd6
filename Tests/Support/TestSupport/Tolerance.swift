import Testing

/// How close a value must come to the expected one, in a stated unit and for a stated reason.
///
/// A bare number says neither what it measures nor why it is that large, so tests take this.
public struct Tolerance: Sendable, Equatable, CustomStringConvertible {
  /// The measure of distance.
  public enum Measure: Sendable, Equatable {
    /// |got − want| / |want|, or |got| where `want` is 0.
    case relative(Double)
    /// |got − want|.
    case absolute(Double)
    /// |got − want| in units in the last place of `want`.
    case ulps(Double)
    /// |got − want| / max(|want|, scale).
    case relativeTo(scale: Double, Double)
  }

  /// The measure and its bound.
  public let measure: Measure
  /// Why the bound is what it is.
  public let reason: String

  /// A tolerance with the reason for it.
  public init(_ measure: Measure, because reason: String) {
    self.measure = measure
    self.reason = reason
  }

  /// The distance of `got` from `want` in this tolerance's unit.
  public func distance(_ got: Double, _ want: Double) -> Double {
    if got == want || (got.isNaN && want.isNaN) { return 0 }
    let difference = (got - want).magnitude
    switch measure {
    case .relative: return difference / (want == 0 ? 1 : want.magnitude)
    case .absolute: return difference
    case .ulps: return difference / want.ulp
    case .relativeTo(let scale, _): return difference / max(want.magnitude, scale)
    }
  }

  /// The bound, in this tolerance's unit.
  public var bound: Double {
    switch measure {
    case .relative(let bound), .absolute(let bound), .ulps(let bound): bound
    case .relativeTo(_, let bound): bound
    }
  }

  /// Whether `got` is near enough to `want`. NaN is near to nothing but NaN.
  public func accepts(_ got: Double, _ want: Double) -> Bool {
    distance(got, want) <= bound
  }

  /// The measure and its reason.
  public var description: String { "\(measure) because \(reason)" }
}

/// Records an issue unless `got` is within the tolerance of `want`.
public func expectClose(
  _ got: Double, _ want: Double, within tolerance: Tolerance, _ what: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(
    tolerance.accepts(got, want),
    "\(what): got \(got), want \(want), distance \(tolerance.distance(got, want)), \(tolerance)",
    sourceLocation: sourceLocation)
}

/// Records an issue unless the arrays have one length and every element is within the tolerance.
public func expectClose(
  _ got: [Double], _ want: [Double], within tolerance: Tolerance, _ what: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(got.count == want.count, "\(what): lengths", sourceLocation: sourceLocation)
  for (index, pair) in zip(got, want).enumerated() {
    expectClose(
      pair.0, pair.1, within: tolerance, "\(what)[\(index)]", sourceLocation: sourceLocation)
  }
}
