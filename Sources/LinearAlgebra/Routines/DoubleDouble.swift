/// An unevaluated sum of two doubles, the low one at most half a unit in the last place of the high:
/// about 32 significant digits.
///
/// Sums and products are wrong by a few 2⁻¹⁰⁴ of the magnitudes (Dekker 1971; Knuth; with a fused
/// multiply-add for the error of a product).
package struct DoubleDouble: Sendable, Equatable {
  package var high: Double
  package var low: Double

  @inline(__always)
  package init(high: Double, low: Double) {
    self.high = high
    self.low = low
  }

  /// A double as it is.
  @inline(__always)
  package init(_ value: Double) { self.init(high: value, low: 0) }

  /// The rounded value.
  package var value: Double { high + low }

  /// Adds another in place.
  @inline(__always)
  package mutating func add(_ other: DoubleDouble) { self = self + other }

  @inline(__always)
  package static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let sum = a.high + b.high
    let part = sum - a.high
    let error = (a.high - (sum - part)) + (b.high - part)
    return settled(sum, error + (a.low + b.low))
  }

  @inline(__always)
  package static prefix func - (a: DoubleDouble) -> DoubleDouble {
    DoubleDouble(high: -a.high, low: -a.low)
  }

  @inline(__always)
  package static func - (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble { a + -b }

  @inline(__always)
  package static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let product = a.high * b.high
    let error = (-product).addingProduct(a.high, b.high)
    return settled(product, error + (a.high * b.low + a.low * b.high))
  }

  @inline(__always)
  package static func / (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let first = DoubleDouble(a.high / b.high)
    let second = DoubleDouble((a - first * b).high / b.high)
    let third = DoubleDouble((a - first * b - second * b).high / b.high)
    return first + second + third
  }

  /// The square root of a number that is not negative, by one step of Newton's iteration.
  package func squareRoot() -> DoubleDouble {
    let root = high.squareRoot()
    if root == 0 { return DoubleDouble(0) }
    let start = DoubleDouble(root)
    return start + DoubleDouble((self - start * start).high / (2 * root))
  }

  /// A whole power, by repeated squares.
  package func power(_ exponent: Int) -> DoubleDouble {
    var result = DoubleDouble(1)
    var square = self
    var left = exponent.magnitude
    while left > 0 {
      if left & 1 == 1 { result = result * square }
      left >>= 1
      if left > 0 { square = square * square }
    }
    return exponent < 0 ? DoubleDouble(1) / result : result
  }

  /// A sum whose second part is the smaller.
  @inline(__always)
  private static func settled(_ high: Double, _ low: Double) -> DoubleDouble {
    let sum = high + low
    return DoubleDouble(high: sum, low: low - (sum - high))
  }
}
