import LinearAlgebra
import Modeling
import TestSupport
import Testing

@testable import Inference

struct ClusterInvarianceTests {
  @Test(arguments: ClusterCorrection.allCases)
  func multiplicitiesAreRepeatedRows(_ correction: ClusterCorrection) throws {
    let counts = SmallData.multiplicities
    let repeated = counts.indices.flatMap { [Int](repeating: $0, count: Int(counts[$0])) }
    let counted = try SmallFits.fit("fols").clustered(
      correction, SmallFits.clusters, count: 7, degreesOfFreedom: .satterthwaite)
    let longhand = try ArrayFit.leastSquares(
      SmallFits.design.selectingRows(repeated), repeated.map { SmallData.y[$0] }
    ).clustered(
      correction, repeated.map { SmallFits.clusters[$0] }, count: 7,
      degreesOfFreedom: .satterthwaite)
    expectSame(counted.covariance, longhand.covariance)
  }

  @Test(arguments: [ClusterCorrection.cr0, .cr2, .cr3])
  func multiplicitiesWithWeightsAreRepeatedRows(_ correction: ClusterCorrection) throws {
    let counts = SmallData.multiplicities
    let repeated = counts.indices.flatMap { [Int](repeating: $0, count: Int(counts[$0])) }
    let counted = try ArrayFit.leastSquares(
      SmallFits.design, SmallData.y, weights: SmallData.weights, multiplicities: counts
    ).clustered(correction, SmallFits.clusters, count: 7)
    let longhand = try ArrayFit.leastSquares(
      SmallFits.design.selectingRows(repeated), repeated.map { SmallData.y[$0] },
      weights: repeated.map { SmallData.weights[$0] }
    ).clustered(correction, repeated.map { SmallFits.clusters[$0] }, count: 7)
    expectSame(counted.covariance, longhand.covariance)
  }

  @Test(arguments: Scenario.Kind.allCases)
  func orderOfRowsDoesNotMatter(_ kind: Scenario.Kind) throws {
    let scenario = Scenario(kind: kind, clusterSizes: [3, 8, 5, 6, 2], columns: 3, seed: 21)
    let (fit, codes) = (try scenario.fit(), scenario.codes())
    let order = Array(codes.indices.reversed())
    let parts = fit.rows
    let turned = ArrayFit(
      estimates: fit.estimates,
      rows: ScoreRows(
        design: PartitionedMatrix(parts.design.selectingRows(order)),
        workingWeights: order.map { parts.workingWeights[$0] },
        workingResiduals: order.map { parts.workingResiduals[$0] },
        breadFactor: parts.breadFactor),
      size: fit.size, isLeastSquares: fit.isLeastSquares,
      variances: fit.variances.map { all in order.map { all[$0] } }, dispersion: fit.dispersion)
    expectSame(
      try fit.clustered(.cr2, codes, count: 5, degreesOfFreedom: .satterthwaite).covariance,
      try turned.clustered(
        .cr2, order.map { codes[$0] }, count: 5, degreesOfFreedom: .satterthwaite
      ).covariance)
  }

  @Test(arguments: Scenario.Kind.allCases, [ClusterCorrection.cr1s, .cr2])
  func bitsDoNotDependOnThreads(_ kind: Scenario.Kind, _ correction: ClusterCorrection) throws {
    // Enough rows for several chunks of clusters.
    let scenario = Scenario(
      kind: kind, clusterSizes: [Int](repeating: 25, count: 600), columns: 4, seed: 31)
    let (fit, codes) = (try scenario.fit(), scenario.codes())
    let results = try [1, 3].map { threads in
      try Parallelism.withThreads(threads) {
        try fit.clustered(correction, codes, count: 600, degreesOfFreedom: .satterthwaite)
          .covariance
      }
    }
    #expect(results[0].matrix == results[1].matrix)
    let contrast = [1.0, 2, 3, 4]
    let freedoms = [1, 3].map { threads in
      Parallelism.withThreads(threads) { results[0].reference.degreesOfFreedom(contrast) }
    }
    #expect(freedoms[0] == freedoms[1])
    #expect(try #require(freedoms[0]) > 100)
  }

  @Test func clusterDummiesAreLeftOutAndSaid() throws {
    // With a dummy for every cluster each has a direction of leverage 1; clubSandwich's generalised
    // inverse gives the same variance of the slope as the within transformation.
    let count = 5
    let codes = (0..<30).map { Int32($0 % count) }
    var stream = RandomStream(seed: 41)
    let (slope, response) = (stream.normals(30), stream.normals(30))
    let dummies = (0..<count).map { c in codes.map { $0 == Int32(c) ? 1.0 : 0 } }
    let estimate = try ArrayFit.leastSquares(Matrix(columns: [slope] + dummies), response)
      .clustered(.cr2, codes, count: count)
    #expect(estimate.diagnostics.map(\.code) == [.assumption])
    #expect(estimate.diagnostics[0].message.contains("every cluster"))
    func centred(_ values: [Double]) -> [Double] {
      let sums = (0..<count).map { c in
        zip(values, codes).reduce(0) { $1.1 == Int32(c) ? $0 + $1.0 : $0 } / 6
      }
      return zip(values, codes).map { $0 - sums[Int($1)] }
    }
    let within = try ArrayFit.leastSquares(Matrix(columns: [centred(slope)]), centred(response))
      .clustered(.cr2, codes, count: count)
    expectClose(
      estimate.covariance.matrix[0, 0], within.covariance.matrix[0, 0], within: .algebra)
  }
}

/// The same covariance and degrees of freedom, but for rounding.
private func expectSame(
  _ first: Covariance, _ second: Covariance,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  expectClose(
    first.matrix.elements, second.matrix.elements,
    within: .algebra(scale: second.matrix.diagonal.max() ?? 1), sourceLocation: sourceLocation)
  let size = first.names.count
  for position in 0..<size {
    let unit = (0..<size).map { $0 == position ? 1.0 : 0 }
    expectClose(
      first.reference.degreesOfFreedom(unit) ?? 0,
      second.reference.degreesOfFreedom(unit) ?? 0, within: .algebra,
      sourceLocation: sourceLocation)
  }
}
