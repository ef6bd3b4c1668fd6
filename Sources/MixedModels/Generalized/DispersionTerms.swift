import Distributions
import Families

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a dispersion φ adds to −2ℓ beside the deviance over φ, up to what does not depend on φ, with its
/// derivative in log φ.
///
/// For a gamma density with shape ν = 1/φ it is 2w [log Γ(ν) + ν − ν log ν], for an inverse Gaussian one
/// w log φ, for a normal one log(φ/w): weights enter as they do in the families' log-likelihoods.
func dispersionTerms(
  _ family: any Family, weights: [Double]?, count: Int, dispersion: Double
) -> (value: Double, derivative: Double) {
  let total = weights?.reduce(0, +) ?? Double(count)
  if family is GammaFamily {
    let shape = 1 / dispersion
    return (
      2 * total * (logGamma(shape) + shape - shape * log(shape)),
      2 * total * shape * logLessDigamma(shape)
    )
  }
  if family is InverseGaussianFamily { return (total * log(dispersion), total) }
  let logWeights = weights?.reduce(0) { $0 + log($1) } ?? 0
  return (Double(count) * log(dispersion) - logWeights, Double(count))
}

/// log ν − ψ(ν): the recurrence up to 20, then the asymptotic series (Abramowitz & Stegun 6.3.18).
private func logLessDigamma(_ shape: Double) -> Double {
  var x = shape
  var sum = 0.0
  while x < 20 {
    sum += 1 / x - log1p(1 / x)
    x += 1
  }
  let square = 1 / (x * x)
  let series =
    square * (1.0 / 12 - square * (1.0 / 120 - square * (1.0 / 252 - square / 240)))
  return sum + 0.5 / x + series
}
