import Families
import Modeling

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What stands for the variance of one observation on the scale of the linear predictor.
///
/// Intraclass correlations and R² of a mixed model compare variances on one scale; a response that
/// is not Gaussian has none of its own there, so that one is agreed on.
///
/// ### References
/// S. Nakagawa and H. Schielzeth, Methods in Ecology and Evolution 4 (2013) 133; S. Nakagawa, P. C.
/// D. Johnson and H. Schielzeth, Journal of the Royal Society Interface 14 (2017) 20170213; T. A.
/// B. Snijders and R. J. Bosker, Multilevel Analysis (2012), chapter 17.
public enum ResidualScale: String, Sendable, Hashable, CaseIterable {
  /// σ² of a linear model, φ of a Gaussian response with the identity link; of a row of weight one.
  case residual
  /// π²/3, the variance of the logistic distribution: a logit model as a threshold of a latent
  /// response.
  case logistic
  /// 1, that of the normal distribution: a probit model in the same way.
  case normal
  /// π²/6, that of the extreme-value distribution: a complementary log-log model in the same way.
  case extremeValue = "extreme-value"
  /// log(1 + v/λ²) for a response of mean λ and variance v, which is the variance of the logarithm
  /// if it were lognormal. For counts (v = λ) log(1 + 1/λ) with the mean of the responses as λ,
  /// whatever the model's terms; for gamma responses log(1 + φ).
  case lognormal
}

/// The scale of a family with a link, and the variance, from the dispersion φ and the mean of the
/// responses by rows; nil where none is agreed on.
func residualScale(
  family: String, link: String, dispersion: Double, meanResponse: Double
) -> (scale: ResidualScale, variance: Double)? {
  switch (family, link) {
  case ("gaussian", "identity"): (.residual, dispersion)
  case ("binomial", "logit"): (.logistic, Double.pi * Double.pi / 3)
  case ("binomial", "probit"): (.normal, 1)
  case ("binomial", "cloglog"): (.extremeValue, Double.pi * Double.pi / 6)
  case ("poisson", "log"): (.lognormal, log1p(1 / meanResponse))
  case ("gamma", "log"): (.lognormal, log1p(dispersion))
  default: nil
  }
}
