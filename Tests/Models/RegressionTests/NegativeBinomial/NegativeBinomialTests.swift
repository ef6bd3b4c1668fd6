import Families
import LinearAlgebra
import Modeling
import RealModule
import TestSupport
import Testing

@testable import Regression

/// Negative binomial regressions against R, brute force and themselves.
@Suite struct NegativeBinomialTests {
  private static let rows = Array(0..<36)
  static let x = rows.map { Double(($0 * 7) % 12) / 4 - 1 }
  static let b = rows.map { $0 % 3 == 1 ? 1.0 : 0 }
  static let c = rows.map { $0 % 3 == 2 ? 1.0 : 0 }
  static let exposure = rows.map { 1 + Double($0 % 4) / 2 }
  static let weights = rows.map { 1 + Double(($0 * 5) % 3) }
  static let y: [Double] = [
    0, 2, 5, 1, 0, 9, 3, 1, 14, 0, 4, 2, 7, 0, 1, 3, 22, 5, 0, 1, 6, 2, 0, 11, 3, 8, 1, 0, 5, 2, 17,
    4, 0, 6, 1, 3,
  ]
  static let ones = rows.map { _ in 1.0 }

  static func problem(
    _ columns: [[Double]] = [ones, x, b, c], response: [Double] = y, weights: [Double]? = nil,
    offset: [Double]? = nil, link: any Link = LogLink()
  ) -> ScoringProblem {
    ScoringProblem(
      design: PartitionedMatrix(columns: columns, rowCount: response.count), response: response,
      weights: weights, offset: offset, family: PoissonFamily(), link: link)
  }

  static func fit(_ problem: ScoringProblem) throws -> NegativeBinomialEstimates {
    try negativeBinomialEstimates(problem, hasIntercept: true, control: IterationControl())
  }

