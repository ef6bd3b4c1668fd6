import Distributions

/// The bridge distribution for the logit: the random intercept under which the mean of a logistic
/// model stays exactly logistic when the intercept is averaged out.
///
/// For u from the bridge with attenuation φ, E[expit(x + u)] = expit(φx) for every x
/// (Wang & Louis 2003, Biometrika 90:765). It is symmetric about 0, close to normal, and has variance
/// π²(φ⁻² − 1)/3.
struct BridgeDistribution: Sendable, Equatable {
  /// The factor φ, in (0, 1), by which averaging flattens the slopes.
  let attenuation: Double

  /// The bridge of a standard deviation.
  ///
  /// - Precondition: the deviation is positive and finite.
  init(standardDeviation: Double) {
    precondition(standardDeviation > 0 && standardDeviation.isFinite, "a deviation is positive")
    let variance = standardDeviation * standardDeviation
    attenuation = 1 / (1 + 3 * variance / (Double.pi * Double.pi)).squareRoot()
  }

  /// The quantile function, log(sin(φπp)/sin(φπ(1 − p)))/φ, for p in (0, 1).
  func quantile(_ probability: Double) -> Double {
    let numerator = PortableMath.sinPi(attenuation * probability)
    let denominator = PortableMath.sinPi(attenuation * (1 - probability))
    return PortableMath.log(numerator / denominator) / attenuation
  }
}

/// Random intercepts of districts, and of schools within them, that leave the mean exactly logistic.
///
/// From the inside out: averaging over the schools of a district attenuates by φₛ, and the district's
/// effect v is a bridge variable on that attenuated scale. A school's logit is therefore
/// η/(φ_d φₛ) + v/φₛ + u where η is the logit of the mean over all schools.
struct NestedBridge: Sendable, Equatable {
  /// Between districts, on the scale on which schools are averaged out.
  let district: BridgeDistribution
  /// Between the schools of a district.
  let school: BridgeDistribution

  init(districtDeviation: Double, schoolDeviation: Double) {
    district = BridgeDistribution(standardDeviation: districtDeviation)
    school = BridgeDistribution(standardDeviation: schoolDeviation)
  }

  /// The logit of one school, from that of the mean over all and the uniforms behind its effects.
  func schoolLogit(mean: Double, districtUniform: Double, schoolUniform: Double) -> Double {
    let district = self.district.quantile(districtUniform)
    let school = self.school.quantile(schoolUniform)
    let attenuation = self.district.attenuation * self.school.attenuation
    return mean / attenuation + district / self.school.attenuation + school
  }
}

/// The inverse of the logit, 1/(1 + e⁻ˣ), in portable arithmetic.
func portableExpit(_ x: Double) -> Double { 1 / (1 + PortableMath.exp(-x)) }

/// The logit, log(p/(1 − p)), in portable arithmetic, for p in (0, 1).
func portableLogit(_ probability: Double) -> Double {
  PortableMath.log(probability / (1 - probability))
}
