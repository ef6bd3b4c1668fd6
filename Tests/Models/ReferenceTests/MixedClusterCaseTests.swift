import Concord
import TestSupport
import Testing

private let software = Tolerance(
  .relative(2e-5),
  because: "clubSandwich 0.5.8 over lme4, whose variances stop about 1e-6 from the optimum")

/// Clustered covariances of linear mixed models against R: `vcovCR` and `coef_test` of clubSandwich
/// 0.5.8 on fits of lme4 1.1-31 by REML (nloptwrap, tolerances 1e-12).
@Suite struct MixedClusterCaseTests {
  struct Case: Sendable, CustomStringConvertible {
    let description: String
    let data: String
    let formula: String
    let cluster: String
    let correction: ClusterCorrection
    let errors: [Double]
    let degreesOfFreedom: [Double]
  }

  static let slopes = ("sleepstudy.csv", "Reaction ~ Days + (Days | Subject)", "Subject")
  static let cross = (
    "hsb.csv", "mathach ~ meanses * cses + sector * cses + (1 + cses | school)", "school"
  )

  private static func each(
    _ model: (data: String, formula: String, cluster: String), _ correction: ClusterCorrection,
    _ errors: [Double], _ degreesOfFreedom: [Double]
  ) -> Case {
    Case(
      description: "\(model.data) \(correction.rawValue)", data: model.data,
      formula: model.formula, cluster: model.cluster, correction: correction, errors: errors,
      degreesOfFreedom: degreesOfFreedom)
  }

  static let all = [
    each(slopes, .cr0, [6.63227680702, 1.50223678231], [17, 17]),
    each(slopes, .cr1, [6.82455653207, 1.54578889629], [17, 17]),
    each(slopes, .cr2, [6.82455653207, 1.54578889629], [17, 17]),
    each(slopes, .cr3, [7.02241073685, 1.59060365186], [17, 17]),
    each(
      cross, .cr0,
      [
        0.244097512234, 0.334599559657, 0.174570798225, 0.308477697831, 0.332794540377,
        0.237413463442,
      ],
      [63.59614942, 57.01791687, 58.66031999, 101.28119899, 57.74685493, 92.07968100]),
    each(
      cross, .cr2,
      [
        0.246578073087, 0.339194111324, 0.177425570628, 0.311495690568, 0.338958988077,
        0.241092295494,
      ],
      [63.19548274, 56.02865434, 58.04721009, 100.12922677, 56.57339020, 90.54002135]),
    each(
      cross, .cr3,
      [
        0.249088051533, 0.343864054845, 0.180364778127, 0.314553235094, 0.345299464104,
        0.244876591601,
      ],
      [62.77212526, 55.04270861, 57.40022137, 98.94695700, 55.39425632, 88.95581207]),
  ]

  @Test(arguments: all)
  func agreesWithClubSandwich(_ reference: Case) throws {
    let table = try Table(
      csv: ReferenceCase.fixtures.appending(path: "data").appending(path: reference.data))
    let fit = try LinearMixedModel(reference.formula).fit(to: table)
    let covariance = try fit.inference(
      using: .clustered(
        by: reference.cluster, correction: reference.correction,
        degreesOfFreedom: .satterthwaite)
    ).covariance
    expectClose(covariance.standardErrors, reference.errors, within: software)
    for (index, want) in reference.degreesOfFreedom.enumerated() {
      let contrast = reference.errors.indices.map { $0 == index ? 1.0 : 0 }
      expectClose(
        try #require(covariance.reference.degreesOfFreedom(contrast)), want,
        within: software)
    }
  }
}
