import Families
import Inference
import Modeling
import Regression
import TestSupport
import Testing

@testable import Effects

/// A quantity made of adjusted predictions, with the gradient the library gives it.
private struct Quantity: Sendable, CustomStringConvertible {
  let description: String
  let value: @Sendable (Inference) throws -> Double
  let gradient: @Sendable (Inference) throws -> [Double]

  private static func pair(_ inference: Inference, at held: [String: Level] = [:]) throws
    -> PredictionPair
  {
    let subject = Subject(inference.fit)
    return try subject.predictions(
      subject.means.function(.zero, .response), of: "x", from: .percentile(10),
      to: .percentile(90), at: held)
  }

  static let all = [
    Quantity(description: "gap") {
      try pair($0).difference
    } gradient: {
      try pair($0).differenceGradient
    },
    Quantity(description: "ratio") {
      try pair($0).logRatio()
    } gradient: {
      try pair($0).logGradient()
    },
    Quantity(description: "ratio at a level") {
      try pair($0, at: ["m": .value(2), "sector": .category("public")]).logRatio()
    } gradient: {
      try pair($0, at: ["m": .value(2), "sector": .category("public")]).logGradient()
    },
    Quantity(description: "gap of gaps") {
      try $0.gapOfGaps(
        of: "x", from: .percentile(10), to: .percentile(90), at: ["m": .value(2)],
        less: ["m": .value(-1)]
      ).estimate
    } gradient: {
      let first = try pair($0, at: ["m": .value(2)]).differenceGradient
      return zip(first, try pair($0, at: ["m": .value(-1)]).differenceGradient).map { $0 - $1 }
    },
    Quantity(description: "ratio of ratios") {
      try $0.ratioOfRatios(
        of: "x", from: .percentile(10), to: .percentile(90), at: ["m": .value(2)],
        over: ["m": .value(-1)]
      ).estimate
    } gradient: {
      let first = try pair($0, at: ["m": .value(2)]).logGradient()
      return zip(first, try pair($0, at: ["m": .value(-1)]).logGradient()).map { $0 - $1 }
    },
    Quantity(description: "adjusted prediction") {
      try $0.adjustedPrediction(at: ["m": .mean]).estimate
    } gradient: { inference in
      let subject = Subject(inference.fit)
      let level = try subject.resolve(.mean, of: "m")
      return try subject.adjustedPrediction(subject.means.function(.zero, .response), at: [level])
        .gradient
    },
  ]
}

@Suite("Gradients of effects in the coefficients")
struct JacobianTests {
  /// Coefficients that keep every linear predictor of the sample between 0.2 and 2, inside the range
  /// of every link.
  private static let coefficients = [0.9, 0.12, 0.05, 0.07, -0.06, 0.02]

  private static func stub(_ link: any Link) throws -> StubFit {
    try StubFit(
      LinearModel("y ~ x * m + sector").fit(to: schools()), coefficients: coefficients,
      link: link)
  }

  @Test(arguments: standardLinks.map(\.name), Quantity.all)
  private func agreesWithDifferences(_ link: String, _ estimand: Quantity) throws {
    let stub = try Self.stub(#require(standardLink(named: link)))
    let gradient = try estimand.gradient(stub.inference())
    let step = 1e-4
    for index in gradient.indices {
      func value(_ steps: Double) throws -> Double {
        try estimand.value(stub.moving(index, by: steps * step).inference())
      }
      let difference = try (8 * (value(1) - value(-1)) - (value(2) - value(-2))) / (12 * step)
      expectClose(
        gradient[index], difference,
        within: Tolerance(
          .relativeTo(scale: 1, 1e-10),
          because: "differences of fourth order: rounding 1e-16 over a step of 1e-4"),
        "\(link) \(estimand) \(stub.coefficients.names[index])")
    }
  }

  /// The delta method with a covariance that is not diagonal.
  @Test func standardErrorsAreQuadraticForms() throws {
    let fit = try LinearModel("y ~ x * m + sector").fit(to: schools())
    let inference = try fit.inference(using: .heteroskedastic(.hc1))
    let subject = Subject(fit)
    let pair = try subject.predictions(
      subject.means.function(.zero, .response), of: "x", from: .value(1), to: .value(3), at: [:])
    let gap = try inference.gap(of: "x", from: .value(1), to: .value(3))
    let variance = inference.covariance.variance(of: pair.differenceGradient)
    expectClose(
      gap.standardError ?? .nan, variance.squareRoot(),
      within: Tolerance(.relative(1e-14), because: "the same sum"), "gap")
    let ratio = try inference.ratio(of: "x", from: .value(1), to: .value(3))
    let logVariance = inference.covariance.variance(of: try pair.logGradient())
    expectClose(
      ratio.standardError ?? .nan, logVariance.squareRoot(),
      within: Tolerance(.relative(1e-14), because: "the same sum"), "ratio")
  }
}
