import Distributions

/// Overdispersed counts, or other non-negative responses, with a dispersion estimated from the data:
/// V(μ) = μ.
///
/// Estimates, deviance and valid responses are those of `PoissonFamily`. Nothing but mean and
/// variance is assumed (R. W. M. Wedderburn, *Biometrika* 61 (1974) 439–447), so there is no
/// likelihood.
public struct QuasipoissonFamily: Family {
  private var base: PoissonFamily { PoissonFamily() }

  /// A quasi-Poisson family.
  public init() {}

  /// `"quasipoisson"`
  public var name: String { "quasipoisson" }
  /// That of the Poisson family.
  public var canonicalLink: any Link { base.canonicalLink }
  /// Those of the Poisson family.
  public var linkNames: [String] { base.linkNames }
  /// Estimated.
  public var dispersion: DispersionRule { .estimated }
  /// True.
  public var isCount: Bool { true }
  /// False.
  public var hasLikelihood: Bool { false }

  /// As in `PoissonFamily`.
  public func variance(mean: Double, complement: Double) -> Double {
    base.variance(mean: mean, complement: complement)
  }

  /// 1.
  public func varianceDerivative(mean: Double, complement: Double) -> Double { 1 }

  /// 0.
  public func varianceSecondDerivative(mean: Double, complement: Double) -> Double { 0 }

  /// As in `PoissonFamily`.
  public func unitDeviance(response: Double, mean: Double, complement: Double) -> Double {
    base.unitDeviance(response: response, mean: mean, complement: complement)
  }

  /// NaN: there is no likelihood.
  public func logLikelihood(
    response: Double, mean: Double, complement: Double, weight: Double, dispersion: Double
  ) -> Double {
    .nan
  }

  /// As in `PoissonFamily`.
  public func problem(withResponse response: Double) -> String? {
    base.problem(withResponse: response)
  }

  /// As in `PoissonFamily`.
  public func startingMean(response: Double, weight: Double) -> Double {
    base.startingMean(response: response, weight: weight)
  }

  /// As in `PoissonFamily`.
  public func isValid(mean: Double) -> Bool { base.isValid(mean: mean) }

  /// NaN: there is no distribution.
  public func drawResponse(
    mean: Double, complement: Double, weight: Double, dispersion: Double,
    from stream: inout RandomStream
  ) -> Double {
    .nan
  }
}
