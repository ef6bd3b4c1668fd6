import Formulas
import Inference
import Modeling
import Regression
import Tables
import TestSupport
import Testing

/// A fit to rows read in blocks against the fit to the same rows in memory.
@Suite struct StreamedFitTests {
  static let rounding = Tolerance(
    .relativeTo(scale: 1e-3, 1e-10),
    because: "sums in another order; a last correction is not looked at again below 1e-12")

  /// 600 rows: a factor of 3 and one of 12 levels, of which "l11" stands only where y is missing;
  /// a whole number of few values, weights, an offset.
  static let text: String = {
    var numbers = SeededNumbers(seed: 2024)
    var lines = ["y,x,z,small,large,year,w,times,o,big"]
    for row in 0..<600 {
      let x = numbers.uniform(-1, 1)
      let z = numbers.uniform(0, 3)
      let level = row % 97 == 13 ? 11 : Int(numbers.uniform(0, 11))
      let y = level == 11 ? "NA" : "\(1 + x - 0.5 * z + Double(level) / 4 + numbers.uniform(-1, 1))"
      let year = 1990 + row * 7 % 5
      let times = Int(numbers.uniform(1, 4))
      lines.append(
        "\(y),\(x),\(z),\(["a", "b", "c"][row * row % 3]),l\(level),\(year),"
          + "\(numbers.uniform(0.5, 2)),\(times),\(numbers.uniform(-1, 1)),\(1e5 + x)")
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  static func blocks(_ text: String = text, bytes: Int = 3_000) throws -> CSVBlocks {
    try CSVBlocks(bytes: Array(text.utf8), bytesPerBlock: bytes)
  }

  static func table(_ text: String = text) throws -> Table {
    try CSVReading(bytes: Array(text.utf8)).table
  }

  /// In memory such a design goes to the refined gear, which a streamed fit has not.
  static let illConditioned = Tolerance(
    .relativeTo(scale: 1e-3, 1e-7),
    because: "a condition number of 4e5, which the scores of clusters lose up to twice of 2^-52")

  struct Case: CustomTestStringConvertible, Sendable {
    var tolerance: Tolerance { formula.contains("big") ? illConditioned : rounding }
    let formula: String
    var options = ModelOptions(required: ["year", "large"])
    var testDescription: String { "\(formula) \(String(describing: options.weights))" }
  }

  static let cases: [Case] = {
    var declared = SchemaOptions()
    declared.factors = [
      FactorDeclaration(column: "year", levels: ["1994", "1990", "1991", "1992", "1993"])
    ]
    let required = ["year", "large"]
    return [
      Case(formula: "y ~ x + z"),
      Case(formula: "y ~ 0 + x + small"),
      Case(formula: "y ~ x * small + large"),
      Case(formula: "y ~ large + factor(year) + log(z + 1) + I(x^2)"),
      Case(formula: "y ~ x + year", options: ModelOptions(schema: declared, required: required)),
      Case(formula: "y ~ x + z + I(x + z) + small"),
      Case(formula: "y ~ big + z"),
      Case(formula: "y ~ big + I(x > 0) + large"),
      Case(
        formula: "y ~ x + large",
        options: ModelOptions(weights: .precision("w"), offset: "o", required: required)),
      Case(
        formula: "y ~ z + small",
        options: ModelOptions(weights: .frequency("times"), required: required)),
    ]
  }()

  @Test(arguments: cases)
  func agreesWithTheFitInMemory(_ sample: Case) throws {
    let model = try LinearModel(sample.formula, options: sample.options)
    let whole = try model.fit(to: Self.table())
    let streamed = try model.fit(streaming: Self.blocks())
    #expect(try Self.blocks().blockCount > 8)
    #expect(streamed.frame.rows == whole.frame.rows.counts)
    #expect(streamed.coefficients.names == whole.coefficients.names)
    #expect(streamed.coefficients.aliased.map(\.name) == whole.coefficients.aliased.map(\.name))
    #expect(streamed.diagnostics == whole.diagnostics)
    #expect(streamed.parameterCount == whole.parameterCount)
    for (got, want) in zip(streamed.coefficients.values, whole.coefficients.values) {
      expectClose(got, want, within: Self.rounding)
    }
    expectClose(streamed.sigma, whole.sigma, within: Self.rounding)
    expectClose(streamed.rSquared, whole.rSquared, within: Self.rounding)
    let likelihoods = (try #require(streamed.logLikelihood), try #require(whole.logLikelihood))
    expectClose(likelihoods.0, likelihoods.1, within: Self.rounding)
    let tests = (try #require(streamed.fStatistic), try #require(whole.fStatistic))
    expectClose(tests.0.value, tests.1.value, within: Self.rounding)
  }

  @Test(arguments: cases)
  func hasTheSameCovariances(_ sample: Case) throws {
    let model = try LinearModel(sample.formula, options: sample.options)
    let whole = try model.fit(to: Self.table())
    let streamed = try model.fit(streaming: Self.blocks())
    for estimator in Self.estimators {
      let want = try covariance(whole, estimator)
      let got = try covariance(streamed, estimator)
      #expect(got.names == want.names)
      #expect(got.description == want.description, "\(estimator)")
      for (got, want) in zip(got.standardErrors, want.standardErrors) {
        expectClose(got, want, within: sample.tolerance, "\(estimator)")
      }
      let contrast = want.names.map { _ in 1.0 }
      #expect(
        got.reference.degreesOfFreedom(contrast)
          == want.reference.degreesOfFreedom(contrast))
    }
  }

  static let estimators: [any CovarianceEstimator] =
    [.classical] as [ClassicalCovariance]
    + HeteroskedasticCorrection.allCases.map { HeteroskedasticCovariance($0) }
    + [ClusterCorrection.cr0, .cr1, .cr1s].flatMap { correction in
      [["large"], ["year"], ["large", "year"]].map {
        ClusteredCovariance(by: $0, correction: correction, degreesOfFreedom: .clusters)
      }
    }

  private func covariance(
    _ fit: some Estimated, _ estimator: some CovarianceEstimator
  ) throws -> Covariance { try fit.inference(using: estimator).covariance }

  @Test(arguments: [200, 900, 100_000])
  func doesNotDependOnTheBlocks(_ bytes: Int) throws {
    let model = try LinearModel("y ~ x * small + large")
    let want = try model.fit(streaming: Self.blocks(bytes: 2_000))
    let got = try model.fit(streaming: Self.blocks(bytes: bytes))
    for (got, want) in zip(got.coefficients.values, want.coefficients.values) {
      expectClose(got, want, within: Self.rounding)
    }
  }

  @Test func keepsRowsOutAsInMemory() throws {
    let options = ModelOptions(filter: try RowFilter("year != 1991 && z < 2.5"))
    let model = try LinearModel("y ~ x + large + log(x)", options: options)
    let whole = try model.fit(to: Self.table())
    let streamed = try model.fit(streaming: Self.blocks())
    #expect(streamed.frame.rows == whole.frame.rows.counts)
    #expect(streamed.frame.rows.filteredOut > 0)
    #expect(streamed.diagnostics == whole.diagnostics)
    for (got, want) in zip(streamed.coefficients.values, whole.coefficients.values) {
      expectClose(got, want, within: Self.rounding)
    }
  }

  @Test(arguments: [
    "y ~ scale(x)", "y ~ poly(x, 2)", "log(center(y)) ~ x", "y ~ groupMean(x, small)",
    "y ~ factor(x > 0)", "y ~ x + (1 | small)", "cbind(times, times) ~ x",
  ])
  func refusesWhatNeedsAllRows(_ formula: String) throws {
    let error = #expect(throws: ModelingError.self) {
      try LinearModel(formula).fit(streaming: Self.blocks())
    }
    guard case .unsupportedTerm = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func refusesTheRefinedGear() throws {
    #expect(throws: ModelingError.self) {
      try LinearModel("y ~ x", method: .refined).fit(streaming: Self.blocks())
    }
  }

  @Test(arguments: [ClusterCorrection.cr0, .cr1, .cr2, .cr3])
  func refusesWhatNeedsWholeClusters(_ correction: ClusterCorrection) throws {
    let fit = try LinearModel("y ~ x", options: ModelOptions(required: ["year"])).fit(
      streaming: Self.blocks())
    let error = #expect(throws: InferenceError.self) {
      try fit.inference(using: .clustered(by: "year", correction: correction))
    }
    guard case .conflictingOptions = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(throws: ModelingError.self) {
      try fit.inference(using: .clustered(by: "large", correction: .cr1s))
    }
    #expect(throws: InferenceError.self) { try fit.inference(using: NeweyWestCovariance()) }
  }

  @Test func namesTheRowOfTheFile() throws {
    var lines = Self.text.split(separator: "\n").map(String.init)
    lines[501] = "1,Inf,1,a,l1,1990,-1,1,0,1"
    let text = lines.joined(separator: "\n") + "\n"
    let infinite = #expect(throws: ModelingError.self) {
      try LinearModel("y ~ x").fit(streaming: Self.blocks(text))
    }
    #expect("\(String(describing: infinite))".contains("x is not a finite number in row 501"))
    let negative = #expect(throws: ModelingError.self) {
      try LinearModel("y ~ z", options: ModelOptions(weights: .precision("w")))
        .fit(streaming: Self.blocks(text))
    }
    #expect("\(String(describing: negative))".contains("row 501"))
  }

  @Test func refusesNoRows() throws {
    let blocks = try Self.blocks("y,x\nNA,1\n2,NA\n", bytes: 4)
    #expect(throws: ModelingError.self) { try LinearModel("y ~ x").fit(streaming: blocks) }
    #expect(throws: ModelingError.self) {
      try LinearModel("y ~ x").fit(streaming: Self.blocks("y,x\n", bytes: 4))
    }
  }

  @Test func aRowThatFitsItselfHasNoHC3() throws {
    let rows = (0..<40).map { "\($0 % 7),\($0 == 33 ? 1 : 0)" }
    let blocks = try Self.blocks("y,x\n" + rows.joined(separator: "\n") + "\n", bytes: 16)
    let fit = try LinearModel("y ~ x").fit(streaming: blocks)
    #expect(
      throws: InferenceError.leverageOne(estimator: "HC3", row: 34, count: 1)
    ) { try fit.inference(using: .heteroskedastic(.hc3)) }
  }
}
