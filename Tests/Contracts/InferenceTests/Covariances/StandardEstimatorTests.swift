import Modeling
import Testing

@testable import Inference

struct StandardEstimatorTests {
  @Test(arguments: standardEstimatorNames)
  func everyNameIsUnderstood(_ name: String) throws {
    let clusters = name.hasPrefix("CR") ? ["school"] : []
    #expect(try standardEstimator(named: name, clusters: clusters).name == name)
    #expect(try standardEstimator(named: name.lowercased(), clusters: clusters).name == name)
  }

  @Test func optionsArriveAtTheEstimator() throws {
    let clustered = try standardEstimator(
      named: "cr1s", clusters: ["firm", "year"], degreesOfFreedom: .normal)
    #expect(
      clustered as? ClusteredCovariance
        == .clustered(by: ["firm", "year"], correction: .cr1s, degreesOfFreedom: .normal))
    #expect(
      try standardEstimator(named: "HAC", lag: 4) as? NeweyWestCovariance == .neweyWest(lag: 4))
    #expect(
      try standardEstimator(named: "HC1", degreesOfFreedom: .normal)
        as? HeteroskedasticCovariance == .heteroskedastic(.hc1, degreesOfFreedom: .normal))
  }

  @Test func unknownNamesListTheKnown() {
    do {
      _ = try standardEstimator(named: "HC5")
      Issue.record("HC5 was understood")
    } catch {
      #expect(error == .unknownEstimator(name: "HC5", allowed: standardEstimatorNames))
      for name in standardEstimatorNames { #expect(error.description.contains(name)) }
    }
  }

  @Test func optionsWithoutUseAreRefused() {
    #expect(throws: InferenceError.clustersNeeded(estimator: "CR2")) {
      try standardEstimator(named: "CR2")
    }
    for (name, clusters, lag) in [
      ("HC3", ["school"], nil), ("HC3", [], 4), ("CR1", ["school"], 2), ("classical", ["a"], nil),
      ("HAC", ["school"], 2),
    ] as [(String, [String], Int?)] {
      #expect(throws: InferenceError.self, "\(name)") {
        try standardEstimator(named: name, clusters: clusters, lag: lag)
      }
    }
    for (name, clusters) in [("CR0", ["a", "b"]), ("CR1", ["a"]), ("HC1", [])] {
      #expect(throws: InferenceError.self, "\(name)") {
        try standardEstimator(named: name, clusters: clusters, twoWayFactor: .smallest)
      }
    }
  }

  @Test(arguments: [
    (1.0227272727, "1.0227"), (0.00004, "0.0000"), (-2.5, "-2.5000"), (12345.67894, "12345.6789"),
    (0.99996, "1.0000"), (0.0101, "0.0101"), (1e300, "1e+300"), (.infinity, "inf"),
  ])
  func factorsHaveFourDecimals(_ value: Double, _ text: String) {
    #expect(fourDecimals(value) == text)
  }

  @Test func factorsAreThoseOfTheirFormula() throws {
    let size = SampleSize(observations: 420, residual: 416, positions: 0..<4)
    #expect(try SmallSampleFactor.perCluster(.cr0, clusters: 45, size: size) == nil)
    let one = try #require(try SmallSampleFactor.perCluster(.cr1, clusters: 45, size: size))
    #expect(one.text == "G/(G − 1) = 1.0227")
    let stata = try #require(try SmallSampleFactor.perCluster(.cr1s, clusters: 45, size: size))
    #expect(stata.value == 45.0 / 44 * 419 / 416)
    let saturated = SampleSize(observations: 4, residual: 0, positions: 0..<4)
    #expect(throws: InferenceError.self) {
      try SmallSampleFactor.perCluster(.cr1s, clusters: 4, size: saturated)
    }
  }
}
