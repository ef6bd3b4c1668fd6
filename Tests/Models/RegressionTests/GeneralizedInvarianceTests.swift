import Families
import Formulas
import Inference
import Modeling
import RealModule
import Regression
import Tables
import TestSupport
import Testing

private let rounding = Tolerance(
  .relative(1e-9), because: "both iterate to rounding by another order of operations")

@Suite("What a generalized fit does not depend on")
struct GeneralizedInvarianceTests {
  /// Thirty schools: leavers among staff, exposure, a positive outcome.
  static func sample() throws -> Table {
    var numbers = SeededNumbers(seed: 11)
    var columns: [[Double]] = [[], [], [], [], [], []]
    for index in 0..<30 {
      let x = numbers.uniform(-1, 1)
      let staff = 5 + Double(index % 9)
      let chance = 1 / (1 + Double.exp(0.6 - 0.9 * x))
      let left = (0..<Int(staff)).reduce(0.0) { sum, _ in
        sum + (numbers.uniform() < chance ? 1 : 0)
      }
      let row = [
        x, left, staff, numbers.uniform(0.5, 4), Double.exp(0.4 * x + 0.3 * numbers.normal()),
        Double(1 + index % 3),
      ]
      for (position, value) in row.enumerated() { columns[position].append(value) }
    }
    return try table(
      [
        "x": columns[0], "left": columns[1], "staff": columns[2], "exposure": columns[3],
        "positive": columns[4], "count": columns[5],
      ], text: ("g", (0..<30).map { "g\($0 % 6)" }))
  }

  private static let formulas: [String: String] = [
    "binomial": "cbind(left, staff - left) ~ x", "poisson": "left ~ x + offset(log(staff))",
    "gamma": "positive ~ x", "gaussian": "positive ~ x", "inverse-gaussian": "positive ~ x",
    "quasibinomial": "cbind(left, staff - left) ~ x",
    "quasipoisson": "left ~ x + offset(log(staff))",
  ]

