import Families
import LinearAlgebra
import Modeling
import RealModule
import Tables
import TestSupport
import Testing

@testable import Regression

@Suite("Separation is proved where there is no finite maximum, and nowhere else")
struct SeparationTests {
  private func fit(
    _ formula: String, _ data: Table, _ family: any Family = .binomial, link: String? = nil
  ) throws -> GeneralizedLinearFit {
    try GeneralizedLinearModel.fit(formula, family, link.flatMap(standardLink), to: data)
  }

  private func separation(_ fit: GeneralizedLinearFit) -> String? {
    fit.diagnostics.first { $0.code == .separation }?.message
  }

  private static let upTo20 = (0..<20).map { Double($0) }

  @Test(arguments: ["logit", "probit", "cloglog", "cauchit"])
  func complete(_ link: String) throws {
    let data = try table(["x": Self.upTo20, "y": Self.upTo20.map { $0 < 9.5 ? 0 : 1 }])
    let fit = try fit("y ~ x", data, link: link)
    let message = try #require(separation(fit), "\(link): \(fit.convergence)")
    #expect(message.hasPrefix("complete separation"))
    #expect(message.contains("x") && message.contains("20 of 20 rows"))
    #expect(!fit.convergence.converged)
  }

  /// At x = 10 both outcomes occur, so that only the other rows are predicted.
  @Test(arguments: ["logit", "probit", "cloglog", "cauchit"])
  func quasiComplete(_ link: String) throws {
    let x = Self.upTo20 + [10, 10]
    let data = try table(["x": x, "y": Self.upTo20.map { $0 <= 10 ? 0 : 1 } + [1, 1]])
    let message = try #require(separation(try fit("y ~ x", data, link: link)), "\(link)")
    #expect(message.hasPrefix("quasi-complete separation"))
    #expect(message.contains("19 of 22 rows"))
  }

  /// A category without a single success, beside a variable that has an ordinary coefficient.
  @Test(arguments: ["logit", "probit", "cloglog", "cauchit"])
  func emptyCell(_ link: String) throws {
    let outcomes: [Double] = Self.upTo20.map { Double(Int($0 * 7) % 3 == 0 ? 1 : 0) }
    let groups = (0..<20).map { $0 < 13 ? "a" : "b" }
    let data = try table(
      [
        "x": Self.upTo20.map { Double(Int($0 * 13) % 5) },
        "y": zip(outcomes, groups).map { $1 == "b" ? 0 : $0 },
      ], text: ("g", groups))
    let fit = try fit("y ~ x + g", data, link: link)
    let message = try #require(separation(fit), "\(link)")
    #expect(message.contains("a combination of gb predicts 7 of 20 rows"))
  }

  @Test func shares() throws {
    let successes: [Double] = [3, 4, 2, 8, 9, 7]
    let trials: [Double] = [9, 10, 8, 8, 9, 7]
    let data = try table(
      ["s": successes, "f": zip(trials, successes).map { $0 - $1 }],
      text: ("g", ["a", "a", "a", "b", "b", "b"]))
    let message = try #require(separation(try fit("cbind(s, f) ~ g", data)))
    #expect(message.contains("gb predicts 3 of 6 rows"))
  }

  @Test func poissonCellOfZeros() throws {
    let data = try table(
      ["y": [3, 1, 4, 0, 0, 0, 2, 5], "x": [1, 2, 3, 4, 5, 6, 7, 8]],
      text: ("g", ["a", "a", "a", "b", "b", "b", "a", "a"]))
    for family: any Family in [PoissonFamily(), QuasipoissonFamily()] {
      let fit = try fit("y ~ g", data, family)
      let message = try #require(separation(fit), "\(family.name)")
      #expect(message.contains("gb predicts 3 of 8 rows"))
    }
    // Under the identity the cell's mean is 0: the maximum lies at the edge, and exists.
    let edge = try fit("y ~ g", data, .poisson, link: "identity")
    #expect(!edge.raises(.separation))
    #expect(edge.raises(.notConverged))
  }

  /// One pair of rows in the wrong order makes the maximum finite, however steep it is.
  @Test(arguments: [1.0, 1e-1, 1e-2, 1e-3, 1e-5, 1e-8])
  func steepButFinite(_ gap: Double) throws {
    // Zeros up to 0, ones from 0, but a one at −gap and a zero at +gap.
    let x = [-3, -2.5, -2, -1, -gap, gap, 1, 2, 2.5, 3]
    let y: [Double] = [0, 0, 0, 0, 1, 0, 1, 1, 1, 1]
    let fit = try fit("y ~ x", try table(["x": x, "y": y]))
    #expect(!fit.raises(.separation), "\(gap): \(fit.diagnostics)")
    #expect(fit.convergence.converged, "\(gap): \(fit.convergence)")
    // At the maximum the residuals are orthogonal to the predictors.
    let score = zip(x, zip(y, fit.fittedMeans)).reduce(0) { $0 + $1.0 * ($1.1.0 - $1.1.1) }
    expectClose(
      score, 0, within: Tolerance(.absolute(1e-11), because: "ten terms of order 1 cancel"),
      "score at slope \(fit.estimate("x"))")
  }

