import LinearAlgebra
import Modeling
import Tables
import TestSupport
import Testing

@testable import Inference

/// Estimators asked of a whole fit: look-up, names, descriptions, errors, diagnostics.
struct FitCovarianceTests {
  private func fit(
    _ formula: String = "y ~ x + z", kind: StubFit.Kind = .gaussian,
    replacing columns: [Column] = [], options: ModelOptions = ModelOptions()
  ) throws -> StubFit {
    try StubFit(formula, SmallData.table(replacing: columns), kind: kind, options: options)
  }

  @Test func estimatorsAreFoundByName() throws {
    let fit = try fit()
    let names = [
      try fit.inference(using: .classical), try fit.inference(using: .heteroskedastic(.hc3)),
      try fit.inference(using: .heteroskedastic()), try fit.inference(using: .neweyWest(lag: 3)),
      try fit.inference(using: .clustered(by: "g", correction: .cr2)),
      try fit.inference(using: .clustered(by: "g")),
      try fit.inference(using: .clustered(by: ["g", "t"], correction: .cr1s)),
    ].map(\.covariance.description.name)
    #expect(names == ["classical", "HC3", "HC3", "HAC lag 3", "CR2", "CR2", "CR1S"])
    #expect(
      try fit.inference().covariance.matrix == fit.modelCovariance(.standard).matrix)
  }

  @Test func descriptionsSayHowItWasMade() throws {
    let fit = try fit()
    let covariance = try fit.inference(using: .clustered(by: "g", correction: .cr1s)).covariance
    let description = covariance.description
    #expect(description.clusters == [.init(column: "g", count: 7)])
    #expect(description.smallSampleFactor == "G/(G − 1) · (n − 1)/(n − k) = 1.2681")
    #expect(covariance.reference.rule == "G − 1")
    let two = try fit.inference(using: .clustered(by: ["g", "t"], correction: .cr1))
      .covariance.description
    #expect(two.clusters == [.init(column: "g", count: 7), .init(column: "t", count: 4)])
    #expect(
      two.smallSampleFactor
        == "g: G/(G − 1) = 1.1667; t: G/(G − 1) = 1.3333; g:t: G/(G − 1) = 1.0500")
    #expect(
      try fit.inference(using: .heteroskedastic(.hc1)).covariance.description.smallSampleFactor
        == "n/(n − k) = 1.1304")
  }

  @Test func referencesFollowTheConvention() throws {
    let (linear, counts) = (try fit(), try fit("c ~ x + z", kind: .poisson))
    let unit = [0.0, 1, 0]
    func freedom(_ fit: StubFit, _ estimator: some CovarianceEstimator) throws -> Double? {
      try fit.inference(using: estimator).covariance.reference.degreesOfFreedom(unit)
    }
    #expect(try freedom(linear, .heteroskedastic(.hc3)) == 23)
    #expect(try freedom(linear, .neweyWest(lag: 2)) == 23)
    #expect(try freedom(linear, .clustered(by: "g", correction: .cr1s)) == 6)
    #expect(try freedom(linear, .clustered(by: ["g", "t"], correction: .cr0)) == 3)
    #expect(
      try freedom(linear, .clustered(by: "g", correction: .cr1, degreesOfFreedom: .clusters)) == 6)
    #expect(
      try freedom(linear, .clustered(by: "g", correction: .cr2, degreesOfFreedom: .residual))
        == 23)
    #expect(
      try freedom(linear, .clustered(by: "g", correction: .cr2, degreesOfFreedom: .normal)) == nil)
    #expect(try freedom(counts, .heteroskedastic(.hc0)) == nil)
    #expect(try freedom(counts, .clustered(by: "g", correction: .cr2)) == nil)
    #expect(try freedom(counts, .heteroskedastic(.hc0, degreesOfFreedom: .residual)) == 23)
    // clubSandwich's, through the link of the fit.
    let asked = try freedom(
      counts, .clustered(by: "g", correction: .cr2, degreesOfFreedom: .satterthwaite))
    expectClose(
      try #require(asked), try #require(RDegreesOfFreedom.satterthwaite["pois CR2"])[1],
      within: .iterated(scale: 1))
  }

  @Test func generalizedCR2TakesTheVarianceFunctionFromTheLink() throws {
    let covariance = try fit("c ~ x + z", kind: .poisson).inference(
      using: .clustered(by: "g", correction: .cr2)
    ).covariance
    expectClose(
      lowerTriangle(covariance.matrix), try #require(RCovariances.covariances["pois CR2"]),
      within: .iterated(scale: 0.01))
  }

  @Test func oneColumnTwiceIsOneWay() throws {
    let fit = try fit()
    let once = try fit.inference(using: .clustered(by: "g", correction: .cr1)).covariance
    let twice = try fit.inference(using: .clustered(by: ["g", "g"], correction: .cr1)).covariance
    #expect(once.matrix == twice.matrix)
  }

  @Test func frequencyWeightsCountAsRows() throws {
    let fit = try fit(options: ModelOptions(weights: .frequency("m")))
    #expect(fit.observationCount == 39)
    let covariance = try fit.inference(using: .heteroskedastic(.hc1)).covariance
    expectClose(
      lowerTriangle(covariance.matrix), try #require(RCovariances.covariances["fols HC1"]),
      within: .algebra(scale: 0.01))
  }

  @Test func leverageOneIsAnErrorWithTheRow() throws {
    // Row 5 has a dummy of its own, row 2 no outcome: the row is that of the table.
    var (dummy, y) = ([Double](repeating: 0, count: 26), SmallData.y)
    dummy[4] = 1
    y[1] = .nan
    let fit = try fit("y ~ x + only", replacing: [Column("only", dummy), Column("y", y)])
    for correction in [HeteroskedasticCorrection.hc2, .hc3, .hc4] {
      #expect(
        throws: InferenceError.leverageOne(estimator: correction.rawValue, row: 5, count: 1)
      ) {
        try fit.inference(using: .heteroskedastic(correction))
      }
    }
    for correction in [HeteroskedasticCorrection.hc0, .hc1] {
      let inference = try fit.inference(using: .heteroskedastic(correction))
      let areFinite = inference.covariance.matrix.elements.allSatisfy(\.isFinite)
      #expect(areFinite)
    }
  }

  @Test func requestsThatCannotBeMetAreErrors() throws {
    let fit = try fit(replacing: [Column("one", [Double](repeating: 3, count: 26))])
    #expect(throws: InferenceError.singleCluster(column: "one", rows: 26)) {
      try fit.inference(using: .clustered(by: "one"))
    }
    #expect(throws: TableError.self) { try fit.inference(using: .clustered(by: "nowhere")) }
    #expect(throws: InferenceError.clustersNeeded(estimator: "CR1")) {
      try fit.inference(using: .clustered(by: [], correction: .cr1))
    }
    #expect(
      throws: InferenceError.tooManyClusterColumns(
        columns: ["g", "t"], estimator: "CR2", most: 1)
    ) {
      try fit.inference(using: .clustered(by: ["g", "t"], correction: .cr2))
    }
    #expect(throws: InferenceError.self) {
      try fit.inference(
        using: .clustered(by: ["g", "t"], correction: .cr1, degreesOfFreedom: .satterthwaite))
    }
    #expect(throws: InferenceError.self) {
      try fit.inference(using: .heteroskedastic(.hc1, degreesOfFreedom: .clusters))
    }
    for lag in [-1, 26, Int.max] {
      #expect(throws: InferenceError.badLag(lag: lag, rows: 26)) {
        try fit.inference(using: .neweyWest(lag: lag))
      }
    }
  }

  @Test func seriesHaveNoRepeatedRows() throws {
    let fit = try fit(options: ModelOptions(weights: .frequency("m")))
    #expect(throws: InferenceError.self) { try fit.inference(using: .neweyWest(lag: 1)) }
  }

  @Test func clustersMissingAfterTheFitAreNamed() throws {
    var codes = SmallData.clusters.map(Double.init)
    codes[9] = .nan
    let fit = try fit(replacing: [Column("g", codes)])
    #expect(throws: ModelingError.missingAfterFit(column: "g", rows: 1, firstRow: 10)) {
      try fit.inference(using: .clustered(by: "g"))
    }
  }

  @Test func doubtsAreDiagnostics() throws {
    let fit = try fit()
    let few = try fit.inference(using: .clustered(by: "g", correction: .cr1s)).diagnostics
    #expect(few.map(\.code) == [.fewClusters])
    #expect(few[0].message.contains("7 clusters in \"g\""))
    #expect(try fit.inference(using: .clustered(by: "g")).diagnostics.isEmpty)
    let serial = try fit.inference(using: .neweyWest()).diagnostics
    #expect(serial.map(\.code) == [.assumption, .assumption])
    #expect(serial[0].message.contains("table order"))
    #expect(serial[1].message.contains("lag 2"))
    #expect(try fit.inference(using: .neweyWest(lag: 2)).diagnostics.count == 1)
  }
}
