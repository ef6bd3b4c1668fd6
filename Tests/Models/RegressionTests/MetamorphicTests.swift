import Families
import Foundation
import Inference
import Modeling
import Regression
import Tables
import TestSupport
import Testing

/// How many random data sets are tried: six, or as many as `CONCORD_METAMORPHIC_SEEDS` says.
private let seeds =
  1...(ProcessInfo.processInfo.environment["CONCORD_METAMORPHIC_SEEDS"].flatMap { Int($0) } ?? 6)

/// Every number of an answer is the same, or changed by a known factor, when the data are written in another
/// way.
@Suite("What answers do not depend on")
struct MetamorphicTests {
  static let models = ["linear", "weighted", "poisson", "logit", "gamma", "probit"]

  /// Row order, and the order of the terms.
  @Test(arguments: models, seeds)
  func order(_ model: String, _ seed: Int) throws {
    let sample = MetamorphicSample(model, seed: seed)
    let want = try sample.answers()
    var other = sample
    var numbers = SeededNumbers(seed: UInt64(seed) + 999)
    let keys = other.x.map { _ in numbers.uniform() }
    other.select(keys.indices.sorted { keys[$0] < keys[$1] })
    // HAC is about the order of rows, and left out.
    expectSame(try other.answers(), want, "rows")
    other = sample
    other.formula = "\(sample.response) ~ z + x"
    expectSame(try other.answers(), want, "terms")
  }

  /// Names of clusters: letters, negative numbers, numbers of 16 digits.
  @Test(arguments: models, seeds)
  func labels(_ model: String, _ seed: Int) throws {
    let sample = MetamorphicSample(model, seed: seed)
    let want = try sample.answers()
    for label in [{ "\($0 * -3)" }, { "\(9_007_199_254_740_990 + $0)" }, { "ü \($0)" }]
      as [(Int) -> String]
    {
      var other = sample
      other.label = label
      expectSame(try other.answers(), want, label(1))
    }
  }

  /// Units of a predictor and, with least squares, of the response.
  @Test(arguments: models, seeds)
  func units(_ model: String, _ seed: Int) throws {
    let sample = MetamorphicSample(model, seed: seed)
    let want = try sample.answers()
    for unit in [1e-9, 1e-3, 1e6, 1e9] {
      var other = sample
      other.x = sample.x.map { $0 * unit }
      expectSame(try other.answers(), want, "x times \(unit)", factors: ["x": 1 / unit])
      if sample.isLeastSquares {
        other = sample
        other.y = sample.y.map { $0 * unit }
        expectSame(try other.answers(), want, "y times \(unit)", factors: ["": unit])
      }
    }
  }

  /// Origins up to 10⁷ standard deviations: everything but the intercept is the same.
  @Test(arguments: models, seeds)
  func origins(_ model: String, _ seed: Int) throws {
    let sample = MetamorphicSample(model, seed: seed)
    for origin in [-1e3, 1e5, 1e7] {
      var other = sample
      // Rounded to sixteen digits of the moved numbers, which are then moved back.
      let moved = sample.x.map { $0 + origin }
      other.x = moved.map { $0 - origin }
      let rounded = try other.answers()
      other.x = moved
      expectSame(
        try other.answers(), rounded, "origin \(origin)", without: "(Intercept)", within: 1e-6)
    }
  }

  /// A common factor of precision weights.
  @Test(arguments: seeds)
  func scaleOfWeights(_ seed: Int) throws {
    let sample = MetamorphicSample("weighted", seed: seed)
    let want = try sample.answers()
    for scale in [1e-8, 10, 1e8] {
      var other = sample
      other.weights = sample.weights.map { $0.map { $0 * scale } }
      expectSame(try other.answers(), want, "weights times \(scale)")
    }
  }

  /// Frequency weights are rows written out.
  @Test(arguments: ["linear", "poisson", "logit", "gamma", "probit"], seeds)
  func repetition(_ model: String, _ seed: Int) throws {
    var counted = MetamorphicSample(model, seed: seed)
    let counts = counted.x.indices.map { 1 + ($0 * 5) % 4 }
    var written = counted
    written.select(counts.indices.flatMap { [Int](repeating: $0, count: counts[$0]) })
    counted.counts = counts.map(Double.init)
    expectSame(try counted.answers(), try written.answers(), "counts")
  }

  private func expectSame(
    _ got: [String: Double], _ want: [String: Double], _ what: String,
    factors: [String: Double] = [:], without: String? = nil, within bound: Double = 1e-8,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    // A two-way variance of the intercept may be negative at one origin and not at another.
    func compared(_ answers: [String: Double]) -> Set<String> {
      Set(answers.keys.filter { key in without.map { !key.hasSuffix("|\($0)") } ?? true })
    }
    let missing = compared(got).symmetricDifference(compared(want)).sorted()
    #expect(missing.isEmpty, "\(what)", sourceLocation: sourceLocation)
    for (key, value) in want {
      // Keys are quantity|covariance|term.
      let parts = key.split(separator: "|", omittingEmptySubsequences: false)
      if let without, parts[2] == without { continue }
      let isScaled = ["estimate", "error"].contains(parts[0])
      let factor = isScaled ? factors[String(parts[2])] ?? factors[""] ?? 1 : 1
      let scale = isScaled ? (want["error|classical|\(parts[2])"] ?? 0) * factor : 0
      // A tail probability changes by about −2 log p times what its statistic does.
      let amplification =
        parts[0].hasPrefix("p") && value > 0 ? max(1, -2 * Double.log(value)) : 1
      expectClose(
        got[key] ?? .nan, value * factor,
        within: Tolerance(
          .relativeTo(scale: max(scale, .leastNormalMagnitude), bound * amplification),
          because: "the same numbers, rounded in another way"), "\(what): \(key)",
        sourceLocation: sourceLocation)
    }
  }
}

