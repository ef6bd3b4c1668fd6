import Families
import LinearAlgebra
import Modeling
import TestSupport
import Testing

@testable import Regression

/// Cumulative link models against R, closed forms and brute force.
@Suite struct OrdinalTests {
  static let links = ["logit", "probit", "cloglog", "cauchit"]

  static func full(_ link: String) throws -> OrdinalProblem {
    OrdinalSample.problem(
      weights: OrdinalSample.weights, offset: OrdinalSample.offset,
      link: try #require(standardLink(named: link)))
  }

  /// By R 4.2.2, ordinal 2022.11-16: with i <- 0:47, x, g, e, w and y as in the sample,
  /// clm(y ~ x + g + offset(e), weights = w, link = …, control = clm.control(gradTol = 1e-13)):
  /// coef, sqrt(diag(vcov)), logLik and the first four fitted values.
  ///
  /// For cauchit the likelihood that `clm` reports at its own coefficients, −128.99357, is not that of
  /// pcauchy, −128.99295; these are by Newton's method with numDeriv 2016.8-1.1's grad and hessian on
  /// −Σ w log(pcauchy(ζ_y − η) − pcauchy(ζ_{y−1} − η)).
  struct Fit: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let parameters, errors: [Double]
    let logLikelihood: Double
    let fitted: [Double]
  }

  static let fits = [
    Fit(
      testDescription: "logit",
      parameters: [
        -0.5338189610919032, 0.8727510381914914, 2.2238574747680953, 0.3033884841305187,
        -0.8438642971882540, 0.6461519682812930,
      ],
      errors: [
        0.470192306669, 0.457977260764, 0.492299593111, 0.238159743156, 0.578928297505,
        0.514859165806,
      ], logLikelihood: -128.0165516942109,
      fitted: [0.44264593958946, 0.32434968337944, 0.27628644333015, 0.30056225864854]),
    Fit(
      testDescription: "probit",
      parameters: [
        -0.1069271818226894, 0.7301188204873754, 1.5398578454371710, 0.1753185224255278,
        -0.5254634705195150, 0.3742579501134393,
      ],
      errors: [
        0.284806752498, 0.279368806150, 0.291993794689, 0.134183380309, 0.343535358322,
        0.312288969717,
      ], logLikelihood: -131.7077318723528,
      fitted: [0.52726294255523, 0.31011727985346, 0.25325872296836, 0.37421520075577]),
    Fit(
      testDescription: "cloglog",
      parameters: [
        -0.62943396913052740, 0.40684308178982526, 1.22984031554531281, 0.07026050398065004,
        -0.24170845067937446, 0.49672071661022055,
      ],
      errors: [
        0.329992103657, 0.295771866045, 0.295868572858, 0.137108440454, 0.359000684324,
        0.333046941659,
      ], logLikelihood: -131.4535165873908,
      fitted: [0.43542462734387, 0.26554411795610, 0.36495292195872, 0.31581661222899]),
    Fit(
      testDescription: "cauchit",
      parameters: [
        -0.320181183162428, 1.095244508440468, 2.583161050735940, 0.410163630274025,
        -0.649042211732515, 0.686534043749469,
      ],
      errors: [
        0.425147636019998, 0.420443371167337, 0.604405745818041, 0.295800624076706,
        0.603606503848659, 0.465696721131790,
      ], logLikelihood: -128.992951235566,
      fitted: [0.528565371837028, 0.406798680554085, 0.232110206449183, 0.239172265335456]),
  ]

  @Test(arguments: fits)
  func agreesWithR(_ reference: Fit) throws {
    let problem = try Self.full(reference.testDescription)
    let found = try OrdinalSample.fit(problem)
    #expect(found.end == .atRest && found.convergence.converged)
    #expect(problem.thresholdNames == ["1|2", "2|3", "3|4"])
    let gradient = Tolerance(
      .relativeTo(scale: 1, 1e-7), because: "R stops at a gradient of 1e-6 of the information")
    expectClose(found.thresholds + found.slopes, reference.parameters, within: gradient)
    expectClose(
      try #require(found.covariance).diagonal.map { $0.squareRoot() }, reference.errors,
      within: gradient, "standard errors")
    expectClose(
      found.logLikelihood, reference.logLikelihood,
      within: Tolerance(.relative(1e-13), because: "flat at the maximum"))
    let probabilities = found.fittedProbabilities(problem)
    for (row, want) in reference.fitted.enumerated() {
      expectClose(probabilities[row, problem.codes[row]], want, within: gradient)
    }
  }

