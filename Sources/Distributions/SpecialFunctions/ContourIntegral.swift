import RealModule

/// The smaller tail of a gamma or beta distribution with large parameters, as an inverse Laplace
/// integral along the vertical line through the saddle point.
///
/// In units of the standard deviation the line is t = η, the saddle is at 0 and the point asked for
/// is a pole at distance δ. The integrand is analytic and nearly Gaussian, so the trapezoidal rule
/// converges faster than any power of its step; the pole nearer than the strip of analyticity
/// contributes a known amount (Matta & Reichel 1971, Math. Comp. 25, 339–344; Gil, Segura & Temme
/// 2007, Numerical Methods for Special Functions, chapters 5 and 8). The cost does not depend on the
/// parameters, and there is no transition region.
///
/// - Parameters:
///   - delta: the distance of the point from the saddle in standard deviations, ≥ 0.
///   - slope: the derivative of the deviance at the point, per standard deviation, ≥ 0.
///   - deviance: the deviance at the point, whose e⁻ᵈ multiplies the integral.
///   - line: at η, minus the logarithm of the modulus of the integrand, and its phase turned so that
///     the pole lies on the side of positive η.
/// - Returns: the probability of the side away from the saddle.
func contourTail(
  delta: Double, slope: Double, deviance: Double,
  along line: (_ eta: Double) -> (decay: Double, phase: Double)
) -> Double {
  let step = 0.5
  var sum = 0.0
  var eta = 0.5 * step
  while true {
    let (decay, phase) = line(eta)
    if !(decay < 41) { break }
    let modulus = Double.exp(-decay)
    sum +=
      modulus * (delta * Double.cos(phase) + eta * Double.sin(phase))
      / (delta * delta + eta * eta)
    eta += step
  }
  let integral = Double.exp(-deviance) * sum * step / Double.pi
  let poleRate = 2 * Double.pi / step
  return slope < poleRate ? integral + 1 / (1 + Double.exp(poleRate * delta)) : integral
}

/// arctan w − w, to full relative accuracy also for small w ≥ 0.
func arctangentMinus(_ w: Double) -> Double {
  if w > 0.5 { return Double.atan(w) - w }
  let z = w * w
  var power = -w * z
  var sum = power / 3
  var odd = 5.0
  while power.magnitude > sum.magnitude * 0x1p-54 {
    power *= -z
    sum += power / odd
    odd += 2
  }
  return sum
}
