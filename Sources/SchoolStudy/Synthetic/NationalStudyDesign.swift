/// The data-generating process of the synthetic national study, with its parameters solved so that
/// the population values of the claims are exactly the published ones.
///
/// No microdata of the published study are public, so these are made up; what is real is only the
/// four figures they are made to reproduce. The process, for school i in district j with poverty P and
/// collaboration C:
///
///     leavers ~ Binomial(staff, p),  logit p = η(P, C)/(φ_d φₛ) + v_j/φₛ + u_i
///
/// with η a surface a + b·C + c·P + d·C·P, and v, u from bridge distributions with attenuations φ_d and
/// φₛ. Averaged over v and u the turnover is expit(η(P, C)) exactly, so the binomial model
/// `cbind(leavers, staff - leavers) ~ collaboration * poverty` is the true model of the mean, and a
/// claim on its predictions has a closed population value. The counts at standard in English language
/// arts (ELA) and mathematics are drawn in the same way. Commitment is a surface with normal
/// district and school effects. Random effects are independent of P, C and the sizes.
///
/// Poverty and collaboration take a fixed grid of values; a seed deals them to schools by the ranks of
/// correlated normals with a share common to the district. The levels of the claims, the 10th and 90th
/// percentiles, are thereby the same numbers in every seed.
public struct NationalStudyDesign: Sendable, Equatable {
  /// The seed of the study that ships with the library: the year of the published one.
  public static let defaultSeed: UInt64 = 2017

  /// The districts, in the order of the rows.
  public let districts: [StudyDistrict]
  /// The poverty of the schools in per cent, rising; mean 52, from 2 to 98.
  public let povertyValues: [Double]
  /// The collaboration of the schools on a scale from 1 to 5, rising; mean 3.3.
  public let collaborationValues: [Double]
  /// The 10th and 90th percentiles of poverty and collaboration.
  public let levels: StudyLevels
  /// The logit of mean turnover.
  public let turnover: CornerSurface
  /// The logit of the mean share at or above standard in ELA.
  public let ela: CornerSurface
  /// The logit of the mean share at or above standard in mathematics.
  public let math: CornerSurface
  /// Mean commitment on a scale from 1 to 7.
  public let commitment: CornerSurface
  /// The standard deviations of the random effects.
  public let spread: StudySpread
  /// How the measures of a school depend on each other.
  public let dependence: StudyDependence

  /// The design whose population values are the published figures: turnover ratios of 3.5 and 1.0,
  /// 12.5 points in ELA and 4.5 in mathematics.
  public static let published = NationalStudyDesign(claims: PopulationClaims())

  /// A design whose population values are those of `claims`.
  ///
  /// - Complexity: about ten Newton steps over the schools for each achievement outcome.
  init(claims: PopulationClaims) {
    districts = StudyDistrict.all
    let count = districts.reduce(0) { $0 + $1.schoolCount }
    let poverty = CovariateGrid(
      count: count, range: 2...98, shape: (a: 1.25, b: 1.15), stepsPerUnit: 10)
    let collaboration = CovariateGrid(
      count: count, range: 1...5, shape: (a: 4.8, b: 8), stepsPerUnit: 100)
    let levels = StudyLevels(
      lowPoverty: poverty.quantile(0.1), highPoverty: poverty.quantile(0.9),
      lowCollaboration: collaboration.quantile(0.1),
      highCollaboration: collaboration.quantile(0.9))
    self.levels = levels
    povertyValues = poverty.values
    collaborationValues = collaboration.values
    turnover = turnoverSurface(claims: claims, levels: levels)
    ela = achievementSurface(
      lowPoverty: 0.62, highPoverty: 0.28, gap: claims.elaGap, levels: levels, over: poverty.values)
    math = achievementSurface(
      lowPoverty: 0.58, highPoverty: 0.21, gap: claims.mathGap, levels: levels,
      over: poverty.values)
    commitment = CornerSurface(
      levels: levels, lowPovertyLowCollaboration: 5.0, highPovertyLowCollaboration: 4.4,
      lowPovertyHighCollaboration: 5.3, highPovertyHighCollaboration: 5.3)
    spread = StudySpread()
    dependence = StudyDependence()
  }
}

/// The figures a design is solved for.
struct PopulationClaims: Sendable, Equatable {
  /// Turnover in high- over low-poverty schools where collaboration is low.
  var turnoverRatioLow = 3.5
  /// The same ratio where collaboration is high.
  var turnoverRatioHigh = 1.0
  /// The share at standard in ELA, high minus low collaboration, averaged over the schools' poverty.
  var elaGap = 0.125
  /// The same in mathematics.
  var mathGap = 0.045
}

/// The standard deviations of the random effects of the synthetic national study.
///
/// They are of the size that school data show once poverty is held: enough for a standard error by
/// the binomial alone to be too small by half, and for districts to matter.
public struct StudySpread: Sendable, Equatable {
  /// Of turnover on the logit scale.
  public let turnover = Deviations(district: 0.20, school: 0.40)
  /// Of the share at standard in ELA on the logit scale.
  public let ela = Deviations(district: 0.30, school: 0.40)
  /// Of the share at standard in mathematics on the logit scale.
  public let math = Deviations(district: 0.30, school: 0.45)
  /// Of commitment, in points of its scale.
  public let commitment = Deviations(district: 0.10, school: 0.25)

  /// Standard deviations between and within districts.
  public struct Deviations: Sendable, Equatable {
    /// Between districts. On a logit scale: once schools are averaged out.
    public let district: Double
    /// Between the schools of a district.
    public let school: Double

    /// The random intercepts these make on a logit scale.
    var bridge: NestedBridge {
      NestedBridge(districtDeviation: district, schoolDeviation: school)
    }
  }
}

/// How the measures of a school depend on each other and on its district.
public struct StudyDependence: Sendable, Equatable {
  /// The share of the variance of latent poverty that lies between districts.
  public let povertyBetweenDistricts = 0.35
  /// The share of the variance of latent collaboration that lies between districts.
  public let collaborationBetweenDistricts = 0.20
  /// The correlation of latent poverty and collaboration, between districts and within them.
  public let povertyWithCollaboration = -0.30
  /// The correlation of the latent strength of partnership with latent collaboration.
  public let partnershipWithCollaboration = 0.55
  /// The share of the rest of latent partnership that lies between districts.
  public let partnershipBetweenDistricts = 0.40
  /// How many schools have a formal partnership.
  public let partnershipCount = 180
  /// Frank's dependence of a school's random effect in mathematics on that in ELA.
  public let mathWithELA = 8.0
}
