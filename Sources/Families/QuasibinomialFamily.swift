import Distributions

/// Overdispersed proportions, with a dispersion estimated from the data: V(μ) = μ (1 − μ).
///
/// Estimates, deviance and valid responses are those of `BinomialFamily`. Nothing but mean and
/// variance is assumed (R. W. M. Wedderburn, *Biometrika* 61 (1974) 439–447), so there is no
/// likelihood.
public struct QuasibinomialFamily: Family {
  private var base: BinomialFamily { BinomialFamily() }

  /// A quasibinomial family.
  public init() {}

  /// `"quasibinomial"`
  public var name: String { "quasibinomial" }
  /// That of the binomial family.
  public var canonicalLink: any Link { base.canonicalLink }
  /// Those of the binomial family.
  public var linkNames: [String] { base.linkNames }
  /// Estimated.
  public var dispersion: DispersionRule { .estimated }
  /// True.
  public var isCountOfTrials: Bool { true }
  /// False.
  public var hasLikelihood: Bool { false }

  /// As in `BinomialFamily`.
  public func variance(mean: Double, complement: Double) -> Double {
    base.variance(mean: mean, complement: complement)
  }

  /// 1 − 2μ.
  public func varianceDerivative(mean: Double, complement: Double) -> Double { complement - mean }

  /// −2.
  public func varianceSecondDerivative(mean: Double, complement: Double) -> Double { -2 }

  /// As in `BinomialFamily`.
  public func unitDeviance(response: Double, mean: Double, complement: Double) -> Double {
    base.unitDeviance(response: response, mean: mean, complement: complement)
  }

  /// NaN: there is no likelihood.
  public func logLikelihood(
    response: Double, mean: Double, complement: Double, weight: Double, dispersion: Double
  ) -> Double {
    .nan
  }

  /// As in `BinomialFamily`.
  public func problem(withResponse response: Double) -> String? {
    base.problem(withResponse: response)
  }

  /// As in `BinomialFamily`.
  public func startingMean(response: Double, weight: Double) -> Double {
    base.startingMean(response: response, weight: weight)
  }

  /// As in `BinomialFamily`.
  public func isValid(mean: Double) -> Bool { base.isValid(mean: mean) }

  /// NaN: there is no distribution.
  public func drawResponse(
    mean: Double, complement: Double, weight: Double, dispersion: Double,
    from stream: inout RandomStream
  ) -> Double {
    .nan
  }
}
