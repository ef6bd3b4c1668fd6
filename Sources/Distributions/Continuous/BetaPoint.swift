/// Where a ratio of mean squares falls on the scale of the beta distribution with shapes df1/2 and
/// df2/2: x = df1 f / (df1 f + df2).
struct BetaPoint {
  var a: Double
  var b: Double
  var x: Double
  var y: Double
  /// b x − a y, formed from f − 1 without cancellation.
  var offset: Double

  init(ratio: Double, _ df1: Double, _ df2: Double) {
    a = 0.5 * df1
    b = 0.5 * df2
    let odds = min(max(ratio * (df1 / df2), .leastNormalMagnitude), 1e308)
    y = 1 / (1 + odds)
    x = odds > 1 ? 1 / (1 + 1 / odds) : odds * y
    let distance = (ratio - 1) * a
    offset = distance.isFinite ? distance * y : b
  }

  /// The same place for shapes a + j and b.
  func raised(by j: Double) -> BetaPoint {
    var point = self
    point.a += j
    point.offset -= j * y
    return point
  }

  /// The tails of the beta distribution there.
  var tails: TailProbabilities { incompleteBeta(a, b, x: x, y: y, offset: offset) }

  /// ln(xᵃ yᵇ / B(a, b)), the logarithm of f times the density of F at f.
  var logTerm: Double { logBetaTerm(a, b, x: x, y: y, offset: offset) }
}
