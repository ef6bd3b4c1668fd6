import LinearAlgebra
import Modeling
import TestSupport
import Testing

@testable import Inference

/// Clustered covariances against their definitions with n × n matrices (DenseSandwich).
struct ClusteredDefinitionTests {
  static let corrections: [ClusterCorrection] = [.cr0, .cr2, .cr3]

  @Test(arguments: Scenario.all, corrections)
  func covarianceIsTheDefinition(_ scenario: Scenario, _ correction: ClusterCorrection) throws {
    let (fit, codes, count) = (try scenario.fit(), scenario.codes(), scenario.clusterSizes.count)
    let want = try DenseSandwich(fit, codes: codes, count: count).covariance(correction)
    let got = try fit.clustered(correction, codes, count: count).covariance.matrix
    expectClose(
      got.elements, want.elements, within: .algebra(scale: want.diagonal.max() ?? 1),
      "\(scenario.testDescription)")
  }

  @Test(arguments: Scenario.all, corrections)
  func degreesOfFreedomAreTheDefinition(
    _ scenario: Scenario, _ correction: ClusterCorrection
  ) throws {
    let (fit, codes, count) = (try scenario.fit(), scenario.codes(), scenario.clusterSizes.count)
    let dense = try DenseSandwich(fit, codes: codes, count: count)
    let reference = try fit.clustered(
      correction, codes, count: count, degreesOfFreedom: .satterthwaite
    ).covariance.reference
    var stream = RandomStream(seed: 7)
    let contrasts =
      (0..<scenario.columns).map { unit in (0..<scenario.columns).map { $0 == unit ? 1 : 0 } }
      + [stream.normals(scenario.columns)]
    for contrast in contrasts {
      let got = try #require(reference.degreesOfFreedom(for: contrast))
      expectClose(got, try dense.satterthwaite(correction, contrast), within: .algebra)
    }
  }

  @Test(arguments: Scenario.all.filter { $0.columns > 2 }, corrections)
  func jointDegreesOfFreedomAreTheDefinition(
    _ scenario: Scenario, _ correction: ClusterCorrection
  ) throws {
    let (fit, codes, count) = (try scenario.fit(), scenario.codes(), scenario.clusterSizes.count)
    var stream = RandomStream(seed: 8)
    let contrasts = Matrix(rows: (0..<2).map { _ in stream.normals(scenario.columns) })
    let want = try DenseSandwich(fit, codes: codes, count: count).hotelling(
      correction, contrasts)
    let reference = try fit.clustered(
      correction, codes, count: count, degreesOfFreedom: .satterthwaite
    ).covariance.reference
    guard case .contrastDependent(let rule as SatterthwaiteDegreesOfFreedom) = reference else {
      Issue.record("no Satterthwaite degrees of freedom")
      return
    }
    expectClose(
      try #require(try rule.hotelling(restrictions: contrasts)), want, within: .algebra)
  }

  @Test func oneRestrictionHasSatterthwaiteDegreesOfFreedom() throws {
    let scenario = Scenario.all[0]
    let reference = try scenario.fit().clustered(
      .cr2, scenario.codes(), count: scenario.clusterSizes.count
    ).covariance.reference
    guard case .contrastDependent(let rule as SatterthwaiteDegreesOfFreedom) = reference else {
      Issue.record("no Satterthwaite degrees of freedom")
      return
    }
    let contrast = [0.5, -1, 2]
    expectClose(
      try #require(try rule.hotelling(restrictions: Matrix(rows: [contrast]))),
      rule.degreesOfFreedom(for: contrast), within: .algebra)
  }
}
