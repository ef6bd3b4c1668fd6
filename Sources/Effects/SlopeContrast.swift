import Formulas
import Inference
import LinearAlgebra
import Modeling

/// The slope of the linear predictor in one variable, as a contrast of the coefficients that may
/// depend on a moderator.
struct SlopeContrast: Sendable {
  let subject: Subject
  let function: any MeanFunction
  /// The predictors that the slope can depend on.
  let matters: Set<String>
  let focal: FocalSpan

  /// The contrast c(m) with slope = c(m)·β at a level of the moderator, other variables as observed.
  func contrast(at moderator: ResolvedLevel) throws -> [Double] {
    let low = try meanDesignRow(at: [focal.low, moderator])
    let high = try meanDesignRow(at: [focal.high, moderator])
    return zip(high, low).map { ($0 - $1) / focal.distance }
  }

  private func meanDesignRow(at levels: [ResolvedLevel]) throws -> [Double] {
    try subject.adjustedPrediction(function, at: levels, matters: matters).gradient
  }
}

/// Two levels of a focal variable and the distance between them.
struct FocalSpan: Sendable {
  let low: ResolvedLevel
  let high: ResolvedLevel
  let distance: Double
}

/// A contrast that is affine in a moderator: c(m) = constant + m · slope.
struct AffineContrast: Sendable, Equatable {
  let constant: [Double]
  let slope: [Double]

  func callAsFunction(_ moderator: Double) -> [Double] {
    zip(constant, slope).map { $0 + moderator * $1 }
  }
}

extension AffineContrast {
  /// The affine contrast that agrees with a contrast over a range, or nil if the moderator enters in
  /// another way.
  ///
  /// Two points define it and two points inside, at no even division, check it.
  init?(over range: ClosedRange<Double>, _ contrast: (Double) throws -> [Double]) rethrows {
    let (low, width) = (range.lowerBound, range.upperBound - range.lowerBound)
    let atLow = try contrast(low)
    let atHigh = try contrast(range.upperBound)
    let scales = zip(atLow, atHigh).map { max($0.magnitude, $1.magnitude) }
    for share in unevenShares {
      let found = try contrast(low + share * width)
      for index in found.indices {
        let expected = atLow[index] + share * (atHigh[index] - atLow[index])
        let scale = max(scales[index], found[index].magnitude)
        if (found[index] - expected).magnitude > linearityTolerance * scale { return nil }
      }
    }
    // What is rounding beside the contrast itself is no dependence on the moderator.
    slope = zip(zip(atLow, atHigh), scales).map { ends, scale in
      let rise = ends.1 - ends.0
      return rise.magnitude <= 1e-13 * scale ? 0 : rise / width
    }
    constant = zip(zip(atLow, slope), scales).map { parts, scale in
      let value = parts.0 - parts.1 * low
      return value.magnitude <= 1e-13 * scale ? 0 : value
    }
  }
}

/// Where between two ends linearity is checked.
private let unevenShares = [0.2786, 0.6337]

/// How far a linear dependence may be off, relative to its largest value: much above rounding, much
/// below any curvature that could matter.
private let linearityTolerance = 1e-8

extension Subject {
  /// The slope of the linear predictor in `focal` at levels of `moderator`.
  ///
  /// The difference of two rows of the design is exactly the slope if the focal variable enters
  /// linearly, which further rows check at the given levels.
  func slopeContrast(of focal: String, by moderator: String, checkedAt levels: [ResolvedLevel])
    throws -> SlopeContrast
  {
    if focal == moderator { throw EffectsError.sameVariable(focal) }
    let known = categories(of: try predictor(focal))
    let means = try means
    let function = try means.function(.zero, .predictor)
    let matters = means.predictors(beside: focal)
    if !known.isEmpty {
      guard known.count == 2 else {
        throw EffectsError.notBinary(variable: focal, categories: known)
      }
      let ends = try known.map { try resolve(.category($0), of: focal) }
      return SlopeContrast(
        subject: self, function: function, matters: matters,
        focal: FocalSpan(low: ends[0], high: ends[1], distance: 1))
    }
    let summary = try summary(of: focal)
    let distance = summary.maximum - summary.minimum
    guard distance > 0 else {
      throw EffectsError.constantVariable(variable: focal, value: summary.minimum)
    }
    func slope(overShare share: Double) throws -> SlopeContrast {
      let low = try resolve(.value(summary.minimum), of: focal)
      let high = try resolve(.value(summary.minimum + share * distance), of: focal)
      return SlopeContrast(
        subject: self, function: function, matters: matters,
        focal: FocalSpan(low: low, high: high, distance: share * distance))
    }
    let whole = try slope(overShare: 1)
    for share in unevenShares {
      try requireSameSlopes(whole, try slope(overShare: share), at: levels, of: focal)
    }
    return whole
  }

  private func requireSameSlopes(
    _ whole: SlopeContrast, _ part: SlopeContrast, at levels: [ResolvedLevel],
    of focal: String
  ) throws {
    for level in levels {
      do {
        for (a, b) in zip(try whole.contrast(at: level), try part.contrast(at: level))
        where (a - b).magnitude > linearityTolerance * max(a.magnitude, b.magnitude) {
          throw EffectsError.notLinear(variable: focal)
        }
      } catch is FormulaError {
        // Between two of its values the variable has no meaning to the model, as inside factor().
        throw EffectsError.notLinear(variable: focal)
      }
    }
  }
}
