import Families
import Formulas
import Modeling
import RealModule
import Regression
import Tables
import TestSupport
import Testing

private let rounding = Tolerance(.relative(1e-12), because: "a handful of exact small numbers")

@Suite("Edges and conventions of linear fits")
struct LinearConventionTests {
  @Test func rSquaredWithoutIntercept() throws {
    let data = try table(["y": [1, 3, 2, 5], "x": [1, 2, 3, 4]])
    // b = Σxy/Σx² = 33/30; about zero: b² Σx² / Σy² = 36.3/39.
    let fit = try LinearModel("y ~ 0 + x").fit(to: data)
    expectClose(fit.estimate("x"), 1.1, within: rounding, "slope")
    expectClose(fit.rSquared, 36.3 / 39, within: rounding, "R squared about zero")
    expectClose(
      fit.adjustedRSquared, 1 - (1 - 36.3 / 39) * 4 / 3, within: rounding, "adjusted")
    // With one, about the mean: slope 1.1, intercept 0, RSS 2.7, total 8.75.
    let usual = try LinearModel("y ~ x").fit(to: data)
    expectClose(usual.rSquared, 1 - 2.7 / 8.75, within: rounding, "R squared about the mean")
    expectClose(
      usual.adjustedRSquared, 1 - (2.7 / 2) / (8.75 / 3), within: rounding, "adjusted")
    let f = try #require(usual.fStatistic)
    expectClose(f.value, 6.05 / (2.7 / 2), within: rounding, "F")
    #expect(f.df1 == 1 && f.df2 == 2)
  }

  @Test func aliasedColumnsAreNamedWithTheirCombination() throws {
    let x: [Double] = [1, 2, 4, 7, 11]
    let w: [Double] = [0, 1, 0, 2, 1]
    let data = try table([
      "y": [1, 0, 2, 5, 3], "x": x, "w": w, "twice": x.map { 2 * $0 },
      "mixed": zip(x, w).map { 3 * $0 - 0.5 * $1 + 1 }, "nothing": [0, 0, 0, 0, 0],
    ])
    let fit = try LinearModel("y ~ x + twice + w + mixed + nothing").fit(to: data)
    #expect(fit.coefficients.names == ["(Intercept)", "x", "w"])
    #expect(fit.coefficients.aliased.map(\.name) == ["twice", "mixed", "nothing"])
    let messages = fit.diagnostics.filter { $0.code == .aliased }.map(\.message)
    #expect(
      messages == [
        "twice cannot be estimated and was removed: it equals 2 × x",
        "mixed cannot be estimated and was removed: it equals 1 × (Intercept) + 3 × x + -0.5 × w",
        "nothing cannot be estimated and was removed: it is zero in every row used",
      ])
    let plain = try LinearModel("y ~ x + w").fit(to: data)
    expectClose(
      fit.coefficients.values, plain.coefficients.values, within: rounding, "without them")
    #expect(fit.residualDegreesOfFreedom == 2)
    let logistic = try GeneralizedLinearModel.fit(
      "I(y > 1) ~ w + I(2 * w)", .binomial, to: data)
    #expect(logistic.coefficients.aliased.first?.combination.map(\.name) == ["w"])
    let factors = logistic.coefficients.aliased.first?.combination.map(\.factor) ?? []
    expectClose(factors, [2], within: rounding, "factor")
  }

  @Test func perfectFit() throws {
    let x = (1...12).map { Double($0) }
    let fit = try LinearModel("y ~ x").fit(to: try table(["x": x, "y": x.map { 3 - 2 * $0 }]))
    #expect(fit.raises(.perfectFit))
    expectClose(fit.rSquared, 1, within: rounding, "R squared")
    // Noise far above rounding is no perfect fit, though it is small beside the values.
    let noisy = x.enumerated().map { 1e6 + 3 * $1 + ($0 % 2 == 0 ? 1e-6 : -1e-6) }
    let close = try LinearModel("y ~ x").fit(to: try table(["x": x, "y": noisy]))
    #expect(!close.raises(.perfectFit))
  }

  @Test(arguments: [0.0, 5, 1e100, 1e-200])
  func constantResponse(_ value: Double) throws {
    let data = try table(["x": [1, 2, 3, 4, 6], "y": [Double](repeating: value, count: 5)])
    let fit = try LinearModel("y ~ x").fit(to: data)
    #expect(fit.raises(.perfectFit))
    #expect(fit.rSquared.isNaN)
  }

  @Test func saturated() throws {
    let data = try table(["x": [1, 2, 4], "y": [1, 5, 3], "z": [0, 1, 0]])
    let fit = try LinearModel("y ~ x + z").fit(to: data)
    #expect(fit.raises(.saturated))
    #expect(fit.residualDegreesOfFreedom == 0)
    #expect(fit.residualVariance.isNaN && fit.fStatistic == nil)
    #expect(fit.residuals.allSatisfy { $0.magnitude < 1e-12 })
    // More columns than rows: the last are aliased.
    let wide = try LinearModel("y ~ x + z + I(x^2)").fit(to: data)
    #expect(wide.coefficients.aliased.map(\.name) == ["I(x^2)"])
  }

  @Test func numbersBeyondTheRange() throws {
    let data = try table(["x": [1, 2, 3, 4], "y": [1e300, -1e300, 1e300, 2e300]])
    #expect(throws: ModelingError.self) { try LinearModel("y ~ x").fit(to: data) }
  }

  @Test func countsWithoutAFamilyAreRefused() throws {
    let data = try table(["s": [1, 2], "f": [3, 4]])
    #expect(throws: ModelingError.self) { try LinearModel("cbind(s, f) ~ 1").fit(to: data) }
  }
}