  /// By R 4.2.2, MASS 7.3-58.2: with i <- 0:35, x, g, e, w and y as above,
  /// f <- glm.nb(y ~ …, control = glm.control(epsilon = 1e-15, maxit = 500)): coef, sqrt(diag(vcov)),
  /// twologlik, deviance, null.deviance; θ and its standard error by
  /// theta.ml(y, fitted(f), sum(w), w, limit = 200, eps = 1e-14), since `glm.nb` itself leaves off when θ
  /// moves by 1e-4 and takes the standard error from one iterate before.
  struct Fit: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let problem: ScoringProblem
    let coefficients, errors: [Double]
    let theta, thetaError, twiceLogLikelihood, deviance, nullDeviance: Double
  }

  static let fits = [
    Fit(
      testDescription: "y ~ x + g + offset(log(e))",
      problem: problem(offset: exposure.map { Double.log($0) }),
      coefficients: [
        0.7850994325321312, -0.0996325643022832, 0.3631891133144841, 0.5027281605821851,
      ],
      errors: [0.393516020123266, 0.263971628227552, 0.550308283805555, 0.558308846387422],
      theta: 0.644537268873785, thetaError: 0.180504075436431,
      twiceLogLikelihood: -188.477065169886, deviance: 40.1310863926911,
      nullDeviance: 40.8127897352033),
    Fit(
      testDescription: "y ~ x + g, weights = w", problem: problem(weights: weights),
      coefficients: [
        1.2560939545353993, -0.0378135139069181, 0.1396891891091926, 0.3668362689587673,
      ],
      errors: [0.353454282457771, 0.169133858522850, 0.408472079917518, 0.436420009152126],
      theta: 0.827799855063982, thetaError: 0.175563107493602,
      twiceLogLikelihood: -365.548373442557, deviance: 80.0749862095473,
      nullDeviance: 80.8623588689466),
    Fit(
      testDescription: "y ~ x, link = sqrt", problem: problem([ones, x], link: SquareRootLink()),
      coefficients: [2.0046815615416440, 0.0779147848047057],
      errors: [0.218606136531089, 0.236977781842241], theta: 0.822815492488596,
      thetaError: 0.250156291478816, twiceLogLikelihood: -181.841428100936,
      deviance: 40.2280398024219, nullDeviance: 40.3057650539599),
    Fit(
      testDescription: "y ~ g, link = identity",
      problem: problem([ones, b, c], link: IdentityLink()),
      coefficients: [3.5, 0.5, 1.41666666666667],
      errors: [1.22982021322868, 1.85480288403446, 2.08116203423762], theta: 0.836206417833866,
      thetaError: 0.255680443007999, twiceLogLikelihood: -181.428646215692,
      deviance: 40.2419031678979, nullDeviance: 40.7362295629314),
    Fit(
      testDescription: "y ~ 1", problem: problem([ones]), coefficients: [1.42042736748935],
      errors: [0.201412525336947], theta: 0.820478180547569, thetaError: 0.249232753758381,
      twiceLogLikelihood: -181.919065656361, deviance: 40.2302624890411,
      nullDeviance: 40.2302624890411),
  ]

  @Test(arguments: fits)
  func agreesWithR(_ reference: Fit) throws {
    let found = try Self.fit(reference.problem)
    let shape = try #require(found.shape)
    #expect(found.convergence.converged, "\(found.convergence)")
    let alternating = Tolerance(
      .relativeTo(scale: 1, 1e-5), because: "R stops alternating when θ moves by 1e-4 of itself")
    expectClose(found.scoring.coefficients, reference.coefficients, within: alternating, "β")
    expectClose(
      found.scoring.system.unscaledCovariance.diagonal.map { $0.squareRoot() }, reference.errors,
      within: alternating, "standard errors")
    let given = Tolerance(
      .relative(1e-7), because: "R's means are off by some 1e-8, and θ follows in second order")
    expectClose(shape.theta, reference.theta, within: given, "θ")
    expectClose(shape.thetaStandardError, reference.thetaError, within: given, "its error")
    expectClose(
      shape.logThetaStandardError, reference.thetaError / reference.theta, within: given, "of log θ"
    )
    expectClose(
      2 * found.logLikelihood, reference.twiceLogLikelihood,
      within: Tolerance(.relative(1e-9), because: "flat at the maximum"), "ℓ")
    expectClose(found.deviance, reference.deviance, within: alternating, "deviance")
    expectClose(found.nullDeviance, reference.nullDeviance, within: alternating, "null deviance")
  }

  /// −2ℓ written out in gamma functions, at coefficients and log θ.
  private func logLikelihood(_ problem: ScoringProblem, _ parameters: [Double]) -> Double {
    let p = problem.design.columnCount
    let eta = product(problem.design, Array(parameters[..<p]))
    let theta = Double.exp(parameters[p])
    return eta.indices.reduce(0) { sum, row in
      let y = problem.response[row]
      let mean = problem.link.inverse(eta[row] + (problem.offset?[row] ?? 0)).mean
      let own =
        Double.logGamma(y + theta) - Double.logGamma(theta) - Double.logGamma(y + 1)
        + (y == 0 ? 0 : y * Double.log(mean / (mean + theta)))
        + theta * Double.log(theta / (mean + theta))
      return sum + (problem.weights?[row] ?? 1) * own
    }
  }

  @Test(arguments: fits)
  func isAMaximumWithItsInformation(_ reference: Fit) throws {
    let problem = reference.problem
    let found = try Self.fit(problem)
    let shape = try #require(found.shape)
    let best = found.scoring.coefficients + [shape.logTheta]
    expectClose(
      found.logLikelihood, logLikelihood(problem, best),
      within: Tolerance(.relative(1e-12), because: "two ways to write the density"), "ℓ")
    let information = found.observedInformation(problem)
    let size = best.count
    let steps = (0..<size).map { 2e-3 / information[$0, $0].squareRoot() * 5 }
    func value(_ moves: [(Int, Double)]) -> Double {
      var there = best
      for (index, multiple) in moves { there[index] += multiple * steps[index] }
      return logLikelihood(problem, there)
    }
    for i in 0..<size {
      let slope = (value([(i, 1)]) - value([(i, -1)])) / (2 * steps[i])
      expectClose(
        slope / information[i, i].squareRoot(), 0,
        within: Tolerance(.absolute(1e-4), because: "differences over a hundredth of an error"))
      for j in 0..<i {
        let bend =
          (value([(i, 1), (j, 1)]) - value([(i, 1), (j, -1)]) - value([(i, -1), (j, 1)])
            + value([(i, -1), (j, -1)])) / (4 * steps[i] * steps[j])
        expectClose(
          -bend / (information[i, i] * information[j, j]).squareRoot(),
          information[i, j] / (information[i, i] * information[j, j]).squareRoot(),
          within: Tolerance(.absolute(1e-4), because: "differences over a hundredth of an error"))
      }
      let bend =
        (value([(i, 1)]) + value([(i, -1)]) - 2 * found.logLikelihood) / steps[i] / steps[i]
      expectClose(
        -bend / information[i, i], 1,
        within: Tolerance(.absolute(1e-4), because: "differences over a hundredth of an error"))
    }
  }

  /// Sums of the rows' scores vanish; one row's are the differences of its own likelihood.
  @Test(arguments: fits)
  func scoresVanishInSum(_ reference: Fit) throws {
    let problem = reference.problem
    let found = try Self.fit(problem)
    let scores = found.rowScores(problem)
    let rounding = Tolerance(.absolute(1e-10), because: "sums of 36 rows at the maximum")
    expectClose(
      weightedTransposedProduct(problem.design, weights: nil, scores.predictor),
      [Double](repeating: 0, count: problem.design.columnCount), within: rounding)
    expectClose(scores.logTheta.reduce(0, +), 0, within: rounding)
    // At parameters beside the estimates the scores of one row alone.
    let row = 5
    let single = ScoringProblem(
      design: PartitionedMatrix(
        columns: (0..<problem.design.columnCount).map { [problem.design[row, $0]] }, rowCount: 1),
      response: [problem.response[row]], weights: problem.weights.map { [$0[row]] },
      offset: problem.offset.map { [$0[row]] }, family: PoissonFamily(), link: problem.link)
    let logTheta = try #require(found.shape).logTheta
    let h = 1e-4
    func value(_ move: Double) -> Double {
      logLikelihood(single, found.scoring.coefficients + [logTheta + move])
    }
    expectClose(
      scores.logTheta[row], (value(h) - value(-h)) / (2 * h),
      within: Tolerance(.absolute(1e-7), because: "differences over 1e-4"))
  }

  /// The mean of the intercept alone is that of the counts.
  @Test func interceptAlone() throws {
    let found = try Self.fit(Self.problem([Self.ones]))
    let mean = Self.y.reduce(0, +) / 36
    let rounding = Tolerance(.relative(1e-13), because: "a closed form")
    expectClose(found.scoring.coefficients[0], Double.log(mean), within: rounding)
    let theta = try #require(found.shape).theta
    expectClose(
      found.scoring.system.unscaledCovariance[0, 0], (1 / mean + 1 / theta) / 36, within: rounding)
  }

  /// Rows in another order, columns in other units and from another origin, weights as repetitions.
  @Test(arguments: ["log", "sqrt"])
  func invariances(_ name: String) throws {
    let link = try #require(standardLink(named: name))
    let base = try Self.fit(Self.problem([Self.ones, Self.x], weights: Self.weights, link: link))
    let shape = try #require(base.shape)
    func expectSame(
      _ found: NegativeBinomialEstimates, slope: Double, intercept: Double, _ bound: Double,
      _ what: String
    ) throws {
      let tolerance = Tolerance(.relativeTo(scale: 1, bound), because: "the same model: \(what)")
      let other = try #require(found.shape)
      expectClose(other.logTheta, shape.logTheta, within: tolerance, what)
      expectClose(
        other.logThetaStandardError, shape.logThetaStandardError, within: tolerance, what)
      expectClose(found.logLikelihood, base.logLikelihood, within: tolerance, what)
      expectClose(slope, base.scoring.coefficients[1], within: tolerance, what)
      expectClose(intercept, base.scoring.coefficients[0], within: tolerance, what)
    }
    let order = Self.rows.sorted { ($0 * 17) % 36 < ($1 * 17) % 36 }
    func shuffled(_ values: [Double]) -> [Double] { order.map { values[$0] } }
    var found = try Self.fit(
      Self.problem(
        [Self.ones, shuffled(Self.x)], response: shuffled(Self.y),
        weights: shuffled(Self.weights), link: link))
    var beta = found.scoring.coefficients
    try expectSame(found, slope: beta[1], intercept: beta[0], 1e-11, "order")
    found = try Self.fit(
      Self.problem([Self.ones, Self.x.map { 1e-6 * $0 }], weights: Self.weights, link: link))
    beta = found.scoring.coefficients
    try expectSame(found, slope: 1e-6 * beta[1], intercept: beta[0], 1e-11, "units")
    found = try Self.fit(
      Self.problem([Self.ones, Self.x.map { 1e6 + $0 }], weights: Self.weights, link: link))
    beta = found.scoring.coefficients
    try expectSame(
      found, slope: beta[1], intercept: beta[0] + 1e6 * beta[1], 1e-8, "an origin of 1e6")
    let repeated = Self.rows.flatMap { Array(repeating: $0, count: Int(Self.weights[$0])) }
    found = try Self.fit(
      Self.problem(
        [repeated.map { _ in 1 }, repeated.map { Self.x[$0] }],
        response: repeated.map { Self.y[$0] }, link: link))
    beta = found.scoring.coefficients
    try expectSame(found, slope: beta[1], intercept: beta[0], 1e-11, "repeated rows")
  }

  /// A column that depends on others has no coefficient, and the others are as without it.
  @Test func aliasedColumnsAreLeftOut() throws {
    let twice = zip(Self.x, Self.b).map { 2 * $0 + $1 }
    let found = try Self.fit(Self.problem([Self.ones, Self.x, Self.b, twice, Self.c]))
    let base = try Self.fit(Self.problem())
    #expect(found.columns.kept == [0, 1, 2, 4] && found.columns.aliased == [3])
    expectClose(
      found.scoring.coefficients, base.scoring.coefficients,
      within: Tolerance(.relativeTo(scale: 1, 1e-11), because: "the same model"))
  }

  /// Counts that vary less than Poisson counts have no θ, and Poisson estimates.
  @Test(arguments: ["log", "identity", "sqrt"])
  func countsThatVaryLittleHaveNoTheta(_ name: String) throws {
    let link = try #require(standardLink(named: name))
    let calm = Self.x.map { (3 + $0).rounded() }
    let problem = Self.problem([Self.ones, Self.x], response: calm, link: link)
    let found = try Self.fit(problem)
    #expect(found.shape == nil && found.family is PoissonFamily)
    let poisson = try maximizeLikelihood(problem, control: IterationControl())
    #expect(found.scoring.coefficients == poisson.coefficients)
    #expect(found.observedInformation(problem).columnCount == 2)
    #expect(found.rowScores(problem).logTheta.isEmpty)
    // The likelihood is lower at every θ.
    for theta in [0.5, 5, 100, 1e5] {
      #expect(
        logLikelihood(
          problem,
          try maximizeLikelihood(
            problem.replacingFamily(NegativeBinomialFamily(theta: theta)),
            control: IterationControl()
          ).coefficients + [Double.log(theta)]) < found.logLikelihood)
    }
  }

  /// Counts that vary hardly more than Poisson counts have a large θ, counts that vary as much have none.
  @Test func aLargeThetaIsFound() throws {
    // Of 2 and 6 the mean is the variance; one pair further apart is an excess of 10 in all.
    let even = (0..<20_000).map { $0 % 2 == 0 ? 2.0 : 6 }
    #expect(try Self.fit(Self.problem([even.map { _ in 1 }], response: even)).shape == nil)
    let response = [1.0, 7] + even.dropFirst(2)
    let found = try Self.fit(Self.problem([response.map { _ in 1 }], response: response))
    let logTheta = try #require(found.shape).logTheta
    #expect(logTheta > 7 && found.convergence.converged)
    // The slope written out in differences, which for whole counts are sums: ψ(y + θ) − ψ(θ) = Σ 1/(k + θ).
    func slope(_ theta: Double) -> Double {
      response.reduce(0) { sum, y in
        let steps = (0..<Int(y)).reduce(0) { $0 + 1 / (Double($1) + theta) }
        return sum + steps - Double.log(onePlus: 4 / theta) + (4 - y) / (4 + theta)
      }
    }
    let theta = Double.exp(logTheta)
    #expect(slope(0.999 * theta) > 0 && slope(1.001 * theta) < 0)
  }

  /// Counts of one kind in a group: no finite coefficient, and it is said so.
  @Test func separatedCounts() throws {
    let response = zip(Self.y, Self.b).map { $1 == 1 ? 0 : $0 }
    let found = try Self.fit(Self.problem([Self.ones, Self.b], response: response))
    guard case .separated = found.scoring.end else {
      Issue.record("ended as \(found.scoring.end)")
      return
    }
    #expect(!found.convergence.converged)
    // θ is that of the rows whose means do not vanish.
    let others = Self.rows.filter { Self.b[$0] == 0 }
    let rest = try Self.fit(
      Self.problem([others.map { _ in 1 }], response: others.map { Self.y[$0] }))
    expectClose(
      try #require(found.shape).logTheta, try #require(rest.shape).logTheta,
      within: Tolerance(.absolute(1e-4), because: "the means of the others are small, not zero"))
  }
}
