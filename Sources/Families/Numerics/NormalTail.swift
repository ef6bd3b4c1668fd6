import RealModule

/// The upper tail 1 − Φ(x) and the density φ(x) of the standard normal at `x` ≥ 0.
///
/// Both depend on x², whose rounding alone would cost x²/2 units in the last place in the tail, some
/// 700 at x = 37. The rounding errors of x² and of x/√2 are therefore recovered with fused
/// multiply-adds and taken into account to first order. Errors are a few units in the last place
/// until the results become subnormal; from x = 39 on both are 0.
func normalTail(_ x: Double) -> (tail: Double, density: Double) {
  if x >= 39 { return (0, 0) }
  let square = x * x
  let squareError = (-square).addingProduct(x, x)
  let density = inverseRootTwoPi * Double.exp(-0.5 * square) * (1 - 0.5 * squareError)
  let argument = x * inverseRootTwo
  let argumentError = (-argument).addingProduct(x, inverseRootTwo) + x * inverseRootTwoLow
  let tail = 0.5 * Double.erfc(argument) - argumentError * rootTwo * density
  return (tail, density)
}

private let rootTwo = 1.41421356237309504880168872420969808
private let inverseRootTwo = 0.70710678118654752440084436210484904
/// 1/√2 less the double nearest to it.
private let inverseRootTwoLow = -4.8336466567264565185935837814e-17
private let inverseRootTwoPi = 0.39894228040143267793994605993438187
