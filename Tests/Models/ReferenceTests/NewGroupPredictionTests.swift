import Concord
import TestSupport
import Testing

private let search = Tolerance(
  .relative(1e-5),
  because: "1e-11 of deviance, where the search may end, is 3e-6 standard errors of a variance")

/// The prediction interval of one new observation in a new group.
@Suite struct NewGroupPredictionTests {
  /// Balanced one-way layout: the mean squares give variances and the mean's degrees of freedom in closed
  /// form.
  @Test(arguments: [nil, "w"]) func isOneIntervalInClosedForm(_ weights: String?) throws {
    let y: [Double] = [
      9.1, 11.3, 10.2, 12.4, 13.9, 12.7, 7.2, 8.8, 8.1, 14.9, 13.2, 15.4, 10.3, 11.9, 10.9,
    ]
    let (groups, size) = (5, 3)
    let table = try Table([
      Column("y", y), Column("g", y.indices.map { Double($0 / size) }),
      Column("w", y.map { _ in 1.0 }),
    ])
    let means = (0..<groups).map { g in y[g * size..<(g + 1) * size].reduce(0, +) / Double(size) }
    let grand = means.reduce(0, +) / Double(groups)
    let between =
      means.reduce(0) { $0 + ($1 - grand) * ($1 - grand) } * Double(size) / Double(groups - 1)
    let within =
      y.indices.reduce(0) { sum, row in
        let distance = y[row] - means[row / size]
        return sum + distance * distance
      } / Double(groups * (size - 1))
    let weight = weights == nil ? 1.0 : 4
    let ofMean = between / Double(groups * size)
    let spread = (ofMean + (between - within) / Double(size) + within / weight).squareRoot()
    let half = StudentTDistribution(degreesOfFreedom: Double(groups - 1)).quantile(0.975) * spread
    let fit = try LinearMixedModel(
      "y ~ 1 + (1 | g)", options: ModelOptions(weights: weights.map { .precision($0) })
    ).fit(to: table)
    let new = try Table([Column("g", [99.0]), Column("w", [4.0])])
    let inference = try fit.inference(using: .classical(degreesOfFreedom: .satterthwaite))
    let population = try #require(
      try inference.predictions(for: new, interval: .prediction)[0])
    let averaged = try #require(
      try inference.groupPredictions(for: new, unknown: .averaged, interval: .prediction)[0])
    for found in [population, averaged] {
      expectClose(try #require(found.lower), grand - half, within: search)
      expectClose(try #require(found.upper), grand + half, within: search)
      expectClose(try #require(found.standardError), ofMean.squareRoot(), within: search)
    }
    #expect(population.degreesOfFreedom == averaged.degreesOfFreedom)
  }

  /// Crossed, with a slope: both ways are the same numbers for every rule.
  @Test(arguments: [ReferenceRule.satterthwaite, .kenwardRoger, .normal, .residual])
  func bothWaysAgree(_ rule: ReferenceRule) throws {
    var y: [Double] = []
    for row in 0..<60 {
      let noise = Double((row * 7919) % 101) / 10
      y.append(noise + 1.5 * Double(row / 10) + Double(row % 5))
    }
    let table = try Table([
      Column("y", y), Column("x", (0..<60).map { Double(($0 * 31) % 17) }),
      Column("g", (0..<60).map { Double($0 / 10) }), Column("h", (0..<60).map { Double($0 % 5) }),
    ])
    let fit = try LinearMixedModel("y ~ x + (1 + x | g) + (1 | h)").fit(to: table)
    let new = try Table([Column("x", [3.0, 40]), Column("g", [77, 78]), Column("h", [77, 78])])
    let inference = try fit.inference(using: .classical(degreesOfFreedom: rule))
    let first = try inference.predictions(for: new, interval: .prediction, level: 0.9)
    let second = try inference.groupPredictions(
      for: new, unknown: .averaged, interval: .prediction, level: 0.9)
    #expect(first.count == 2 && second.count == 2)
    for (row, other) in zip(first, second) {
      let (one, two) = (try #require(row), try #require(other))
      #expect(one.lower == two.lower && one.upper == two.upper)
      #expect(one.standardError == two.standardError)
      #expect(one.degreesOfFreedom == two.degreesOfFreedom)
    }
    // A group of the fit has its own effects and the normal distribution.
    let known = try Table([Column("x", [3.0]), Column("g", [1.0]), Column("h", [2.0])])
    let own = try #require(
      try inference.groupPredictions(for: known, unknown: .averaged, interval: .prediction)[0])
    #expect(own.degreesOfFreedom == nil)
  }
}
