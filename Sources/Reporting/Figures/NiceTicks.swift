/// Round values within a range, for the marks of an axis, after P. S. Heckbert, "Nice numbers for graph
/// labels", Graphics Gems (1990): steps of 1, 2 or 5 times a power of ten.
enum NiceTicks {
  /// Multiples of a nice step from `lower` to `upper`; about `target` of them, never more than four times that.
  static func linear(from lower: Double, to upper: Double, target: Int) -> (
    values: [Double], step: Double
  ) {
    let step = niceStep((upper - lower) / Double(max(target, 1)))
    guard step > 0, step.isFinite else { return ([], 1) }
    let first = (lower / step - 1e-9).rounded(.up)
    let last = (upper / step + 1e-9).rounded(.down)
    guard last >= first, last - first < Double(4 * max(target, 1)) else { return ([], step) }
    let inverse = (1 / step).rounded()
    let values = stride(from: first, through: last, by: 1).map { index in
      // A step below one is divided by, so that 3 × 0.1 is 0.3.
      index == 0 ? 0 : step < 1 && inverse < 1e15 ? index / inverse : index * step
    }
    return (values, step)
  }

  /// The smallest of 1, 2, 5 and 10 times a power of ten that is not far below the span.
  static func niceStep(_ span: Double) -> Double {
    guard let digits = DecimalDigits(span), span > 0 else { return 0 }
    let power = powerOfTen(digits.exponent)
    let fraction = span / power
    let nice: Double =
      if fraction < 1.5 { 1 } else if fraction < 3 { 2 } else if fraction < 7 { 5 } else { 10 }
    return nice * power
  }

  /// Round values of a logarithmic axis: powers of ten, with 3, or 2 and 5, and so on between them, the
  /// sparsest that gives about as many marks as asked for; evenly spaced marks where the range is too short for two.
  static func logarithmic(from lower: Double, to upper: Double, target: Int) -> [Double] {
    guard let low = DecimalDigits(lower), let high = DecimalDigits(upper), lower > 0, upper > lower
    else { return [] }
    let most = max(target, 4) + 2
    let decades = high.exponent - low.exponent + 1
    if decades > most {
      let step = (decades + most - 1) / most
      return stride(from: low.exponent, through: high.exponent, by: step).map { powerOfTen($0) }
        .filter { isWithin($0, lower, upper) }
    }
    let ladders: [[Double]] = [
      [1], [1, 3], [1, 2, 5], [1, 2, 3, 5], [1, 1.5, 2, 3, 5, 7], [1, 1.5, 2, 3, 4, 5, 6, 8],
    ]
    var best: [Double] = []
    for ladder in ladders where best.count < max(3, target - 1) {
      let values = multiples(of: ladder, low.exponent...high.exponent)
        .filter { isWithin($0, lower, upper) }
      if values.count <= most { best = values }
    }
    return best.count >= 2 ? best : linear(from: lower, to: upper, target: target).values
  }

  private static func multiples(of ladder: [Double], _ exponents: ClosedRange<Int>) -> [Double] {
    exponents.flatMap { exponent in
      ladder.map { exponent < 0 ? $0 / powerOfTen(-exponent) : $0 * powerOfTen(exponent) }
    }
  }

  private static func isWithin(_ value: Double, _ lower: Double, _ upper: Double) -> Bool {
    value >= lower * (1 - 1e-9) && value <= upper * (1 + 1e-9)
  }

  /// The correctly rounded power of ten.
  static func powerOfTen(_ exponent: Int) -> Double {
    Double("1e\(exponent)") ?? (exponent < 0 ? 0 : .infinity)
  }
}
