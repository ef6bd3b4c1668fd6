import RealModule

/// Which tail of a distribution a probability is about.
enum Tail {
  case lower
  case upper
}

/// The smaller of a probability and its complement, and the tail it then belongs to; nil unless the
/// probability is in 0...1. The complement of a double above ½ is exact.
func smallerTail(_ probability: Double, _ tail: Tail) -> (probability: Double, tail: Tail)? {
  guard probability >= 0 && probability <= 1 else { return nil }
  if probability <= 0.5 { return (probability, tail) }
  return (1 - probability, tail == .lower ? .upper : .lower)
}

/// The x > 0 whose tail probability is `probability`, by Newton's method on the logarithm of the tail
/// as a function of ln x, kept inside a shrinking bracket.
///
/// The logarithm of a tail is nearly linear or quadratic in ln x, so few steps are needed from
/// anywhere; when the bracket refuses a step it is halved geometrically instead.
///
/// - Parameters:
///   - probability: that of the tail, best at most ½.
///   - tail: which.
///   - start: a first guess; anything positive will do.
///   - evaluate: at x, the tail probability and x times the density.
/// - Returns: 0 or infinity when the answer is not representable.
func positiveQuantile(
  _ probability: Double, _ tail: Tail, from start: Double,
  evaluate: (_ x: Double) -> (tail: Double, slope: Double)
) -> Double {
  let upward: Double = tail == .lower ? 1 : -1
  if probability <= 0 { return tail == .lower ? 0 : .infinity }
  if probability >= 1 { return tail == .lower ? .infinity : 0 }
  let target = Double.log(probability)
  var low = Double.leastNonzeroMagnitude
  var high = Double.greatestFiniteMagnitude
  var x = start > low && start < high ? start : 1
  for _ in 0..<400 {
    let (value, slope) = evaluate(x)
    let error = upward * (Double.log(value) - target)
    if error < 0 { low = x } else { high = x }
    let move = -error * value / slope
    if move.magnitude < 1e-8 && error.magnitude < 1e-8 { return x * (1 + move) }
    let next = x * Double.exp(move)
    if next > low && next < high {
      x = next
    } else {
      x = low.squareRoot() * high.squareRoot()
      if x <= low || x >= high || high <= low * (1 + 0x1p-51) { return settled(low, high) }
    }
  }
  return settled(low, high)
}

/// The answer when a bracket can shrink no further; an end that never moved stands for 0 or infinity.
private func settled(_ low: Double, _ high: Double) -> Double {
  if low == .leastNonzeroMagnitude { return 0 }
  if high == .greatestFiniteMagnitude { return .infinity }
  return low + 0.5 * (high - low)
}
