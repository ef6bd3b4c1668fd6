import Families

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// F, its complement and its first two derivatives at one end of a category; F is the inverse link.
struct CumulativeEnd: Sendable {
  let cumulative: Double
  let complement: Double
  let density: Double
  let densitySlope: Double
  /// Where it is; ±∞ at the ends of the scale.
  let place: Double

  /// Below all categories.
  static let bottom = CumulativeEnd(
    cumulative: 0, complement: 1, density: 0, densitySlope: 0, place: -.infinity)
  /// Above all categories.
  static let top = CumulativeEnd(
    cumulative: 1, complement: 0, density: 0, densitySlope: 0, place: .infinity)

  private init(
    cumulative: Double, complement: Double, density: Double, densitySlope: Double, place: Double
  ) {
    self.cumulative = cumulative
    self.complement = complement
    self.density = density
    self.densitySlope = densitySlope
    self.place = place
  }

  @inline(__always)
  init<L: Link>(_ place: Double, _ link: L) {
    let value = link.inverse(place)
    cumulative = value.mean
    complement = value.complement
    density = value.derivative
    densitySlope = link.secondDerivative(place)
    self.place = place
  }
}

/// P(lower < latent ≤ upper) from the tail that both ends are nearer to.
///
/// Where the densities are logistic it is F(b) (1 − F(a)) (1 − e^(a − b)), of which no part cancels however
/// near the ends are.
@inline(__always)
func categoryProbability(
  from lower: CumulativeEnd, to upper: CumulativeEnd, isLogistic: Bool
) -> Double {
  if isLogistic {
    return upper.cumulative * lower.complement * -expm1(lower.place - upper.place)
  }
  return lower.cumulative > 0.5
    ? lower.complement - upper.complement : upper.cumulative - lower.cumulative
}

/// The log-probability of a row's category and its derivatives in the thresholds above (b) and below (a) it
/// and in the linear predictor η, at weight 1.
struct CategoryTerms: Sendable {
  let probability: Double
  /// ∂ℓ/∂b.
  let upperScore: Double
  /// ∂ℓ/∂a.
  let lowerScore: Double
  /// ∂ℓ/∂η.
  let predictorScore: Double
  /// −∂²ℓ/∂b².
  let upperInformation: Double
  /// −∂²ℓ/∂a².
  let lowerInformation: Double
  /// −∂²ℓ/∂a∂b.
  let crossInformation: Double
  /// −∂²ℓ/∂b∂η.
  let upperPredictor: Double
  /// −∂²ℓ/∂a∂η.
  let lowerPredictor: Double
  /// −∂²ℓ/∂η².
  let predictorInformation: Double

  init(from lower: CumulativeEnd, to upper: CumulativeEnd, isLogistic: Bool) {
    probability = categoryProbability(from: lower, to: upper, isLogistic: isLogistic)
    if isLogistic {
      // f = F (1 − F), and the probability is a product, so that quotients are written out.
      let gap = -expm1(lower.place - upper.place)
      let (above, below) = (upper.cumulative, lower.complement)
      let b = below > 0 ? upper.complement / below / gap : 0
      let a = above > 0 ? lower.cumulative / above / gap : 0
      upperScore = b
      lowerScore = -a
      predictorScore = upper.cumulative - lower.complement
      crossInformation = -a * b
      upperInformation = b * (b - (upper.complement - upper.cumulative))
      lowerInformation = a * (a + (lower.complement - lower.cumulative))
      upperPredictor = -upper.density
      lowerPredictor = -lower.density
      predictorInformation = upper.density + lower.density
      return
    }
    let p = probability
    let (b, a) = (upper.density / p, lower.density / p)
    upperScore = b
    lowerScore = -a
    predictorScore = (lower.density - upper.density) / p
    upperInformation = b * b - upper.densitySlope / p
    lowerInformation = a * a + lower.densitySlope / p
    crossInformation = -a * b
    upperPredictor = b * predictorScore + upper.densitySlope / p
    lowerPredictor = -a * predictorScore - lower.densitySlope / p
    predictorInformation =
      predictorScore * predictorScore - (upper.densitySlope - lower.densitySlope) / p
  }
}

/// The probabilities of all categories at a linear predictor, J of them.
func categoryProbabilities<L: Link>(
  thresholds: [Double], predictor: Double, link: L
) -> [Double] {
  let isLogistic = link is LogitLink
  let ends = categoryEnds(thresholds: thresholds, predictor: predictor, link: link)
  return (0...thresholds.count).map {
    categoryProbability(from: ends[$0], to: ends[$0 + 1], isLogistic: isLogistic)
  }
}

/// The ends of the categories at a linear predictor, J + 1 of them.
func categoryEnds<L: Link>(
  thresholds: [Double], predictor: Double, link: L
) -> [CumulativeEnd] {
  [.bottom] + thresholds.map { CumulativeEnd($0 - predictor, link) } + [.top]
}
