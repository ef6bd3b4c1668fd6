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
      let got = try #require(reference.degreesOfFreedom(contrast))
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
    guard
      case .f(let denominator?, _, "approximate Hotelling T²") = try reference.joint(
        contrasts, covariance: .identity(scenario.columns))
    else {
      Issue.record("no approximate Hotelling T²")
      return
    }
    // The denominator is η − q + 1.
    expectClose(denominator + Double(contrasts.rowCount) - 1, want, within: .algebra)
  }

  // A dummy of a cluster: the definition takes the Moore–Penrose inverse.
  @Test(arguments: Scenario.determined)
  func determinedClustersAreLeftOut(_ scenario: Scenario) throws {
    let (fit, codes, count) = (try scenario.fit(), scenario.codes(), scenario.clusterSizes.count)
    let dense = try DenseSandwich(fit, codes: codes, count: count)
    let want = try dense.covariance(.cr2)
    let estimate = try fit.clustered(.cr2, codes, count: count, degreesOfFreedom: .satterthwaite)
    expectClose(
      estimate.covariance.matrix.elements, want.elements,
      within: .algebra(scale: want.diagonal.max() ?? 1), scenario.testDescription)
    #expect(estimate.diagnostics.map(\.code) == [.assumption])
    let slope = (0..<scenario.columns).map { $0 == 1 ? 1.0 : 0 }
    let got = try #require(estimate.covariance.reference.degreesOfFreedom(slope))
    expectClose(got, try dense.satterthwaite(.cr2, slope), within: .algebra)
  }

  // With variances as far apart as 1 : 1e5 the quadrature takes over.
  @Test func unevenVariancesKeepTheirDigits() throws {
    let scenario = Scenario(
      kind: .generalized, clusterSizes: [5, 9, 12], columns: 3, seed: 14)
    let (plain, codes) = (try scenario.fit(), scenario.codes())
    let fit = ArrayFit(
      estimates: plain.estimates, rows: plain.rows, size: plain.size, isLeastSquares: false,
      variances: codes.indices.map { $0 % 3 == 0 ? 1 : $0 % 3 == 1 ? 1e-3 : 1e-5 }, dispersion: 1)
    var dense = try DenseSandwich(fit, codes: codes, count: 3)
    dense.negligible = 1e-13
    let want = try dense.covariance(.cr2)
    let got = try fit.clustered(.cr2, codes, count: 3).covariance.matrix
    let loose = Tolerance(
      .relative(1e-5), because: "the definition squares the range of variances, and loses it")
    expectClose(got.elements, want.elements, within: loose)
  }

  @Test func rowsWithoutWorkingWeightAddNothing() throws {
    // Fitted probabilities of 0 and 1 have working weight 0.
    let scenario = Scenario(kind: .generalized, clusterSizes: [6, 9, 12], columns: 3, seed: 15)
    let (plain, codes) = (try scenario.fit(), scenario.codes())
    let parts = plain.rows
    func padded(_ design: Matrix, _ weights: [Double], _ residuals: [Double], _ thetas: [Double])
      -> ArrayFit
    {
      ArrayFit(
        estimates: plain.estimates,
        rows: ScoreRows(
          design: PartitionedMatrix(design), workingWeights: weights, workingResiduals: residuals,
          breadFactor: parts.breadFactor),
        size: plain.size, isLeastSquares: false, variances: thetas, dispersion: 1)
    }
    let rows = Array(codes.indices) + [0, 1]
    let thetas = try #require(plain.variances)
    let longer = padded(
      parts.design.selectingRows(rows), parts.workingWeights + [0, 0],
      parts.workingResiduals + [5, -5], thetas + [1, 1])
    let want = try plain.clustered(.cr2, codes, count: 3).covariance.matrix
    let got = try longer.clustered(.cr2, codes + [0, 2], count: 3).covariance.matrix
    expectClose(got.elements, want.elements, within: .algebra)
  }

  @Test func oneRestrictionHasSatterthwaiteDegreesOfFreedom() throws {
    let scenario = Scenario.all[0]
    let reference = try scenario.fit().clustered(
      .cr2, scenario.codes(), count: scenario.clusterSizes.count
    ).covariance.reference
    let contrast = [0.5, -1, 2]
    guard
      case .f(let denominator?, _, "Satterthwaite") = try reference.joint(
        Matrix(rows: [contrast]), covariance: .identity(3))
    else {
      Issue.record("no Satterthwaite degrees of freedom")
      return
    }
    expectClose(
      denominator, try #require(reference.degreesOfFreedom(contrast)), within: .algebra)
  }
}