@Suite("Edges and conventions of generalized fits")
struct GeneralizedConventionTests {
  private static let x: [Double] = [-1.5, -1, -0.5, 0, 0.25, 0.5, 1, 1.5]

  /// The first least-squares problem is the last: the estimates are not at the maximum and are said
  /// not to be.
  @Test func oneIteration() throws {
    let data = try table(["x": Self.x, "y": [0, 1, 0, 1, 0, 1, 1, 1]])
    let one = try GeneralizedLinearModel.fit(
      "y ~ x", .binomial, to: data, control: IterationControl(maximumIterations: 1))
    #expect(!one.convergence.converged)
    #expect(one.convergence.iterations == 1)
    #expect(one.convergence.criterion == .infinity)
    let message = try #require(one.diagnostics.first { $0.code == .notConverged }?.message)
    #expect(message.contains("after 1 step before it came to rest"))
    #expect(!message.contains("inf"))
    let two = try GeneralizedLinearModel.fit(
      "y ~ x", .binomial, to: data, control: IterationControl(maximumIterations: 2))
    #expect(two.convergence.iterations == 2 && two.convergence.criterion.isFinite)
    #expect(two.raises(.notConverged))
    let full = try GeneralizedLinearModel.fit("y ~ x", .binomial, to: data)
    #expect(full.convergence.converged && full.diagnostics.isEmpty)
    #expect(full.deviance < two.deviance && two.deviance < one.deviance)
  }

  /// The response is a curve of the family's link, with a coefficient that is exactly 0.
  @Test(arguments: FamilyAndLink.all.filter { !$0.family.isCountOfTrials })
  func perfectFit(_ pair: FamilyAndLink) throws {
    let mean = try #require(MeanOracle(link: pair.link))
    let data = try table([
      "x": Self.x, "z": Self.x.map { $0 * $0 },
      "y": Self.x.map { mean.value(2 + 0.5 * $0).mean },
    ])
    let link = try #require(standardLink(named: pair.link))
    let fit = try GeneralizedLinearModel.fit("y ~ x + z", pair.family, link, to: data)
    #expect(fit.convergence.converged, "\(pair) \(fit.convergence)")
    #expect(fit.convergence.iterations < 20, "\(pair) \(fit.convergence)")
    expectClose(
      fit.coefficients.values, [2, 0.5, 0],
      within: Tolerance(.absolute(1e-12), because: "responses carry rounding of 1e-16"), "\(pair)")
    let isEstimated = fit.hasEstimatedDispersion
    #expect(fit.raises(.perfectFit) == isEstimated, "\(pair)")
  }

