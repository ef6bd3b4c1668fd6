import RealModule

/// P(Z > z) for a standard normal Z, to full relative accuracy.
///
/// ½ erfc(z / √2) with the rounding of z / √2 repaired, which in the far tail would cost z²/2 units.
package func normalUpperTail(_ z: Double) -> Double {
  let argument = z * 0.5.squareRoot()
  let tail = 0.5 * Double.erfc(argument)
  if z < 1 || tail == 0 { return tail }
  let low = -4.833646656726457e-17  // √½ − its nearest double
  let lost = (-argument).addingProduct(z, 0.5.squareRoot()) + z * low
  return tail - lost * Double.exp(-argument * argument) / Double.pi.squareRoot()
}

/// ln P(Z > z), also where the probability underflows.
package func logNormalUpperTail(_ z: Double) -> Double {
  if z < -1 { return Double.log(onePlus: -normalUpperTail(-z)) }
  if z < 25 { return Double.log(normalUpperTail(z)) }
  let inverse = 1 / (z * z)
  let series = 1 - inverse * (1 - inverse * (3 - inverse * (15 - 105 * inverse)))
  return -0.5 * z * z - 0.5 * logTwoPi + Double.log(series / z)
}

/// The density of the standard normal; 0 from |z| = 39 on, where it underflows.
package func normalDensity(_ z: Double) -> Double {
  if z.magnitude >= 39 { return 0 }
  let square = z * z
  if square > 1500 { return 0 }
  let lost = (-square).addingProduct(z, z)
  return Double.exp(-0.5 * square) * (1 - 0.5 * lost) * 0.3989422804014326779
}
