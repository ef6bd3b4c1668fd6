/// What a link gives back at one value of the linear predictor.
///
/// All three numbers are computed together, because they share the costly part and because the
/// complement of a mean near 1 can't be recovered from the mean: at η = 40 the logistic mean rounds
/// to 1 while its complement is 4.2e-18.
public struct InverseLinkValue: Sendable, Equatable {
  /// The mean μ = g⁻¹(η).
  public let mean: Double
  /// 1 − μ, computed without cancellation. Negative where the mean is above 1.
  public let complement: Double
  /// dμ/dη.
  public let derivative: Double

  /// A value from its three parts.
  @inlinable
  public init(mean: Double, complement: Double, derivative: Double) {
    self.mean = mean
    self.complement = complement
    self.derivative = derivative
  }
}

/// What a link gives back at many values of the linear predictor.
public struct InverseLinkValues: Sendable, Equatable {
  /// The means.
  public var mean: [Double]
  /// 1 less the means, computed without cancellation.
  public var complement: [Double]
  /// The derivatives dμ/dη.
  public var derivative: [Double]

  /// Room for so many values, all 0.
  public init(capacity: Int) {
    mean = [Double](repeating: 0, count: capacity)
    complement = mean
    derivative = mean
  }

  /// One of the values.
  @inlinable
  public subscript(index: Int) -> InverseLinkValue {
    get {
      InverseLinkValue(
        mean: mean[index], complement: complement[index], derivative: derivative[index])
    }
    set {
      mean[index] = newValue.mean
      complement[index] = newValue.complement
      derivative[index] = newValue.derivative
    }
  }
}

/// A link function g, which takes the mean μ of a response to the linear predictor η = g(μ).
///
/// Conformers are stateless values. Everything is for one observation; no method traps, and no
/// method returns NaN for a finite argument.
///
/// ### Edge cases
/// Nothing is floored or clipped: where the exact result is not representable, the result is the
/// nearest limit. Means of probability links underflow to 0 in one tail (the complement then is 1)
/// and complements underflow to 0 in the other; derivatives underflow to 0; means without an upper
/// bound overflow to +∞. NaN in gives NaN out.
///
/// ### Accuracy
/// At 3000 random η a link, in the working range and in both tails, means and complements were within
/// 3 units in the last place of their exact values, first derivatives within 4 and second ones
/// within 6 (glibc 2.36), but for the right tail of `ComplementaryLogLogLink`.
///
/// ### References
/// P. McCullagh and J. A. Nelder, *Generalized Linear Models*, 2nd edition (1989), sections 2.2 and
/// 4.3.
public protocol Link: Sendable {
  /// The name used in messages, in output and on the command line, such as `"logit"`.
  var name: String { get }

  /// Whether every η gives a probability.
  var isProbabilityLink: Bool { get }

  /// The linear predictor g(μ).
  ///
  /// - Parameters:
  ///   - mean: The mean μ.
  ///   - complement: 1 − μ. Links that can be evaluated better from the complement do so, so it
  ///     should be exact where it is small.
  /// - Returns: g(μ); ±∞ where the mean is at the end of the link's range. For a mean outside the
  ///   range the result is unspecified and may be NaN.
  func link(mean: Double, complement: Double) -> Double

  /// The mean, its complement and its derivative at a linear predictor.
  func inverse(_ eta: Double) -> InverseLinkValue

  /// What `inverse(_:)` gives at the first `count` linear predictors of an array.
  ///
  /// The default calls `inverse(_:)` for each. An implementation of its own may differ from it by a few
  /// units in the last place; an element's value does not depend on its place.
  func inverse(_ etas: [Double], count: Int, into values: inout InverseLinkValues)

  /// d²μ/dη² at a linear predictor.
  func secondDerivative(_ eta: Double) -> Double

  /// d³μ/dη³ at a linear predictor, for derivatives of the observed information.
  func thirdDerivative(_ eta: Double) -> Double

  /// Whether the link is defined and strictly monotone at this linear predictor.
  ///
  /// False for infinities and NaN.
  func isValid(linearPredictor eta: Double) -> Bool
}

extension Link {
  /// One call of `inverse(_:)` for each.
  @inlinable
  public func inverse(_ etas: [Double], count: Int, into values: inout InverseLinkValues) {
    for index in 0..<count { values[index] = inverse(etas[index]) }
  }

  /// True for every finite linear predictor.
  @inlinable
  public func isValid(linearPredictor eta: Double) -> Bool { eta.isFinite }
}
