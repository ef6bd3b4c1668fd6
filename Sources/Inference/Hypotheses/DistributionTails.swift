import Distributions

/// P(X > x) for chi-squared.
func chiSquaredUpperTail(_ x: Double, degreesOfFreedom: Double) -> Double {
  ChiSquaredDistribution(degreesOfFreedom: degreesOfFreedom).upperTail(x)
}

/// P(X > x) for F.
func fUpperTail(_ x: Double, _ numerator: Double, _ denominator: Double) -> Double {
  FDistribution(
    numeratorDegreesOfFreedom: numerator, denominatorDegreesOfFreedom: denominator
  ).upperTail(x)
}
