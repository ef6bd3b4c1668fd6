import Concord

extension Examples {
  mutating func readme() throws {
    let schools = try Table(csv: file)
    let model = try GeneralizedLinearModel(
      "cbind(leavers, staff - leavers) ~ collaboration * poverty", family: .binomial)
    let fit = try model.fit(to: schools)
    let inference = try fit.inference(
      using: .clustered(by: "district", correction: .cr2, degreesOfFreedom: .satterthwaite))
    let gap = try inference.ratio(
      of: "poverty", from: .percentile(10), to: .percentile(90),
      at: ["collaboration": .percentile(10)])
    print(Prose.ratio(gap.value))  // 3.6 times
  }
}
