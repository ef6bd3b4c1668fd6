import Inference
import LinearAlgebra
import Modeling

/// The slope of the linear predictor in one variable, as a contrast of the coefficients that may
/// depend on a moderator.
struct SlopeContrast<Fit: Predicting>: Sendable {
  let fit: Fit
  let rows: Counterfactual
  /// Two levels of the focal variable and the distance between them.
  let focal: (low: ResolvedLevel, high: ResolvedLevel, distance: Double)
  let moderator: String

  /// The contrast c(m) with slope = c(m)·β at the moderator's value m, other variables as observed.
  func contrast(at value: Double) throws -> [Double] {
    let held = ResolvedLevel(
      variable: moderator, level: .value(value), setting: .number(value))
    let low = try meanDesignRow(at: [focal.low, held])
    let high = try meanDesignRow(at: [focal.high, held])
    return zip(high, low).map { ($0 - $1) / focal.distance }
  }

  private func meanDesignRow(at levels: [ResolvedLevel]) throws -> [Double] {
    let inputs = try fit.predictionInputs(for: rows.table(at: levels))
    return transposedProduct(inputs.design, rows.shares)
  }

  /// c(m) as c₀ + m c₁, or nil if the moderator does not enter linearly.
  func affineForm(over summary: VariableSummary) throws -> AffineContrast? {
    let (low, high) = (summary.minimum, summary.maximum)
    let middle = low + (high - low) / 2
    let atLow = try contrast(at: low)
    let atHigh = try contrast(at: high)
    let slope = zip(atHigh, atLow).map { ($0 - $1) / (high - low) }
    let constant = zip(atLow, slope).map { $0 - $1 * low }
    let found = try contrast(at: middle)
    let expected = zip(constant, slope).map { $0 + $1 * middle }
    for index in found.indices {
      let scale = max(atLow[index].magnitude, atHigh[index].magnitude, found[index].magnitude)
      if (found[index] - expected[index]).magnitude > 1e-8 * scale { return nil }
    }
    return AffineContrast(
      constant: zip(constant, scales(atLow, atHigh)).map(flushed),
      slope: zip(slope, scales(atLow, atHigh)).map { flushed($0 * (high - low), $1) / (high - low) })
  }

  private func scales(_ a: [Double], _ b: [Double]) -> [Double] {
    zip(a, b).map { max($0.magnitude, $1.magnitude) }
  }

  /// Zero for what is rounding beside its scale.
  private func flushed(_ value: Double, _ scale: Double) -> Double {
    value.magnitude <= 1e-13 * scale ? 0 : value
  }
}

/// A contrast that is affine in a moderator: c(m) = constant + m · slope.
struct AffineContrast: Sendable, Equatable {
  let constant: [Double]
  let slope: [Double]

  func callAsFunction(_ moderator: Double) -> [Double] {
    zip(constant, slope).map { $0 + moderator * $1 }
  }
}

extension Inference where Fit: Predicting {
  /// The slope of the linear predictor in `focal` at values of `moderator`.
  ///
  /// The difference of two rows of the design is exactly the slope if the focal variable enters
  /// linearly, which a third row checks.
  func slopeContrast(of focal: String, by moderator: String) throws -> SlopeContrast<Fit> {
    if focal == moderator { throw EffectsError.sameVariable(focal) }
    let column = try predictor(focal)
    let known = categories(of: column)
    let rows = try Counterfactual(of: fit, setting: [focal, moderator])
    if !known.isEmpty {
      guard known.count == 2 else {
        throw EffectsError.notBinary(variable: focal, categories: known)
      }
      return SlopeContrast(
        fit: fit, rows: rows,
        focal: (
          try resolve(.category(known[0]), of: focal), try resolve(.category(known[1]), of: focal), 1
        ), moderator: moderator)
    }
    let summary = try summary(of: focal)
    let span = summary.maximum - summary.minimum
    guard span > 0 else {
      throw EffectsError.constantModerator(variable: focal, value: summary.minimum)
    }
    let ends = try [0, 0.5, 1].map { try resolve(.value(summary.minimum + $0 * span), of: focal) }
    let whole = SlopeContrast(
      fit: fit, rows: rows, focal: (ends[0], ends[2], span), moderator: moderator)
    let half = SlopeContrast(
      fit: fit, rows: rows, focal: (ends[0], ends[1], span / 2), moderator: moderator)
    let centre = try self.summary(of: moderator).mean
    for (a, b) in zip(try whole.contrast(at: centre), try half.contrast(at: centre))
    where (a - b).magnitude > 1e-8 * max(a.magnitude, b.magnitude) {
      throw EffectsError.notLinear(variable: focal)
    }
    return whole
  }
}
