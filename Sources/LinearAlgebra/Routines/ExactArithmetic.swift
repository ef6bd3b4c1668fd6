// Sums and products without rounding error, four at a time (Dekker 1971; Ogita, Rump & Oishi 2005).
// They need no fused multiply-add, which not every processor we run on can be assumed to have.

typealias Lanes = SIMD4<Double>

/// a + b = sum + error exactly, unless it overflows (Knuth).
@inline(__always)
func exactSum(_ a: Lanes, _ b: Lanes) -> (sum: Lanes, error: Lanes) {
  let sum = a + b
  let part = sum - a
  return (sum, (a - (sum - part)) + (b - part))
}

/// a as the sum of two numbers of 26 bits each, for magnitudes up to 2⁹⁹⁶.
@inline(__always)
func split(_ a: Lanes) -> (high: Lanes, low: Lanes) {
  let spread = a * 134_217_729
  let high = spread - (spread - a)
  return (high, a - high)
}

/// a · b = product + error exactly, unless it overflows or the error underflows; `bHigh + bLow` = b.
@inline(__always)
func exactProduct(
  _ a: Lanes, _ b: Lanes, bHigh: Lanes, bLow: Lanes
) -> (product: Lanes, error: Lanes) {
  let product = a * b
  let (high, low) = split(a)
  return (product, ((high * bHigh - product) + high * bLow + low * bHigh) + low * bLow)
}
