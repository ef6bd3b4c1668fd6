import Families
import TestSupport
import Testing

@testable import MixedModels

private let quadrature = Tolerance(
  .relative(1e-12), because: "a trapezoidal rule whose error is below rounding")

/// Means over groups against closed forms and a sum over a fine grid.
@Suite struct AveragedLinkTests {
  static let predictors = [-6.0, -2.5, -0.3, 0, 1.2, 4]

  /// Φ(η/√(1 + v)).
  @Test(arguments: [0.2, 1, 3.0])
  func probitsHaveAClosedForm(_ variance: Double) {
    let link = AveragedLink(ProbitLink(), variance: variance)
    for eta in Self.predictors {
      let scaled = eta / (1 + variance).squareRoot()
      let (got, want) = (link.inverse(eta), ProbitLink().inverse(scaled))
      expectClose(got.mean, want.mean, within: quadrature, "\(eta)")
      expectClose(got.complement, want.complement, within: quadrature, "\(eta)")
      expectClose(
        got.derivative, want.derivative / (1 + variance).squareRoot(), within: quadrature)
    }
  }

  /// exp(η + v/2).
  @Test(arguments: [1.5, 9.0])
  func logarithmsHaveAClosedForm(_ variance: Double) {
    let link = AveragedLink(LogLink(), variance: variance)
    for eta in Self.predictors {
      expectClose(
        link.inverse(eta).mean, LogLink().inverse(eta + variance / 2).mean, within: quadrature)
    }
  }

  @Test(arguments: [0.1, 1, 9.0])
  func logitsAreIntegrals(_ variance: Double) {
    let link = AveragedLink(LogitLink(), variance: variance)
    for eta in Self.predictors {
      var (sum, total) = (0.0, 0.0)
      for step in -20_000...20_000 {
        let x = Double(step) * 5e-4
        let density = NormalDensity.value(x)
        sum += density * LogitLink().inverse(eta + variance.squareRoot() * x).mean
        total += density
      }
      expectClose(
        link.inverse(eta).mean, sum / total,
        within: quadrature)
    }
  }

  @Test(arguments: [0, 0.5, 4.0])
  func theLinkTakesMeansBack(_ variance: Double) {
    let link = AveragedLink(LogitLink(), variance: variance)
    for eta in Self.predictors {
      let value = link.inverse(eta)
      expectClose(
        link.link(mean: value.mean, complement: value.complement), eta,
        within: Tolerance(.absolute(1e-10), because: "a root found by Newton's method"))
      let step = 1e-5
      expectClose(
        link.secondDerivative(eta),
        (link.inverse(eta + step).derivative - link.inverse(eta - step).derivative) / (2 * step),
        within: Tolerance(.absolute(1e-9), because: "central differences"))
    }
  }

  @Test func withoutVarianceItIsTheLink() {
    let link = AveragedLink(LogitLink(), variance: 0)
    #expect(link.inverse(1.3) == LogitLink().inverse(1.3))
    #expect(link.name == "logit" && link.isProbabilityLink)
  }
}

private enum NormalDensity {
  /// e^(−x²/2) by the normal distribution's own density through the probit link.
  static func value(_ x: Double) -> Double { ProbitLink().inverse(x).derivative }
}
