import Distributions
import Families
import TestSupport
import Testing

/// Responses drawn from every family there is.
struct DrawTests {
  static let names = standardFamilies.filter(\.hasLikelihood).map(\.name)

  /// Mean μ and variance φV(μ)/w (for Poisson counts, which weights leave alone, V(μ)), within five
  /// standard errors of 20,000 draws.
  @Test(arguments: names, [0.2, 0.7, 3.5])
  func haveTheMeanAndVarianceOfTheFamily(name: String, mean: Double) throws {
    let family = try #require(standardFamily(named: name))
    guard family.isValid(mean: mean) else { return }
    var stream = RandomStream(seed: 31)
    let (weight, dispersion, count) = (4.0, 0.3, 20_000)
    let values = (0..<count).map { _ in
      family.drawResponse(
        mean: mean, complement: 1 - mean, weight: weight, dispersion: dispersion, from: &stream)
    }
    #expect(values.allSatisfy { family.problem(withResponse: $0) == nil })
    let share: Double =
      switch name {
      case "poisson": 1
      case "binomial": 1 / weight
      default: dispersion / weight
      }
    let variance = share * family.variance(mean: mean, complement: 1 - mean)
    let average = values.reduce(0, +) / Double(count)
    let squares = values.map { ($0 - mean) * ($0 - mean) }
    let spread = squares.reduce(0, +) / Double(count)
    let fourth = squares.reduce(0) { $0 + $1 * $1 } / Double(count)
    let error = (max(0, fourth - spread * spread) / Double(count)).squareRoot()
    expectClose(
      average, mean,
      within: Tolerance(
        .absolute(5 * (variance / Double(count)).squareRoot()), because: "five standard errors"))
    expectClose(
      spread, variance,
      within: Tolerance(.absolute(5 * error + 1e-12), because: "five standard errors"))
  }

  /// Probabilities that only their complement tells from 1 are not rounded up.
  @Test func nearlyCertainSuccessesFail() {
    var stream = RandomStream(seed: 5)
    let trials = 0x1p52
    let share = BinomialFamily().drawResponse(
      mean: 1, complement: 1e-12, weight: trials, dispersion: 1, from: &stream)
    // About 4504 failures are expected, with a standard deviation of 67.
    #expect(((1 - share) * trials - 4504).magnitude < 350)
  }

  @Test func whatCannotBeDrawnIsNotANumber() {
    var stream = RandomStream(seed: 1)
    func draw(_ family: any Family, _ mean: Double, weight: Double = 1, dispersion: Double = 1)
      -> Double
    {
      family.drawResponse(
        mean: mean, complement: 1 - mean, weight: weight, dispersion: dispersion, from: &stream)
    }
    #expect(draw(.quasibinomial, 0.5).isNaN && draw(.quasipoisson, 2).isNaN)
    #expect(draw(.binomial, 0.5, weight: 2.5).isNaN && draw(.binomial, 1.5).isNaN)
    #expect(draw(.poisson, -1).isNaN && draw(.poisson, .infinity).isNaN)
    #expect(draw(.gamma, 0).isNaN && draw(.gamma, 1, dispersion: 0).isNaN)
    #expect(draw(.inverseGaussian, -2).isNaN && draw(.inverseGaussian, 1, weight: 0).isNaN)
    #expect(draw(.gaussian, .nan).isNaN && draw(.gaussian, 1, dispersion: .nan).isNaN)
  }
}
