import Distributions

/// The values a school-level measure takes in the synthetic study: the quantiles of a stated
/// distribution at (i − ½)/n, rounded as a district would publish them.
///
/// Every seed deals out the same values to other schools. Percentiles of the measure, and with them
/// the levels a claim is asked at, are thus constants of the design and not estimates.
struct CovariateGrid: Sendable, Equatable {
  /// The values, rising.
  let values: [Double]

  /// The quantiles of a Kumaraswamy distribution stretched over a scale.
  ///
  /// The quantile function is closed: Q(p) = (1 − (1 − p)^(1/b))^(1/a) on the unit interval
  /// (Kumaraswamy 1980, Journal of Hydrology 46:79), so that it can be had to the same bits anywhere.
  ///
  /// - Parameters:
  ///   - count: the number of values.
  ///   - range: the ends of the scale.
  ///   - shape: the exponents a and b, both positive.
  ///   - stepsPerUnit: 10 for one decimal, 100 for two.
  init(
    count: Int, range: ClosedRange<Double>, shape: (a: Double, b: Double), stepsPerUnit: Double
  ) {
    precondition(shape.a > 0 && shape.b > 0 && stepsPerUnit > 0, "a shape must be positive")
    values = (0..<count).map { index in
      let probability = (Double(index) + 0.5) / Double(count)
      let inner = PortableMath.exp(PortableMath.log(1 - probability) / shape.b)
      let unit = PortableMath.exp(PortableMath.log(1 - inner) / shape.a)
      let value = range.lowerBound + (range.upperBound - range.lowerBound) * unit
      return (value * stepsPerUnit).rounded() / stepsPerUnit
    }
  }

  /// The sample quantile of the values at a probability.
  func quantile(_ probability: Double) -> Double { quantileOfSorted(values, probability) }
}

/// The sample quantile of rising values, by linear interpolation of the order statistics at 1 + (n − 1)p
/// (Hyndman & Fan 1996, American Statistician 50:361, type 7).
///
/// - Precondition: the probability is between 0 and 1 and there is at least one value.
func quantileOfSorted(_ values: [Double], _ probability: Double) -> Double {
  precondition(probability >= 0 && probability <= 1 && !values.isEmpty, "no such quantile")
  let position = Double(values.count - 1) * probability
  let below = Int(position)
  guard below + 1 < values.count else { return values[values.count - 1] }
  let share = position - Double(below)
  return values[below] + share * (values[below + 1] - values[below])
}

/// Rising values dealt to units by rank: the unit with the lowest score gets the lowest value. Equal
/// scores keep the units' order.
///
/// - Precondition: there are as many scores as values.
func dealt(_ values: [Double], byRankOf scores: [Double]) -> [Double] {
  precondition(scores.count == values.count, "\(scores.count) scores, \(values.count) values")
  let order = scores.indices.sorted { (scores[$0], $0) < (scores[$1], $1) }
  var dealt = values
  for (rank, unit) in order.enumerated() { dealt[unit] = values[rank] }
  return dealt
}
