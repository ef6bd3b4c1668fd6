import LinearAlgebra
import Modeling
import TestSupport
import Testing

@testable import Inference

/// Clustered covariances against sandwich and clubSandwich (RCovariances, RDegreesOfFreedom).
struct ClusteredReferenceTests {
  @Test(arguments: SmallFits.names, ClusterCorrection.allCases)
  func covarianceAgreesWithR(_ name: String, _ correction: ClusterCorrection) throws {
    let want = try #require(RCovariances.covariances["\(name) \(correction.rawValue)"])
    let fit = try SmallFits.fit(name)
    let got = try fit.clustered(correction, SmallFits.clusters, count: 7).covariance.matrix
    expectClose(
      lowerTriangle(got), want,
      within: fit.isLeastSquares ? .algebra(scale: 0.01) : .iterated(scale: 0.01))
  }

  @Test(arguments: SmallFits.names, [ClusterCorrection.cr0, .cr1, .cr2, .cr3])
  func degreesOfFreedomAgreeWithR(_ name: String, _ correction: ClusterCorrection) throws {
    let want = try #require(
      RDegreesOfFreedom.satterthwaite["\(name) \(correction.rawValue)"])
    let fit = try SmallFits.fit(name)
    let reference = try fit.clustered(
      correction, SmallFits.clusters, count: 7, degreesOfFreedom: .satterthwaite
    ).covariance.reference
    let got = [[1.0, 0, 0], [0, 1, 0], [0, 0, 1]].compactMap {
      reference.degreesOfFreedom($0)
    }
    expectClose(got, want, within: fit.isLeastSquares ? .algebra : .iterated(scale: 1))
  }

  @Test(arguments: SmallFits.names, [HeteroskedasticCorrection.hc0, .hc1])
  func twoWayAgreesWithR(_ name: String, _ correction: HeteroskedasticCorrection) throws {
    guard let want = RCovariances.covariances["\(name) two-way \(correction.rawValue)"] else {
      return
    }
    let fit = try SmallFits.fit(name)
    let got = try fit.twoWay(
      correction == .hc0 ? .cr0 : .cr1s, .init(codes: SmallFits.clusters, count: 7),
      .init(codes: SmallFits.times, count: 4)
    ).covariance
    expectClose(
      lowerTriangle(got.matrix), want,
      within: fit.isLeastSquares ? .algebra(scale: 0.01) : .iterated(scale: 0.01))
  }

  @Test func rowsAsClustersAreBellAndMcCaffrey() throws {
    let fit = try SmallFits.fit("ols")
    let codes = (0..<26).map(Int32.init)
    let covariance = try fit.clustered(.cr2, codes, count: 26).covariance
    // With one row a cluster CR2 is HC2.
    expectClose(
      lowerTriangle(covariance.matrix), try #require(RCovariances.covariances["ols HC2"]),
      within: .algebra(scale: 0.01))
    let got = [[1.0, 0, 0], [0, 1, 0], [0, 0, 1]].compactMap {
      covariance.reference.degreesOfFreedom($0)
    }
    expectClose(
      got, try #require(RDegreesOfFreedom.satterthwaite["ols rows CR2"]), within: .algebra)
  }

  @Test func frequencyWeightsAgreeWithRepeatedRowsInR() throws {
    let covariance = try SmallFits.fit("fols").clustered(.cr2, SmallFits.clusters, count: 7)
      .covariance
    expectClose(
      lowerTriangle(covariance.matrix), try #require(RCovariances.covariances["fols CR2"]),
      within: .algebra(scale: 0.01))
    let got = [[1.0, 0, 0], [0, 1, 0], [0, 0, 1]].compactMap {
      covariance.reference.degreesOfFreedom($0)
    }
    expectClose(
      got, try #require(RDegreesOfFreedom.satterthwaite["fols CR2"]), within: .algebra)
  }
}