  /// As many groups as coefficients: the means are the groups' means, under every link.
  @Test(arguments: FamilyAndLink.all)
  func saturated(_ pair: FamilyAndLink) throws {
    let isCount = pair.family.isCountOfTrials
    let y = isCount ? [0.25, 0.5, 0.7] : [2, 0.5, 3]
    let data = try table(["y": y, "m": [8, 6, 10]], text: ("g", ["a", "b", "c"]))
    var options = ModelOptions()
    if isCount { options.weights = .precision("m") }
    let link = try #require(standardLink(named: pair.link))
    let fit = try GeneralizedLinearModel.fit("y ~ g", pair.family, link, to: data, options: options)
    #expect(fit.convergence.converged, "\(pair) \(fit.convergence)")
    #expect(fit.raises(.saturated))
    expectClose(
      fit.fittedMeans, y,
      within: Tolerance(.relative(1e-12), because: "three groups, iterated to rounding"), "\(pair)")
    expectClose(
      fit.deviance, 0, within: Tolerance(.absolute(1e-20), because: "squares of rounding"),
      "\(pair)")
    #expect(fit.hasEstimatedDispersion == fit.dispersion.isNaN)
  }

  /// All responses alike, also at the end of their range.
  @Test func constantResponses() throws {
    for (value, family) in [(0.0, "poisson"), (0, "binomial"), (1, "binomial"), (3, "gamma")] {
      let chosen = try #require(standardFamily(named: family))
      let data = try table(["x": Self.x, "y": [Double](repeating: value, count: 8)])
      let fit = try GeneralizedLinearModel.fit("y ~ x", chosen, to: data)
      #expect(fit.nullDeviance == 0)
      #expect(fit.convergence.converged == (family == "gamma"))
      #expect(fit.raises(.separation) == (family != "gamma"), "\(value) \(family)")
    }
  }