  /// Slopes that nearly separate, in every link: large estimates, but estimates.
  @Test(arguments: ["logit", "probit", "cloglog", "cauchit"])
  func nearlySeparated(_ link: String) throws {
    var y: [Double] = Self.upTo20.map { $0 < 9.5 ? 0 : 1 }
    y[9] = 1
    y[10] = 0
    let fit = try fit("y ~ x", try table(["x": Self.upTo20, "y": y]), link: link)
    #expect(fit.diagnostics.isEmpty, "\(fit.diagnostics)")
  }

  /// Rare outcomes push means towards 0 without any separation.
  @Test func rareOutcomes() throws {
    let x = (0..<3000).map { Double($0 % 100) }
    let y = (0..<3000).map { Double($0 == 1234 || $0 == 70 ? 1 : 0) }
    let logistic = try fit("y ~ x", try table(["x": x, "y": y]))
    #expect(logistic.diagnostics.isEmpty, "\(logistic.diagnostics)")
    let counts = try fit("y ~ x", try table(["x": x, "y": y]), .poisson)
    #expect(counts.diagnostics.isEmpty)
  }

  /// A direction proves separation only where the link lets means run towards a bound for ever: under
  /// an identity the bound is reached, under a log no mean rises to 1 for ever.
  @Test(
    arguments: [
      ("binomial", "logit", true, true), ("binomial", "cauchit", true, true),
      ("binomial", "log", false, true), ("binomial", "identity", false, false),
      ("quasibinomial", "probit", true, true), ("poisson", "log", false, true),
      ("quasipoisson", "log", false, true), ("poisson", "identity", false, false),
      ("poisson", "sqrt", false, false), ("gamma", "log", false, false),
    ])
  func directions(_ family: String, _ link: String, rising: Bool, falling: Bool) throws {
    // The second column marks rows whose responses are all 1, the third rows that are all 0.
    func direction(_ step: [Double]) throws -> SeparatingDirection? {
      separatingDirection(
        ScoringProblem(
          design: Matrix(columns: [[1, 1, 1, 1, 1, 1], [0, 0, 1, 1, 0, 0], [0, 0, 0, 0, 1, 1]]),
          response: [0, 1, 1, 1, 0, 0], weights: [1, 1, 1, 1, 1, 1], offset: nil,
          family: try #require(standardFamily(named: family)),
          link: try #require(standardLink(named: link))), along: step)
    }
    #expect((try direction([0, 1, 0]) != nil) == rising)
    #expect((try direction([1e-9, 1e-8, -1]) != nil) == falling)
    #expect(try direction([0, 1e-9, -1])?.moving == (falling ? [2] : nil))
    for wrong in [[0.0, -1, 0], [0, 0, 1], [1, 0, 0], [1e-3, 1, 0], [0, 0, 0], [0, .nan, 0]] {
      #expect(try direction(wrong) == nil, "\(wrong)")
    }
  }

  /// A hundred random samples, separated or not as an independent search says.
  @Test func agreesWithSearch() throws {
    var numbers = SeededNumbers(seed: 99)
    var separatedCount = 0
    for _ in 0..<100 {
      let count = 5
      let x = (0..<count).map { _ in (numbers.uniform(-3, 3)).rounded() }
      let y: [Double] = (0..<count).map { _ in numbers.uniform() < 0.5 ? 0 : 1 }
      let isSeparated = Self.isSeparated(x: x, y: y)
      separatedCount += isSeparated ? 1 : 0
      guard Set(x).count > 1 else { continue }
      let fit = try fit("y ~ x", try table(["x": x, "y": y]))
      #expect(fit.raises(.separation) == isSeparated, "\(x) \(y)")
      #expect(fit.convergence.converged == !isSeparated, "\(x) \(y)")
    }
    #expect(separatedCount > 20 && separatedCount < 80)
  }

  /// One predictor: separated unless the ranges of x of the two outcomes overlap in more than a
  /// point, either way round.
  private static func isSeparated(x: [Double], y: [Double]) -> Bool {
    let zeros = zip(x, y).filter { $0.1 == 0 }.map(\.0)
    let ones = zip(x, y).filter { $0.1 == 1 }.map(\.0)
    guard let lowZero = zeros.min(), let highZero = zeros.max(), let lowOne = ones.min(),
      let highOne = ones.max()
    else { return true }
    return highZero <= lowOne || highOne <= lowZero
  }
}
