import Optimization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// −2 log L of a linear mixed model over the free entries of T = σΛ and, last, log σ, with β at its best.
///
/// The covariance of the effects is TT′, so that a standard deviation in the units of the response can
/// be held. The derivatives are those of the profiled deviance at a σ² that is held, turned to these
/// parameters by the chain rule.
final class ScaledDeviance: SmoothObjective {
  private let deviance: ProfiledDeviance
  private var theta: [Double] = []
  private var logScale = Double.nan
  private var slopes: [Double] = []

  init(_ numbers: MixedNumbers) { deviance = numbers.deviance() }

  func value(at parameters: [Double]) -> Double {
    guard let logScale = parameters.last, logScale.magnitude < 300 else { return .nan }
    self.logScale = logScale
    let shrink = exp(-logScale)
    theta = parameters.dropLast().map { $0 * shrink }
    guard deviance.value(at: theta).isFinite else { return .nan }
    return deviance.value(residualVariance: exp(2 * logScale))
  }

  func gradient() -> [Double] {
    let variance = exp(2 * logScale)
    slopes = deviance.gradient(residualVariance: variance)
    let shrink = exp(-logScale)
    var last =
      2 * deviance.degreesOfFreedom - 2 * deviance.factor.residualSumOfSquares / variance
    for (slope, entry) in zip(slopes, theta) { last -= slope * entry }
    return slopes.map { $0 * shrink } + [last]
  }

  func curvature() -> [Double]? {
    let variance = exp(2 * logScale)
    let shrink = exp(-logScale)
    let (inner, falls) = deviance.curvature(residualVariance: variance)
    let m = theta.count
    let size = m + 1
    var matrix = [Double](repeating: 0, count: size * size)
    var last = 4 * deviance.factor.residualSumOfSquares / variance
    for j in 0..<m {
      let mixed = 2 * falls[j] / variance
      var along = 0.0
      for k in 0..<m {
        matrix[j * size + k] = shrink * shrink * inner[j * m + k]
        along += inner[j * m + k] * theta[k]
      }
      let cross = shrink * (mixed - along - slopes[j])
      matrix[j * size + m] = cross
      matrix[m * size + j] = cross
      last += theta[j] * (along - 2 * mixed + slopes[j])
    }
    matrix[m * size + m] = last
    return matrix
  }
}
