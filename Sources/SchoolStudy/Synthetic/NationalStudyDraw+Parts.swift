import Distributions

/// The normal scores whose ranks say which school gets which poverty and collaboration.
struct LatentLevels: Sendable {
  let poverty: [Double]
  let collaboration: [Double]

  init(design: NationalStudyDesign, district: [Int], seed: UInt64) {
    let dependence = design.dependence
    var stream = DrawPart.levels.stream(seed: seed)
    let correlation = dependence.povertyWithCollaboration
    let rest = (1 - correlation * correlation).squareRoot()
    func pairs(_ count: Int) -> [(poverty: Double, collaboration: Double)] {
      (0..<count).map { _ in
        let poverty = stream.nextNormal()
        return (poverty, correlation * poverty + rest * stream.nextNormal())
      }
    }
    let districts = pairs(design.districts.count)
    let schools = pairs(district.count)
    poverty = mixed(
      district.map { districts[$0].poverty }, schools.map(\.poverty),
      share: dependence.povertyBetweenDistricts)
    collaboration = mixed(
      district.map { districts[$0].collaboration }, schools.map(\.collaboration),
      share: dependence.collaborationBetweenDistricts)
  }
}

/// Unit-variance scores of which `share` of the variance comes from the first part.
private func mixed(_ first: [Double], _ second: [Double], share: Double) -> [Double] {
  let a = share.squareRoot()
  let b = (1 - share).squareRoot()
  return zip(first, second).map { a * $0 + b * $1 }
}

/// Which schools have a formal partnership: those with the highest scores on a latent strength that
/// goes with collaboration and is partly the district's. Given collaboration and poverty it tells nothing
/// of the outcomes: the direct path from partnership to achievement is 0 in the population.
func drawPartnership(
  design: NationalStudyDesign, latent: LatentLevels, district: [Int], seed: UInt64
) -> [Int] {
  let dependence = design.dependence
  var stream = DrawPart.partnership.stream(seed: seed)
  let districts = design.districts.map { _ in stream.nextNormal() }
  let schools = district.map { _ in stream.nextNormal() }
  let own = mixed(
    district.map { districts[$0] }, schools, share: dependence.partnershipBetweenDistricts)
  let correlation = dependence.partnershipWithCollaboration
  let rest = (1 - correlation * correlation).squareRoot()
  let scores = zip(latent.collaboration, own).map { correlation * $0 + rest * $1 }
  let without = district.count - dependence.partnershipCount
  let ranked = (0..<district.count).map { $0 < without ? 0.0 : 1.0 }
  return dealt(ranked, byRankOf: scores).map { Int($0) }
}

/// Head counts of the schools: staff log-normal about 42, from 15 to 120; pupils in tested grades about
/// 6.5 for each of the staff, from 60 to 600.
struct SchoolSizes: Sendable {
  let staff: [Int]
  let enrolled: [Int]

  init(count: Int, seed: UInt64) {
    var stream = DrawPart.sizes.stream(seed: seed)
    var staff: [Int] = []
    var enrolled: [Int] = []
    for _ in 0..<count {
      let members = (42 * PortableMath.exp(0.45 * stream.nextNormal())).rounded()
      staff.append(Int(min(max(members, 15), 120)))
      let pupils = (members * 6.5 * PortableMath.exp(0.15 * stream.nextNormal())).rounded()
      enrolled.append(Int(min(max(pupils, 60), 600)))
    }
    self.staff = staff
    self.enrolled = enrolled
  }
}

/// Counts at standard in ELA, where every enrolled pupil is tested, and in mathematics, where about
/// 2 % are absent; a school strong in one for its poverty and collaboration is so in the other.
func drawAchievement(
  design: NationalStudyDesign, surface: SurfaceDraw, enrolled: [Int], seed: UInt64
) -> (ela: AchievementCounts, math: AchievementCounts) {
  var elaStream = DrawPart.ela.stream(seed: seed)
  let elaEffects = EffectUniforms(
    districts: design.districts.count, schools: enrolled.count, from: &elaStream)
  let ela = surface.counts(
    of: enrolled, design.ela, spread: design.spread.ela, effects: elaEffects, from: &elaStream)
  var mathStream = DrawPart.math.stream(seed: seed)
  let mathEffects = EffectUniforms(
    dependentOn: elaEffects, by: FrankCopula(dependence: design.dependence.mathWithELA),
    from: &mathStream)
  let tested = enrolled.map { mathStream.nextBinomial(trials: $0, probability: 0.98) }
  let math = surface.counts(
    of: tested, design.math, spread: design.spread.math, effects: mathEffects, from: &mathStream)
  return (
    AchievementCounts(tested: enrolled, atStandard: ela),
    AchievementCounts(tested: tested, atStandard: math)
  )
}

/// Mean commitment of a school's teachers, to two decimals. The ends of the scale are more than four
/// standard deviations away everywhere, so holding values within it changes nothing in practice.
func drawCommitment(design: NationalStudyDesign, surface: SurfaceDraw, seed: UInt64) -> [Double] {
  var stream = DrawPart.commitment.stream(seed: seed)
  let spread = design.spread.commitment
  let districts = design.districts.map { _ in spread.district * stream.nextNormal() }
  return surface.district.indices.map { school in
    let mean = design.commitment.value(
      poverty: surface.poverty[school], collaboration: surface.collaboration[school])
    let value = mean + districts[surface.district[school]] + spread.school * stream.nextNormal()
    return (100 * min(max(value, 1), 7)).rounded() / 100
  }
}