  private func fit(
    _ family: any Family, _ table: Table, _ options: ModelOptions = ModelOptions()
  ) throws -> GeneralizedLinearFit {
    let link: (any Link)? =
      family.linkNames.contains("log") && !family.isCountOfTrials ? LogLink() : nil
    return try GeneralizedLinearModel.fit(
      try #require(Self.formulas[family.name]), family, link, to: table, options: options)
  }

  private func expectSame(
    _ first: GeneralizedLinearFit, _ second: GeneralizedLinearFit, using name: String,
    clusters: [String] = []
  ) throws {
    let estimator = try standardEstimator(named: name, clusters: clusters)
    let a = try estimator.estimate(first).covariance.standardErrors
    let b = try estimator.estimate(second).covariance.standardErrors
    expectClose(
      second.coefficients.values, first.coefficients.values, within: rounding, "estimates")
    expectClose(b, a, within: rounding, "\(name) errors")
  }

  @Test(arguments: standardFamilies.map(\.name))
  func rowOrder(_ name: String) throws {
    let family = try #require(standardFamily(named: name))
    let table = try Self.sample()
    let reversed = table.selecting(rows: Array((0..<30).reversed()))
    let (a, b) = (try fit(family, table), try fit(family, reversed))
    try expectSame(a, b, using: "classical")
    try expectSame(a, b, using: "HC0")
    expectClose(b.deviance, a.deviance, within: rounding, "deviance")
    expectClose(b.nullDeviance, a.nullDeviance, within: rounding, "null deviance")
  }

  @Test(arguments: standardFamilies.map(\.name), ["classical", "HC0", "HC1", "CR0", "CR1", "CR2"])
  func frequencyWeightsAreRepetition(_ name: String, _ covariance: String) throws {
    let family = try #require(standardFamily(named: name))
    let table = try Self.sample()
    let long = repeated(table, by: try table.column("count").numbers.map { Int($0) })
    var options = ModelOptions()
    options.weights = .frequency("count")
    let (a, b) = (try fit(family, long), try fit(family, table, options))
    try expectSame(a, b, using: covariance, clusters: covariance.hasPrefix("CR") ? ["g"] : [])
    #expect(b.residualDegreesOfFreedom == a.residualDegreesOfFreedom)
    #expect((a.logLikelihood == nil) == !family.hasLikelihood)
    #expect((b.logLikelihood == nil) == !family.hasLikelihood)
    if let likelihood = a.logLikelihood {
      expectClose(b.logLikelihood ?? .nan, likelihood, within: rounding, "log likelihood")
    }
  }

  @Test(arguments: ["gamma", "gaussian", "inverse-gaussian", "quasipoisson"])
  func unitOfPrecisionWeights(_ name: String) throws {
    let family = try #require(standardFamily(named: name))
    let table = try Self.sample()
    let heavier = try table.adding(Column("heavy", table.column("count").numbers.map { 64 * $0 }))
    var light = ModelOptions()
    light.weights = .precision("count")
    var heavy = ModelOptions()
    heavy.weights = .precision("heavy")
    let (a, b) = (try fit(family, heavier, light), try fit(family, heavier, heavy))
    try expectSame(a, b, using: "classical")
    try expectSame(a, b, using: "HC1")
  }

  /// Successes among trials, and the trials one by one.
  @Test func groupedBinomialIsItsTrials() throws {
    let table = try Self.sample()
    let (x, left) = (try table.column("x").numbers, try table.column("left").numbers)
    let staff = try table.column("staff").numbers
    var single: (x: [Double], y: [Double]) = ([], [])
    for row in 0..<30 {
      for trial in 0..<Int(staff[row]) {
        single.x.append(x[row])
        single.y.append(Double(trial) < left[row] ? 1 : 0)
      }
    }
    let trials = try RegressionTests.table(["x": single.x, "y": single.y])
    for link in ["logit", "probit", "cloglog", "cauchit"] {
      let grouped = try GeneralizedLinearModel.fit(
        "cbind(left, staff - left) ~ x", .binomial, standardLink(named: link), to: table)
      let ungrouped = try GeneralizedLinearModel.fit(
        "y ~ x", .binomial, standardLink(named: link), to: trials)
      try expectSame(grouped, ungrouped, using: "classical")
      let shares = try table.adding(Column("share", zip(left, staff).map { $0 / $1 }))
      var options = ModelOptions()
      options.weights = .precision("staff")
      let weighted = try GeneralizedLinearModel.fit(
        "share ~ x", .binomial, standardLink(named: link), to: shares, options: options)
      try expectSame(grouped, weighted, using: "classical")
      expectClose(
        weighted.logLikelihood ?? .nan, grouped.logLikelihood ?? .nan, within: rounding,
        "log likelihood of shares")
    }
  }

  /// Times the unit of exposure, the rate is divided by it and nothing else changes.
  @Test func unitOfExposure() throws {
    let table = try Self.sample()
    let years = try GeneralizedLinearModel.fit(
      "left ~ x + offset(log(exposure))", .poisson, to: table)
    let months = try GeneralizedLinearModel.fit(
      "left ~ x + offset(log(exposure * 12))", .poisson, to: table)
    expectClose(months.estimate("x"), years.estimate("x"), within: rounding, "slope")
    expectClose(
      months.estimate("(Intercept)") + Double.log(12), years.estimate("(Intercept)"),
      within: rounding, "intercept")
    expectClose(months.nullDeviance, years.nullDeviance, within: rounding, "null deviance")
  }

  /// Under the log link the response's unit moves the intercept.
  @Test(arguments: ["gamma", "gaussian", "inverse-gaussian"], [1e-8, 1e8])
  func unitOfTheResponse(_ name: String, _ factor: Double) throws {
    let family = try #require(standardFamily(named: name))
    let table = try Self.sample()
    let scaled = try table.adding(
      Column("scaled", table.column("positive").numbers.map { factor * $0 }))
    let a = try GeneralizedLinearModel.fit("positive ~ x", family, LogLink(), to: table)
    let b = try GeneralizedLinearModel.fit("scaled ~ x", family, LogLink(), to: scaled)
    #expect(b.convergence.converged)
    expectClose(b.estimate("x"), a.estimate("x"), within: rounding, "slope")
    expectClose(
      b.estimate("(Intercept)") - Double.log(factor), a.estimate("(Intercept)"),
      within: Tolerance(.absolute(1e-9), because: "log(1e8) is of order 10"), "intercept")
    expectClose(
      try b.modelCovariance(.normal).standardErrors, try a.modelCovariance(.normal).standardErrors,
      within: rounding, "errors")
  }

  /// Six rows on which whole steps run away, so that steps must be halved, in whatever unit. The
  /// estimates are those of a separate program (numpy 1.26, damped least squares).
  @Test(
    arguments: [1e-60, 1, 1e60],
    [
      ([3.5, 3.8, 2.4, 0.3, 3.5, 0.5], [1.04, 0.83, 6.58, 5.69, 0.35, 94.86], -0.64440881),
      ([4.8, 2.1, 3.5, 2.7, 1.8, 1.9], [0.12, 12.02, 0.27, 1.7, 0.09, 22.51], -0.9899327),
      ([4.9, 5, 4.8, 4.9, 2, 2.2], [43.84, 19.35, 1.23, 0.1, 0.25, 0.33], 4.01500169),
    ])
  func unitOfTheResponseInHardFits(
    _ factor: Double, _ sample: (x: [Double], y: [Double], slope: Double)
  ) throws {
    let data = try RegressionTests.table(["x": sample.x, "y": sample.y.map { factor * $0 }])
    let fit = try GeneralizedLinearModel.fit("y ~ x", .gaussian, LogLink(), to: data)
    #expect(fit.convergence.converged, "\(fit.convergence)")
    expectClose(
      fit.estimate("x"), sample.slope,
      within: Tolerance(.relative(1e-6), because: "that program stops at 1e-9 of a slow iteration"))
  }

  /// The gaussian family with the identity link is least squares.
  @Test func gaussianIdentityIsLeastSquares() throws {
    let table = try Self.sample()
    let general = try GeneralizedLinearModel.fit("positive ~ x + g", .gaussian, to: table)
    let linear = try LinearModel("positive ~ x + g").fit(to: table)
    expectClose(
      general.coefficients.values, linear.coefficients.values, within: rounding, "estimates")
    expectClose(
      try general.modelCovariance(.normal).standardErrors,
      try linear.modelCovariance(.normal).standardErrors,
      within: rounding, "errors")
    expectClose(general.aic ?? .nan, linear.aic ?? .nan, within: rounding, "aic")
  }
}
