import Concord

extension Examples {
  mutating func firstStudy() throws {
    let schools = try Table(csv: file)
    let study = try Study(of: StudyTable(schools, roles: Roles(in: schools)))
    print(study.claims[0].sentence)
  }

  mutating func firstRatio() throws {
    let schools = try Table(csv: file)
    let fit = try GeneralizedLinearModel(
      "cbind(leavers, staff - leavers) ~ collaboration * poverty", family: .binomial
    ).fit(to: schools)
    let inference = try fit.inference(
      using: .clustered(by: "district", correction: .cr2, degreesOfFreedom: .satterthwaite))
    let low = ["collaboration": Level.percentile(10)]
    let high = ["collaboration": Level.percentile(90)]
    let gap = try inference.ratio(
      of: "poverty", from: .percentile(10), to: .percentile(90), at: low)
    let change = try inference.ratioOfRatios(
      of: "poverty", from: .percentile(10), to: .percentile(90), at: low, over: high)
    print(Prose.number(gap.value))  // 3.58
    print(Prose.number(change.value))  // 4.06
  }
}
