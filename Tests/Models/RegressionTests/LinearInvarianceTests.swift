import Formulas
import Inference
import Modeling
import Regression
import Tables
import TestSupport
import Testing

private let rounding = Tolerance(
  .relative(1e-9), because: "the same numbers by another order of operations")

@Suite("What a linear fit does not depend on")
struct LinearInvarianceTests {
  /// Forty rows in eight clusters, with weights and counts.
  static func sample() throws -> Table {
    var numbers = SeededNumbers(seed: 7)
    let x = (0..<40).map { _ in numbers.uniform(0, 10) }
    let z = (0..<40).map { _ in numbers.normal() }
    let y = zip(x, z).map { 3 + 0.5 * $0 - 2 * $1 + numbers.normal() }
    return try table(
      [
        "y": y, "x": x, "z": z, "count": (0..<40).map { Double(1 + $0 % 4) },
        "weight": x.map { 0.5 + $0 }, "shift": z.map { 4 * $0 - 1 },
        "moved": zip(y, z).map { $0 - (4 * $1 - 1) }, "thousandfold": x.map { 1000 * $0 },
      ], text: ("g", (0..<40).map { "g\($0 % 8)" }))
  }

  private func fit(_ formula: String, _ table: Table, _ options: ModelOptions = ModelOptions())
    throws -> LinearFit
  {
    try LinearModel(formula, options: options).fit(to: table)
  }

  private func expectSame(
    _ first: LinearFit, _ second: LinearFit, using name: String = "classical",
    clusters: [String] = []
  ) throws {
    let estimator = try standardEstimator(named: name, clusters: clusters)
    let a = try errors(first, estimator)
    let b = try errors(second, estimator)
    for term in first.coefficients.names {
      expectClose(second.estimate(term), first.estimate(term), within: rounding, term)
      expectClose(b[term] ?? .nan, a[term] ?? .nan, within: rounding, "\(name) error of \(term)")
    }
  }

  private func errors(_ fit: LinearFit, _ estimator: any CovarianceEstimator) throws
    -> [String: Double]
  {
    let covariance = try estimator.estimate(fit).covariance
    return Dictionary(uniqueKeysWithValues: zip(covariance.names, covariance.standardErrors))
  }

  @Test func rowOrder() throws {
    let table = try Self.sample()
    let reversed = table.selecting(rows: Array((0..<table.rowCount).reversed()))
    let (a, b) = (try fit("y ~ x * z + g", table), try fit("y ~ x * z + g", reversed))
    try expectSame(a, b)
    try expectSame(a, b, using: "HC3")
    expectClose(b.rSquared, a.rSquared, within: rounding, "R squared")
    expectClose(b.logLikelihood ?? .nan, a.logLikelihood ?? .nan, within: rounding, "log L")
  }

  @Test func columnOrder() throws {
    let table = try Self.sample()
    try expectSame(try fit("y ~ x + z + g", table), try fit("y ~ g + z + x", table), using: "HC1")
  }

  @Test func units() throws {
    let table = try Self.sample()
    let (a, b) = (try fit("y ~ x + z", table), try fit("y ~ thousandfold + z", table))
    expectClose(b.estimate("thousandfold") * 1000, a.estimate("x"), within: rounding, "slope")
    expectClose(b.estimate("z"), a.estimate("z"), within: rounding, "other slope")
    expectClose(b.sigma, a.sigma, within: rounding, "sigma")
    let scaled = try fit("I(y * 1000) ~ x + z", table)
    expectClose(scaled.estimate("x") / 1000, a.estimate("x"), within: rounding, "response")
    expectClose(scaled.sigma / 1000, a.sigma, within: rounding, "sigma of the response")
    expectClose(scaled.rSquared, a.rSquared, within: rounding, "R squared")
  }

  @Test(
    arguments: zip(
      ["classical", "HC0", "HC1", "HC3", "CR1", "CR1S", "CR2", "CR3"],
      [false, false, false, false, true, true, true, true]))
  func frequencyWeightsAreRepetition(_ name: String, isClustered: Bool) throws {
    let table = try Self.sample()
    let counts = try #require(table["count"])
    guard case .number(let values) = counts.values else { return }
    let long = repeated(table, by: values.map { Int($0) })
    let clusters = isClustered ? ["g"] : []
    var options = ModelOptions()
    options.weights = .frequency("count")
    let (a, b) = (try fit("y ~ x + z", long), try fit("y ~ x + z", table, options))
    #expect(b.observationCount == Double(long.rowCount))
    #expect(b.residualDegreesOfFreedom == a.residualDegreesOfFreedom)
    try expectSame(a, b, using: name, clusters: clusters)
    expectClose(b.rSquared, a.rSquared, within: rounding, "R squared")
    expectClose(b.logLikelihood ?? .nan, a.logLikelihood ?? .nan, within: rounding, "log L")
    expectClose(b.bic ?? .nan, a.bic ?? .nan, within: rounding, "bic")
  }

  @Test(arguments: ["classical", "HC2", "CR2"])
  func unitOfPrecisionWeights(_ name: String) throws {
    let table = try Self.sample()
    let heavier = try table.adding(
      Column("heavy", table.column("weight").numbers.map { 1000 * $0 }))
    var light = ModelOptions()
    light.weights = .precision("weight")
    var heavy = ModelOptions()
    heavy.weights = .precision("heavy")
    let clusters = name == "CR2" ? ["g"] : []
    try expectSame(
      try fit("y ~ x + z", heavier, light), try fit("y ~ x + z", heavier, heavy), using: name,
      clusters: clusters)
  }

  @Test func offsetMovesTheResponse() throws {
    let table = try Self.sample()
    var options = ModelOptions()
    options.offset = "shift"
    let moved = try fit("moved ~ x + z", table)
    try expectSame(moved, try fit("y ~ x + z", table, options))
    try expectSame(moved, try fit("y ~ x + z + offset(shift)", table))
    let byColumn = try fit("y ~ x + z", table, options)
    expectClose(byColumn.rSquared, moved.rSquared, within: rounding, "R squared")
    expectClose(
      byColumn.fittedValues[3] + byColumn.residuals[3], try table.column("y").numbers[3],
      within: rounding, "fitted value and residual")
  }

  @Test func recodingOfAFactorKeepsTheFit() throws {
    let table = try Self.sample()
    var sums = ModelOptions()
    sums.schema.defaultContrast = .sum
    var turned = ModelOptions()
    turned.schema.factors = [
      FactorDeclaration(column: "g", levels: (0..<8).reversed().map { "g\($0)" })
    ]
    let plain = try fit("y ~ x + g", table)
    for options in [sums, turned] {
      let other = try fit("y ~ x + g", table, options)
      expectClose(other.estimate("x"), plain.estimate("x"), within: rounding, "slope")
      expectClose(other.deviance, plain.deviance, within: rounding, "residual sum of squares")
      expectClose(
        other.fStatistic?.value ?? .nan, plain.fStatistic?.value ?? .nan, within: rounding, "F")
    }
  }
}

extension Column {
  /// The values, if they are numbers.
  var numbers: [Double] { if case .number(let values) = values { values } else { [] } }
}
