import Families
import Modeling
import RealModule
import Regression
import Tables
import TestSupport
import Testing

/// A family with one of its links.
struct FamilyAndLink: Sendable, CustomStringConvertible {
  let family: any Family
  let link: String
  var description: String { "\(family.name), \(link)" }

  static let all = standardFamilies.flatMap { family in
    family.linkNames.map { FamilyAndLink(family: family, link: $0) }
  }
}

@Suite("Every family with every link comes to the maximum of its likelihood")
struct MaximumLikelihoodTests {
  /// Coefficients of `1`, `x` and `z` that keep every mean inside the range of family and link.
  private static func truth(_ pair: FamilyAndLink) -> [Double] {
    switch (pair.family.isCountOfTrials, pair.link) {
    case (true, "log"): [-1.2, -0.3, 0.2]
    case (true, "identity"): [0.4, 0.15, -0.1]
    case (true, _): [0.3, -0.5, 0.4]
    case (false, "log"): [0.8, 0.3, -0.2]
    case (false, "inverse"), (false, "inverse-squared"): [0.6, 0.15, -0.1]
    case (false, "sqrt"): [2.2, 0.4, -0.3]
    case (false, _): [5, 1.2, -0.8]
    }
  }

  /// Sixty rows whose responses scatter about the mean as the family allows.
  private static func sample(_ pair: FamilyAndLink, scatter: Double) throws -> Table {
    let mean = try #require(MeanOracle(link: pair.link))
    let truth = truth(pair)
    var numbers = SeededNumbers(seed: 20_240_611)
    var (x, z, y, trials): ([Double], [Double], [Double], [Double]) = ([], [], [], [])
    for _ in 0..<60 {
      let (a, b) = (numbers.uniform(-1, 1), numbers.uniform(-1, 1))
      let m = mean.value(truth[0] + truth[1] * a + truth[2] * b).mean
      x.append(a)
      z.append(b)
      trials.append(Double(Int(numbers.uniform(5, 30))))
      switch pair.family.name {
      case "binomial", "quasibinomial":
        let n = trials[trials.count - 1]
        let hits = (0..<Int(n)).reduce(0.0) { sum, _ in sum + (numbers.uniform() < m ? 1 : 0) }
        y.append(hits / n)
      case "poisson", "quasipoisson":
        y.append(max(0, (m + m.squareRoot() * numbers.normal()).rounded()))
      case "gaussian": y.append(m + 0.3 * scatter * numbers.normal())
      default: y.append(m * Double.exp(0.35 * scatter * numbers.normal()))
      }
    }
    return try table(["y": y, "x": x, "z": z, "trials": trials])
  }

  private static func check(_ pair: FamilyAndLink, scatter: Double) throws {
    let data = try sample(pair, scatter: scatter)
    let isCount = pair.family.isCountOfTrials
    var options = ModelOptions()
    if isCount { options.weights = .precision("trials") }
    let link = try #require(standardLink(named: pair.link))
    let fit = try GeneralizedLinearModel.fit(
      "y ~ x + z", pair.family, link, to: data, options: options)
    #expect(fit.convergence.converged, "\(pair): \(fit.diagnostics)")
    #expect(fit.convergence.iterations < 60)
    let columns = data.columns.map { column in
      if case .number(let values) = column.values { values } else { [Double]() }
    }
    let oracle = NewtonMaximum(
      likelihood: try #require(LikelihoodOracle(family: pair.family.name)),
      mean: try #require(MeanOracle(link: pair.link)),
      rows: (0..<data.rowCount).map { row in
        ([1, columns[1][row], columns[2][row]], columns[0][row], isCount ? columns[3][row] : 1)
      }, start: fit.coefficients.values)
    for (index, name) in fit.coefficients.names.enumerated() {
      expectClose(
        fit.coefficients.values[index], oracle.estimates[index],
        within: Tolerance(
          .relativeTo(scale: oracle.scales[index], 1e-9),
          because: "both methods iterate to rounding, which a standard error dwarfs"),
        "\(pair) \(name)")
    }
  }

  @Test(arguments: FamilyAndLink.all)
  func agreesWithNewton(_ pair: FamilyAndLink) throws {
    try Self.check(pair, scatter: 1)
  }

  /// With much scatter expected and observed information differ, and plain scoring converges slowly.
  @Test(arguments: FamilyAndLink.all.filter { !$0.family.isCountOfTrials })
  func agreesWithNewtonInMuchScatter(_ pair: FamilyAndLink) throws {
    try Self.check(pair, scatter: 2.5)
  }
}