/// A random data set with everything that can be asked of it.
private struct MetamorphicSample {
  let model: String
  var x: [Double]
  var z: [Double]
  var y: [Double]
  var groups: [Int]
  var crossed: [Int]
  var weights: [Double]?
  var counts: [Double]?
  var label: (Int) -> String = { "g\($0)" }
  var formula: String
  let response = "y"

  var isLeastSquares: Bool { model == "linear" || model == "weighted" }

  init(_ model: String, seed: Int) {
    var numbers = SeededNumbers(seed: UInt64(seed) * 7919)
    self.model = model
    let count = 40 + Int(numbers.uniform(0, 60))
    let clusterCount = 8 + Int(numbers.uniform(0, 8))
    let effects = (0..<clusterCount).map { _ in 0.3 * numbers.normal() }
    x = (0..<count).map { _ in numbers.normal() }
    z = x.map { 0.4 * $0 + numbers.normal() }
    groups = x.map { _ in min(Int(numbers.uniform(0, Double(clusterCount))), clusterCount - 1) }
    crossed = x.indices.map { $0 % 9 }
    formula = "y ~ x + z"
    y = []
    for row in x.indices {
      let eta = 0.3 + 0.4 * x[row] - 0.2 * z[row] + effects[groups[row]]
      switch model {
      case "poisson": y.append((Double.exp(eta) * numbers.uniform(0, 2)).rounded())
      case "gamma": y.append(Double.exp(eta) * numbers.uniform(0.3, 1.7))
      case "logit", "probit": y.append(numbers.uniform() < 1 / (1 + Double.exp(-eta)) ? 1 : 0)
      default: y.append(eta + numbers.normal())
      }
    }
    if model == "weighted" { weights = x.map { _ in numbers.uniform(0.2, 5) } }
  }

  mutating func select(_ rows: [Int]) {
    x = rows.map { x[$0] }
    z = rows.map { z[$0] }
    y = rows.map { y[$0] }
    groups = rows.map { groups[$0] }
    crossed = rows.map { crossed[$0] }
    weights = weights.map { all in rows.map { all[$0] } }
  }

  /// Estimates, errors, statistics, degrees of freedom and p-values by every covariance, the terms' tests
  /// and the scalars of the fit.
  func answers() throws -> [String: Double] {
    var columns = [
      Column("x", x), Column("z", z), Column("y", y), Column("h", crossed.map(Double.init)),
    ]
    columns.append(Column(name: "g", values: .text(groups.map(label))))
    var options = ModelOptions()
    if let weights {
      columns.append(Column("w", weights))
      options.weights = .precision("w")
    }
    if let counts {
      columns.append(Column("w", counts))
      options.weights = .frequency("w")
    }
    let data = try Table(columns)
    if isLeastSquares {
      let fit = try LinearModel(formula, options: options).fit(to: data)
      var found = try answers(of: fit)
      found["value||rSquared"] = fit.rSquared
      return found
    }
    let family: any Family
    var link: (any Link)?
    switch model {
    case "poisson": family = PoissonFamily()
    case "gamma":
      family = GammaFamily()
      link = LogLink()
    default:
      family = BinomialFamily()
      if model == "probit" { link = ProbitLink() }
    }
    let fit = try GeneralizedLinearModel.fit(formula, family, link, to: data, options: options)
    var found = try answers(of: fit)
    found["value||deviance"] = fit.deviance
    return found
  }

  private func answers(of fit: some Estimated) throws -> [String: Double] {
    var found: [String: Double] = [:]
    var estimators: [any CovarianceEstimator] = try [
      "classical", "HC0", "HC1", "HC2", "HC3", "HC4",
    ]
    .map { try standardEstimator(named: $0) }
    for correction in ClusterCorrection.allCases {
      estimators.append(ClusteredCovariance(by: ["g"], correction: correction))
      estimators.append(
        ClusteredCovariance(
          by: ["g"], correction: correction,
          degreesOfFreedom: correction == .cr1s ? .clusters : .satterthwaite))
    }
    for factor in TwoWayFactor.allCases {
      estimators.append(
        ClusteredCovariance(by: ["g", "h"], correction: .cr1s, twoWayFactor: factor))
    }
    for (index, estimator) in estimators.enumerated() {
      let name = index == 0 ? "classical" : "\(estimator.name) \(index)"
      try add(fit.inference(using: estimator), name, to: &found)
    }
    return found
  }

  private func add(
    _ inference: Inference, _ name: String, to found: inout [String: Double]
  ) throws {
    for row in inference.coefficientTable() {
      found["estimate|\(name)|\(row.label)"] = row.estimate
      found["error|\(name)|\(row.label)"] = row.standardError
      found["statistic|\(name)|\(row.label)"] = row.statistic
      found["df|\(name)|\(row.label)"] = row.degreesOfFreedom
      found["p|\(name)|\(row.label)"] = row.pValue
    }
    for type in [AnovaType.two, .three] {
      for row in try inference.anova(type: type).rows {
        found["F\(type.rawValue)|\(name)|\(row.term)"] = row.statistic
        found["pF\(type.rawValue)|\(name)|\(row.term)"] = row.pValue
      }
    }
    // Two-way covariances may be indefinite, and then have no joint test.
    found["overall|\(name)|"] = try? inference.overallTest()?.statistic
    found["pOverall|\(name)|"] = try? inference.overallTest()?.pValue
  }
}
