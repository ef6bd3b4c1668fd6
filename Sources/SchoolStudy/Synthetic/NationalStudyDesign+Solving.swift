import Distributions

/// Mean turnover at low poverty and low collaboration.
private let turnoverAtLowLevels = 0.09
/// Mean turnover at low poverty and high collaboration; a little lower, so that collaboration goes with
/// retention at every level of poverty. With these two about 86 % of staff stay, as nationally.
private let turnoverAtHighCollaboration = 0.085
/// How much larger collaboration's gain on the logit scale is at high than at low poverty.
private let gainRatio = 1.25

/// The logit surface of turnover: two shares are stated, two follow from the claimed ratios.
func turnoverSurface(claims: PopulationClaims, levels: StudyLevels) -> CornerSurface {
  CornerSurface(
    levels: levels,
    lowPovertyLowCollaboration: portableLogit(turnoverAtLowLevels),
    highPovertyLowCollaboration: portableLogit(claims.turnoverRatioLow * turnoverAtLowLevels),
    lowPovertyHighCollaboration: portableLogit(turnoverAtHighCollaboration),
    highPovertyHighCollaboration: portableLogit(
      claims.turnoverRatioHigh * turnoverAtHighCollaboration))
}

/// The logit surface of a share at standard: the shares at low collaboration are stated, and the gain
/// with collaboration is solved so that, averaged over the schools' poverty, the share rises by `gap`.
func achievementSurface(
  lowPoverty: Double, highPoverty: Double, gap: Double, levels: StudyLevels,
  over poverty: [Double]
) -> CornerSurface {
  let low = portableLogit(lowPoverty)
  let high = portableLogit(highPoverty)
  func surface(_ gain: Double) -> CornerSurface {
    CornerSurface(
      levels: levels, lowPovertyLowCollaboration: low, highPovertyLowCollaboration: high,
      lowPovertyHighCollaboration: low + gain,
      highPovertyHighCollaboration: high + gainRatio * gain)
  }
  let gain = dampedNewton(from: 0) { gain in
    let surface = surface(gain)
    let difference = meanDifference(surface, over: poverty) - gap
    let slope = poverty.reduce(0) { sum, poverty in
      let share = portableExpit(
        surface.value(poverty: poverty, collaboration: levels.highCollaboration))
      let across = (poverty - levels.lowPoverty) / (levels.highPoverty - levels.lowPoverty)
      return sum + share * (1 - share) * (1 + (gainRatio - 1) * across)
    }
    return (difference, slope / Double(poverty.count))
  }
  return surface(gain)
}

/// The mean share at high minus that at low collaboration, averaged over values of poverty.
func meanDifference(_ surface: CornerSurface, over poverty: [Double]) -> Double {
  let levels = surface.levels
  let sum = poverty.reduce(0) { sum, poverty in
    let high = surface.value(poverty: poverty, collaboration: levels.highCollaboration)
    let low = surface.value(poverty: poverty, collaboration: levels.lowCollaboration)
    return sum + (portableExpit(high) - portableExpit(low))
  }
  return sum / Double(poverty.count)
}

/// The root of a smooth function of one variable by Newton's method, a step being halved while it
/// would not bring the function nearer to 0.
///
/// Stops where no step improves, which is at the last bits; at most 60 steps of 30 halvings.
///
/// - Parameters:
///   - start: where to begin; the function must fall or rise all the way from here to its root.
///   - function: the value and the derivative.
/// - Returns: the root, to the last bits.
private func dampedNewton(
  from start: Double, _ function: (Double) -> (value: Double, slope: Double)
) -> Double {
  var point = start
  var (value, slope) = function(point)
  for _ in 0..<60 where value != 0 {
    var step = -value / slope
    var isBetter = false
    for _ in 0..<30 {
      let next = function(point + step)
      if next.value.magnitude < value.magnitude {
        point += step
        (value, slope) = next
        isBetter = true
        break
      }
      step /= 2
    }
    if !isBetter { break }
  }
  return point
}
