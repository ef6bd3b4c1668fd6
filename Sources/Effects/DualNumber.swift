import RealModule

/// A number with its derivatives in some parameters: what a function is given so that it is written once and
/// its gradient follows by the chain rule (forward-mode differentiation).
///
/// Sums, products and quotients are those of numbers, constants written as such: `2 * a + b / a`.
public struct DualNumber: Sendable, Hashable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral
{
  /// The number.
  public let value: Double
  /// Its derivatives; empty for a constant.
  public let derivatives: [Double]

  /// A number with derivatives.
  public init(value: Double, derivatives: [Double] = []) {
    self.value = value
    self.derivatives = derivatives
  }

  /// A constant.
  public init(_ constant: Double) { self.init(value: constant) }
  /// A constant.
  public init(floatLiteral value: Double) { self.init(value: value) }
  /// A constant.
  public init(integerLiteral value: Int) { self.init(value: Double(value)) }

  /// The exponential.
  public var exponential: DualNumber {
    let value = Double.exp(value)
    return chained(value, slope: value)
  }

  /// The natural logarithm; not a number for numbers below zero.
  public var logarithm: DualNumber { chained(Double.log(value), slope: 1 / value) }

  /// The square root; not a number for numbers below zero.
  public var squareRoot: DualNumber {
    let root = value.squareRoot()
    return chained(root, slope: 0.5 / root)
  }

  /// The square.
  public var squared: DualNumber { self * self }

  /// A function of this number by its value and its derivative there.
  public func chained(_ value: Double, slope: Double) -> DualNumber {
    DualNumber(value: value, derivatives: derivatives.map { slope * $0 })
  }

  /// The sum.
  public static func + (left: DualNumber, right: DualNumber) -> DualNumber {
    combined(left.value + right.value, left, 1, right, 1)
  }
  /// The difference.
  public static func - (left: DualNumber, right: DualNumber) -> DualNumber {
    combined(left.value - right.value, left, 1, right, -1)
  }
  /// The product.
  public static func * (left: DualNumber, right: DualNumber) -> DualNumber {
    combined(left.value * right.value, left, right.value, right, left.value)
  }
  /// The quotient; not finite for a divisor of zero.
  public static func / (left: DualNumber, right: DualNumber) -> DualNumber {
    let value = left.value / right.value
    return combined(value, left, 1 / right.value, right, -value / right.value)
  }
  /// The number with the other sign.
  public static prefix func - (number: DualNumber) -> DualNumber {
    number.chained(-number.value, slope: -1)
  }

  /// A function of two numbers by its value and its derivatives in both.
  private static func combined(
    _ value: Double, _ left: DualNumber, _ leftSlope: Double, _ right: DualNumber,
    _ rightSlope: Double
  ) -> DualNumber {
    if right.derivatives.isEmpty { return left.chained(value, slope: leftSlope) }
    if left.derivatives.isEmpty { return right.chained(value, slope: rightSlope) }
    return DualNumber(
      value: value,
      derivatives: zip(left.derivatives, right.derivatives).map {
        leftSlope * $0 + rightSlope * $1
      })
  }
}
