extension RandomStream {
  /// A standard normal variate: the normal quantile of one uniform number, so that variates and
  /// uniform numbers correspond one to one.
  public mutating func nextNormal() -> Double {
    let u = nextUniform()
    return normalQuantile(u, complement: 1 - u)
  }

  /// An exponential variate with mean 1.
  public mutating func nextExponential() -> Double { -PortableMath.log(nextUniform()) }

  /// A gamma variate with the given shape and scale 1.
  ///
  /// Marsaglia, G. & Tsang, W. W. (2000), A simple method for generating gamma variables, ACM TOMS 26,
  /// 363–372.
  ///
  /// - Precondition: `shape` is positive and finite.
  public mutating func nextGamma(shape: Double) -> Double {
    PortableMath.exp(nextLogGamma(shape: shape))
  }

  /// A chi-squared variate.
  ///
  /// - Precondition: `degreesOfFreedom` is positive and finite.
  public mutating func nextChiSquared(degreesOfFreedom: Double) -> Double {
    2 * nextGamma(shape: 0.5 * degreesOfFreedom)
  }

  /// A beta variate: the share of one gamma variate in the sum of two, formed from their logarithms so
  /// that small shapes do no harm.
  ///
  /// - Precondition: both shapes are positive and finite.
  public mutating func nextBeta(alpha: Double, beta: Double) -> Double {
    let first = nextLogGamma(shape: alpha)
    let second = nextLogGamma(shape: beta)
    if first < second {
      let odds = PortableMath.exp(first - second)
      return odds / (1 + odds)
    }
    return 1 / (1 + PortableMath.exp(second - first))
  }

  /// An inverse Gaussian variate with variance mean³ / shape: one of the two roots that a chi-squared
  /// variate leaves, the smaller one written without cancellation.
  ///
  /// Michael, J. R., Schucany, W. R. & Haas, R. W. (1976), Generating random variates using
  /// transformations with multiple roots, The American Statistician 30, 88–90.
  ///
  /// - Precondition: `mean` and `shape` are positive and finite.
  public mutating func nextInverseGaussian(mean: Double, shape: Double) -> Double {
    precondition(mean > 0 && mean.isFinite, "mean \(mean) is not positive and finite")
    precondition(shape > 0 && shape.isFinite, "shape \(shape) is not positive and finite")
    let z = nextNormal()
    let half = 0.5 * mean / shape * z * z
    let ratio = 1 / (1 + half + half.squareRoot() * (2 + half).squareRoot())
    return nextUniform() * (1 + ratio) <= 1 ? mean * ratio : mean / ratio
  }

  /// The logarithm of a gamma variate. A shape below 1 is raised by 1 and paid for with a power of a
  /// uniform number.
  private mutating func nextLogGamma(shape: Double) -> Double {
    precondition(shape > 0 && shape.isFinite, "shape \(shape) is not positive and finite")
    if shape < 1 {
      let raised = nextLogGamma(shape: shape + 1)
      return raised + PortableMath.log(nextUniform()) / shape
    }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let z = nextNormal()
      let root = 1 + c * z
      if root <= 0 { continue }
      let logCube = 3 * PortableMath.log(root)
      let cube = root * root * root
      let u = nextUniform()
      if PortableMath.log(u) < 0.5 * z * z + d * (1 - cube + logCube) {
        return PortableMath.log(d) + logCube
      }
    }
  }
}
