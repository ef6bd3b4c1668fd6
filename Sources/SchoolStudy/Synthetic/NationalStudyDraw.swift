import Distributions

/// The parts of a draw, each with a random stream of its own, so that a part added later leaves the
/// bits of the others as they are.
enum DrawPart: UInt64 {
  case levels = 1
  case partnership, sizes, turnover, ela, math, commitment

  func stream(seed: UInt64) -> RandomStream { RandomStream(seed: seed, stream: rawValue) }
}

/// One draw of the synthetic national study: plain arrays, one element a school.
///
/// Only +, −, ×, ÷, square roots and the portable exp, log and sinPi are used, in a fixed order, so
/// that a seed gives the same bits on every machine.
struct NationalStudyDraw: Sendable, Equatable {
  /// The district of each school, from 0.
  let district: [Int]
  let poverty: [Double]
  let collaboration: [Double]
  let partnership: [Int]
  let staff: [Int]
  let leavers: [Int]
  let commitment: [Double]
  let ela: AchievementCounts
  let math: AchievementCounts

  init(design: NationalStudyDesign, seed: UInt64) {
    let district = design.districts.enumerated().flatMap { index, district in
      Array(repeating: index, count: district.schoolCount)
    }
    self.district = district
    let latent = LatentLevels(design: design, district: district, seed: seed)
    poverty = dealt(design.povertyValues, byRankOf: latent.poverty)
    collaboration = dealt(design.collaborationValues, byRankOf: latent.collaboration)
    partnership = drawPartnership(design: design, latent: latent, district: district, seed: seed)
    let sizes = SchoolSizes(count: district.count, seed: seed)
    staff = sizes.staff
    let surface = SurfaceDraw(poverty: poverty, collaboration: collaboration, district: district)
    var turnover = DrawPart.turnover.stream(seed: seed)
    let turnoverEffects = EffectUniforms(
      districts: design.districts.count, schools: district.count, from: &turnover)
    leavers = surface.counts(
      of: sizes.staff, design.turnover, spread: design.spread.turnover, effects: turnoverEffects,
      from: &turnover)
    (ela, math) = drawAchievement(
      design: design, surface: surface, enrolled: sizes.enrolled, seed: seed)
    commitment = drawCommitment(design: design, surface: surface, seed: seed)
  }
}

/// Pupils tested and at or above standard in each school.
struct AchievementCounts: Sendable, Equatable {
  let tested: [Int]
  let atStandard: [Int]

  /// The per cent at or above standard with one decimal, as published. Below 1,000 tested, the count is
  /// this times the number tested, rounded.
  var perCent: [Double] {
    zip(atStandard, tested).map { (1000 * Double($0) / Double($1)).rounded() / 10 }
  }
}

/// The uniforms behind the random effects of one outcome.
struct EffectUniforms: Sendable, Equatable {
  let district: [Double]
  let school: [Double]

  init(districts: Int, schools: Int, from stream: inout RandomStream) {
    district = (0..<districts).map { _ in stream.nextUniform() }
    school = (0..<schools).map { _ in stream.nextUniform() }
  }

  /// Uniforms dependent on these by a copula.
  init(dependentOn other: EffectUniforms, by copula: FrankCopula, from stream: inout RandomStream) {
    district = other.district.map {
      copula.conditionalQuantile(stream.nextUniform(), given: $0)
    }
    school = other.school.map { copula.conditionalQuantile(stream.nextUniform(), given: $0) }
  }
}

/// Draws on the surfaces of a design, for schools whose levels are known.
struct SurfaceDraw: Sendable {
  let poverty: [Double]
  let collaboration: [Double]
  let district: [Int]

  /// Binomial counts whose logit is a surface plus nested bridge effects.
  func counts(
    of trials: [Int], _ surface: CornerSurface, spread: StudySpread.Deviations,
    effects: EffectUniforms, from stream: inout RandomStream
  ) -> [Int] {
    let bridge = spread.bridge
    return trials.indices.map { school in
      let logit = bridge.schoolLogit(
        mean: surface.value(poverty: poverty[school], collaboration: collaboration[school]),
        districtUniform: effects.district[district[school]],
        schoolUniform: effects.school[school])
      return stream.nextBinomial(trials: trials[school], probability: portableExpit(logit))
    }
  }
}