  @Test(arguments: links)
  func isAMaximumWithItsInformation(_ link: String) throws {
    let problem = try Self.full(link)
    let found = try OrdinalSample.fit(problem)
    let best = found.thresholds + found.slopes
    expectClose(
      found.logLikelihood, OrdinalSample.logLikelihood(problem, best),
      within: Tolerance(.relative(1e-13), because: "two ways to write it"))
    let information = found.observedInformation(problem)
    let h = 1e-3
    func value(_ moves: [(Int, Double)]) -> Double {
      var there = best
      for (index, multiple) in moves { there[index] += multiple * h }
      return OrdinalSample.logLikelihood(problem, there)
    }
    let differences = Tolerance(.relativeTo(scale: 10, 1e-5), because: "differences over 1e-3")
    for i in best.indices {
      expectClose((value([(i, 1)]) - value([(i, -1)])) / (2 * h), 0, within: differences, "score")
      for j in best.indices {
        let bend =
          (value([(i, 1), (j, 1)]) - value([(i, 1), (j, -1)]) - value([(i, -1), (j, 1)])
            + value([(i, -1), (j, -1)])) / (4 * h * h)
        expectClose(information[i, j], -bend, within: differences, "\(i), \(j)")
      }
    }
    let covariance = try #require(found.covariance)
    let identity = product(information, covariance)
    for i in best.indices {
      for j in best.indices {
        expectClose(
          identity[i, j], i == j ? 1 : 0,
          within: Tolerance(.absolute(1e-10), because: "an inverse of order 6"))
      }
    }
  }