  /// Coefficients that make every mean possible do not exist: η must be above 0 at x and at −x.
  @Test func nowhereToStart() throws {
    let data = try table(["x": [-1, 1, -2, 2], "y": [1, 2, 3, 4]])
    let error = #expect(throws: ModelingError.self) {
      try GeneralizedLinearModel.fit("y ~ 0 + x", .gamma, to: data)
    }
    #expect("\(error.map { "\($0)" } ?? "")".contains("gamma family with the inverse link"))
  }

  /// An offset that spreads wider than the means: only a lifted intercept makes all of them possible.
  @Test(
    arguments: [
      ("poisson", "identity"), ("gamma", "identity"), ("gamma", "inverse"),
      ("inverse-gaussian", "inverse-squared"), ("inverse-gaussian", "identity"),
      ("quasipoisson", "sqrt"),
    ])
  func wideOffsets(_ name: String, _ link: String) throws {
    var numbers = SeededNumbers(seed: 4)
    let offset = (0..<30).map { Double($0) / 4 }
    let mean = try #require(MeanOracle(link: link))
    let y = offset.map { o in mean.value(0.5 + o).mean * numbers.uniform(0.8, 1.25) }
    let data = try table(["y": y, "o": offset])
    let fit = try GeneralizedLinearModel.fit(
      "y ~ offset(o)", try #require(standardFamily(named: name)), standardLink(named: link),
      to: data)
    #expect(fit.convergence.converged, "\(fit.diagnostics)")
    expectClose(
      fit.estimate("(Intercept)"), 0.5,
      within: Tolerance(.absolute(0.4), because: "thirty rows with some scatter"), "\(name) \(link)"
    )
    #expect(fit.nullDeviance == fit.deviance)
  }

  /// The largest mean runs into its limit of 1 under a log link: the edge is named, no separation.
  @Test func edgeOfTheRange() throws {
    let x = (0..<12).map { Double($0) }
    let data = try table(["x": x, "y": [0, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1]])
    let fit = try GeneralizedLinearModel.fit("y ~ x", .binomial, LogLink(), to: data)
    #expect(!fit.raises(.separation))
    #expect(fit.raises(.notConverged))
    #expect(fit.fittedMeans.allSatisfy { $0 > 0 && $0 <= 1 })
    #expect(fit.fittedMeans.max() ?? 0 > 0.99)
  }

  /// Zeros under an identity link, starting far from anything possible.
  @Test func hardStarts() throws {
    let x = (1...20).map { Double($0) }
    let y = x.map { $0 < 12 ? 0.0 : ($0 - 10) * ($0 - 10) }
    let steep = try GeneralizedLinearModel.fit(
      "y ~ x", .poisson, IdentityLink(), to: try table(["x": x, "y": y]))
    #expect(steep.fittedMeans.allSatisfy { $0 >= 0 })
    let cubes = x.map { $0 * $0 * $0 }
    for pair in [("gamma", "identity"), ("inverse-gaussian", "identity"), ("gamma", "inverse")] {
      let fit = try GeneralizedLinearModel.fit(
        "y ~ x", try #require(standardFamily(named: pair.0)), standardLink(named: pair.1),
        to: try table(["x": x, "y": cubes]))
      #expect(fit.fittedMeans.allSatisfy { $0 > 0 && $0.isFinite }, "\(pair)")
      #expect(fit.convergence.converged || fit.raises(.notConverged))
    }
  }

  /// Responses and trials at the ends of the range of numbers neither trap nor loop.
  @Test func extremeNumbers() throws {
    let large = try table(["x": [1, 2, 3, 4], "y": [1e300, 3e300, 2e300, 5e300]])
    let gamma = try GeneralizedLinearModel.fit("y ~ x", .gamma, LogLink(), to: large)
    #expect(gamma.convergence.converged)
    let tiny = try table(["x": [1, 2, 3, 4], "y": [1e-300, 3e-300, 2e-300, 5e-300]])
    _ = try? GeneralizedLinearModel.fit("y ~ x", .inverseGaussian, to: tiny)
    let many = try table([
      "x": [1, 2, 3, 4], "s": [1e17, 0, 1e17, 3e16], "f": [0, 1e17, 1, 1e16],
    ])
    let trials = try GeneralizedLinearModel.fit("cbind(s, f) ~ x", .binomial, to: many)
    #expect(trials.convergence.converged)
    var options = ModelOptions()
    options.weights = .frequency("w")
    let heavy = try table(["x": [1, 2, 3, 4], "y": [1, 0, 3, 2], "w": [1e300, 1e300, 1e300, 1]])
    let counted = try GeneralizedLinearModel.fit("y ~ x", .poisson, to: heavy, options: options)
    #expect(counted.logLikelihood != nil)
  }

  @Test func quasiFamiliesHaveNoLikelihood() throws {
    let data = try table(["x": Self.x, "y": [1, 0, 2, 3, 1, 4, 2, 6]])
    let fit = try GeneralizedLinearModel.fit("y ~ x", .quasipoisson, to: data)
    let poisson = try GeneralizedLinearModel.fit("y ~ x", .poisson, to: data)
    #expect(fit.logLikelihood == nil && fit.aic == nil && fit.bic == nil)
    expectClose(
      fit.coefficients.values, poisson.coefficients.values, within: rounding, "estimates")
    let ratio = zip(
      try fit.modelCovariance(.normal).standardErrors,
      try poisson.modelCovariance(.normal).standardErrors
    ).map { $0 / $1 }
    let root = (poisson.pearsonChiSquared / 6).squareRoot()
    expectClose(ratio, [root, root], within: rounding, "errors by the root of the dispersion")
  }

  /// A link the family does not take, and responses outside its range, are errors that say which.
  @Test func refusals() throws {
    #expect(throws: ModelingError.self) {
      try GeneralizedLinearModel("y ~ x", family: .poisson, link: LogitLink())
    }
    let data = try table(["x": Self.x, "y": [1, 0, 2, 3, -1, 4, 2, 6]])
    let error = #expect(throws: ModelingError.self) {
      try GeneralizedLinearModel.fit("y ~ x", .poisson, to: data)
    }
    #expect(error.map { "\($0)" }?.contains("y is -1.0 in row 5") == true)
  }
}