  /// The mean over responses drawn from the model of the products of scores, each row's by probability.
  @Test(arguments: links)
  func expectedInformationIsTheMeanOfSquaredScores(_ link: String) throws {
    let problem = try Self.full(link)
    let found = try OrdinalSample.fit(problem)
    let best = found.thresholds + found.slopes
    let information = found.expectedInformation(problem)
    let probabilities = found.fittedProbabilities(problem)
    var sums = Matrix(rowCount: best.count, columnCount: best.count)
    for row in problem.codes.indices {
      expectClose(
        probabilities.row(row).reduce(0, +), 1,
        within: Tolerance(.absolute(1e-15), because: "four roundings"))
      for category in 0..<4 {
        let single = OrdinalProblem(
          design: PartitionedMatrix(
            columns: (0..<3).map { [problem.design[row, $0]] }, rowCount: 1), intercept: nil,
          codes: [category], categories: problem.categories, weights: nil,
          offset: [OrdinalSample.offset[row]], link: problem.link)
        let h = 1e-4
        let score = best.indices.map { index in
          func value(_ move: Double) -> Double {
            var there = best
            there[index] += move
            return OrdinalSample.logLikelihood(single, there)
          }
          return (8 * (value(h) - value(-h)) - (value(2 * h) - value(-2 * h))) / (12 * h)
        }
        let share = OrdinalSample.weights[row] * probabilities[row, category]
        for i in best.indices {
          for j in best.indices { sums[i, j] += share * score[i] * score[j] }
        }
      }
    }
    for i in best.indices {
      for j in best.indices {
        expectClose(
          information[i, j], sums[i, j],
          within: Tolerance(.relativeTo(scale: 1, 1e-8), because: "differences over 1e-4"))
      }
    }
    let identity = product(information, try #require(found.expectedCovariance))
    for i in best.indices {
      expectClose(
        identity[i, i], 1, within: Tolerance(.absolute(1e-10), because: "an inverse of order 6"))
    }
  }

  @Test(arguments: links)
  func scoresVanishInSum(_ link: String) throws {
    let problem = try Self.full(link)
    let found = try OrdinalSample.fit(problem)
    let scores = found.rowScores(problem)
    let rounding = Tolerance(.absolute(1e-11), because: "sums of 48 rows at the maximum")
    expectClose(
      weightedTransposedProduct(problem.design, weights: nil, scores.predictor), [0, 0, 0],
      within: rounding)
    for threshold in 0..<3 {
      let sum = problem.codes.indices.reduce(0.0) { sum, row in
        sum + (problem.codes[row] == threshold ? scores.upper[row] : 0)
          + (problem.codes[row] == threshold + 1 ? scores.lower[row] : 0)
      }
      expectClose(sum, 0, within: rounding)
    }
    for (row, code) in problem.codes.enumerated() {
      expectClose(
        scores.predictor[row], -scores.upper[row] - scores.lower[row],
        within: Tolerance(.relativeTo(scale: 1, 1e-12), because: "thresholds less predictor"))
      #expect(code > 0 || scores.lower[row] == 0)
      #expect(code < 3 || scores.upper[row] == 0)
    }
  }

  /// Without predictors thresholds are the link of the shares, with the covariance of shares of a sample.
  @Test(arguments: links)
  func thresholdsAloneAreEmpirical(_ name: String) throws {
    let link = try #require(standardLink(named: name))
    let found = try OrdinalSample.fit(OrdinalSample.problem([], link: link))
    let n = 48.0
    let shares = (0..<3).map { category in
      Double(OrdinalSample.codes.count { $0 <= category }) / n
    }
    let rounding = Tolerance(.relativeTo(scale: 1, 1e-13), because: "a closed form")
    expectClose(
      found.thresholds, shares.map { link.link(mean: $0, complement: 1 - $0) }, within: rounding)
    let densities = found.thresholds.map { link.inverse($0).derivative }
    let observed = try #require(found.covariance)
    let expected = try #require(found.expectedCovariance)
    for i in 0..<3 {
      for j in i..<3 {
        let closed = shares[i] * (1 - shares[j]) / (n * densities[i] * densities[j])
        expectClose(observed[i, j], closed, within: rounding)
        expectClose(expected[i, j], closed, within: rounding)
      }
    }
  }

  /// With two categories it is the binary model of the first.
  @Test(arguments: links)
  func twoCategoriesAreABinaryOutcome(_ name: String) throws {
    let link = try #require(standardLink(named: name))
    let codes = OrdinalSample.codes.map { $0 < 2 ? 0 : 1 }
    let found = try OrdinalSample.fit(
      OrdinalSample.problem(codes: codes, categories: ["low", "high"], link: link))
    let columns = [OrdinalSample.x, OrdinalSample.b, OrdinalSample.c]
    let binary = try maximizeLikelihood(
      ScoringProblem(
        design: PartitionedMatrix(
          columns: [codes.map { _ in 1 }] + columns.map { $0.map { -$0 } }, rowCount: 48),
        response: codes.map { 1 - Double($0) }, weights: nil, offset: nil,
        family: BinomialFamily(), link: link), control: IterationControl())
    let rounding = Tolerance(.relativeTo(scale: 1, 1e-10), because: "the same likelihood")
    expectClose(found.thresholds + found.slopes, binary.coefficients, within: rounding)
    let covariance = try #require(found.expectedCovariance)
    for i in 0..<4 {
      expectClose(
        covariance[i, i], binary.system.unscaledCovariance[i, i], within: rounding)
    }
  }

  @Test(arguments: links)
  func invariances(_ name: String) throws {
    let link = try #require(standardLink(named: name))
    let (x, b, weights) = (OrdinalSample.x, OrdinalSample.b, OrdinalSample.weights)
    let base = try OrdinalSample.fit(OrdinalSample.problem([x, b], weights: weights, link: link))
    let errors = try #require(base.covariance).diagonal
    func expectSame(
      _ found: OrdinalEstimates, unit: Double = 1, origin: Double = 0, _ bound: Double,
      _ what: String
    ) throws {
      let same = Tolerance(.relativeTo(scale: 1, bound), because: "the same model: \(what)")
      #expect(found.end == .atRest, "\(what)")
      expectClose(found.logLikelihood, base.logLikelihood, within: same, what)
      expectClose(unit * found.slopes[0], base.slopes[0], within: same, what)
      expectClose(found.slopes[1], base.slopes[1], within: same, what)
      expectClose(
        found.thresholds.map { $0 - origin * found.slopes[0] }, base.thresholds, within: same, what)
      let covariance = try #require(found.covariance)
      expectClose(unit * unit * covariance[3, 3], errors[3], within: same, what)
      expectClose(covariance[4, 4], errors[4], within: same, what)
    }
    let order = OrdinalSample.rows.sorted { ($0 * 17) % 48 < ($1 * 17) % 48 }
    func shuffled<T>(_ values: [T]) -> [T] { order.map { values[$0] } }
    try expectSame(
      OrdinalSample.fit(
        OrdinalSample.problem(
          [shuffled(x), shuffled(b)], codes: shuffled(OrdinalSample.codes),
          weights: shuffled(weights), link: link)), 1e-11, "order")
    try expectSame(
      OrdinalSample.fit(
        OrdinalSample.problem([x.map { 1e-9 * $0 }, b], weights: weights, link: link)),
      unit: 1e-9, 1e-11, "units")
    try expectSame(
      OrdinalSample.fit(
        OrdinalSample.problem([x.map { 1e6 + $0 }, b], weights: weights, link: link)),
      origin: 1e6, 1e-8, "an origin of 1e6")
    let repeated = OrdinalSample.rows.flatMap { Array(repeating: $0, count: Int(weights[$0])) }
    try expectSame(
      OrdinalSample.fit(
        OrdinalSample.problem(
          [repeated.map { x[$0] }, repeated.map { b[$0] }],
          codes: repeated.map { OrdinalSample.codes[$0] }, link: link)), 1e-11, "repeated rows")
    try expectSame(
      OrdinalSample.fit(
        OrdinalSample.problem(
          [x, b], categories: ["never", "seldom", "often", "always"], weights: weights,
          link: link)), 0, "other labels")
    if name == "cloglog" { return }
    // A symmetric distribution seen from above.
    let turned = try OrdinalSample.fit(
      OrdinalSample.problem(
        [x, b], codes: OrdinalSample.codes.map { 3 - $0 }, weights: weights, link: link))
    let same = Tolerance(.relativeTo(scale: 1, 1e-10), because: "the same model, turned")
    expectClose(turned.slopes.map { -$0 }, base.slopes, within: same)
    expectClose(turned.thresholds.reversed().map { -$0 }, base.thresholds, within: same)
  }

  /// The constant and columns that depend on it and others have no slope; a factor by codes is its columns.
  @Test func partsAndAliases() throws {
    let base = try OrdinalSample.fit(OrdinalSample.problem())
    let ones = OrdinalSample.rows.map { _ in 1.0 }
    let shifted = OrdinalSample.x.map { 2 * $0 + 3 }
    let dense = try OrdinalSample.fit(
      OrdinalSample.problem(
        [ones, OrdinalSample.x, shifted, OrdinalSample.b, OrdinalSample.c], intercept: 0))
    #expect(dense.columns.slopes == [1, 3, 4] && dense.columns.ranked.aliased == [2])
    #expect(dense.columns.ranked.kept == [0, 1, 3, 4])
    let same = Tolerance(.relativeTo(scale: 1, 1e-11), because: "the same model")
    expectClose(
      dense.columns.ranked.aliasRelations[0], [3, 2, 0, 0], within: same, "what reproduces it")
    let parts = OrdinalProblem(
      design: PartitionedMatrix(
        rowCount: 48, columnCount: 4,
        dense: [
          DenseColumn(position: 0, values: .constant(1)),
          DenseColumn(position: 1, values: .numbers(OrdinalSample.x)),
        ],
        factors: [
          FactorColumns(
            codes: OrdinalSample.rows.map { Int32(($0 * 5) % 3) }, columnOfLevel: [-1, 2, 3])
        ]), intercept: 0, codes: OrdinalSample.codes, categories: OrdinalSample.categories,
      weights: nil, offset: nil, link: LogitLink())
    for found in [dense, try OrdinalSample.fit(parts)] {
      expectClose(found.slopes, base.slopes, within: same)
      expectClose(found.thresholds, base.thresholds, within: same)
    }
  }
}
