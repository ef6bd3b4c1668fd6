import Families
import RealModule
import TestSupport
import Testing

/// What every link owes its users, whatever it is.
struct LinkContractTests {
  static let names = standardLinks.map(\.name)

  /// Linear predictors over the working range, without those the link refuses.
  static func grid(for link: any Link) -> [Double] {
    (-240...240).map { Double($0) / 40 }.filter {
      link.isValid(linearPredictor: $0) && $0.magnitude > 0.04
    }
  }

  @Test func namesAreThoseOfTheCommandLine() {
    #expect(
      Self.names == [
        "logit", "probit", "cloglog", "cauchit", "log", "identity", "sqrt", "inverse",
        "inverse-squared",
      ])
    for name in Self.names { #expect(standardLink(named: name)?.name == name) }
    #expect(standardLink(named: "Logit") == nil)
    #expect(standardLink(named: "") == nil)
  }

  @Test func linksAreFoundByMemberLookup() {
    func name(_ link: any Link) -> String { link.name }
    #expect(
      [
        name(.logit), name(.probit), name(.complementaryLogLog), name(.cauchit), name(.log),
        name(.identity), name(.squareRoot), name(.inverse), name(.inverseSquared),
      ] == Self.names)
  }

  @Test(arguments: names)
  func linkInvertsInverse(name: String) throws {
    let link = try #require(standardLink(named: name))
    let tolerance = Tolerance(
      .relativeTo(scale: 1, 2e-15), because: "a rounding of the mean and of each function")
    for eta in Self.grid(for: link) {
      let value = link.inverse(eta)
      expectClose(
        link.link(mean: value.mean, complement: value.complement), eta, within: tolerance, name)
    }
  }

  @Test(arguments: names)
  func derivativesAreThoseOfTheMean(name: String) throws {
    let link = try #require(standardLink(named: name))
    let tolerance = Tolerance(
      .relativeTo(scale: 1e-3, 2e-10), because: "rounding in differences over a step of |η|/20")
    for eta in Self.grid(for: link) {
      let step = 0.05 * eta.magnitude
      let slope = numericalDerivative(at: eta, step: step) { link.inverse($0).mean }
      expectClose(link.inverse(eta).derivative, slope, within: tolerance, "\(name)' at \(eta)")
      let bend = numericalDerivative(at: eta, step: step) { link.inverse($0).derivative }
      expectClose(link.secondDerivative(eta), bend, within: tolerance, "\(name)'' at \(eta)")
      let turn = numericalDerivative(at: eta, step: 0.5 * step) { link.secondDerivative($0) }
      expectClose(link.thirdDerivative(eta), turn, within: tolerance, "\(name)‴ at \(eta)")
    }
  }

  @Test(arguments: names)
  func meanAndComplementAddToOne(name: String) throws {
    let link = try #require(standardLink(named: name))
    for eta in Self.grid(for: link) {
      let value = link.inverse(eta)
      let error = (1 - value.mean) - value.complement
      #expect(error.magnitude <= 2 * max(1, value.mean.magnitude).ulp, "\(name) at \(eta)")
    }
  }

  @Test(arguments: names)
  func meansAreMonotone(name: String) throws {
    let link = try #require(standardLink(named: name))
    // The inverse link falls on both sides of 0, so each side is looked at alone.
    for side in [Self.grid(for: link).filter { $0 > 0 }, Self.grid(for: link).filter { $0 < 0 }] {
      for (low, high) in zip(side, side.dropFirst()) {
        let (left, right) = (link.inverse(low), link.inverse(high))
        let rises = left.derivative > 0
        #expect((right.derivative > 0) == rises)
        #expect(
          rises
            ? left.mean < right.mean || left.complement > right.complement
            : left.mean > right.mean, "\(name) between \(low) and \(high)")
      }
    }
  }

  @Test(arguments: names)
  func probabilityLinksGiveProbabilities(name: String) throws {
    let link = try #require(standardLink(named: name))
    let means = [-800.0, -1, 0, 1, 800].map { link.inverse($0).mean }
    #expect(link.isProbabilityLink == means.allSatisfy { $0 >= 0 && $0 <= 1 })
  }

  @Test(arguments: names)
  func nothingFiniteGivesNotANumber(name: String) throws {
    let link = try #require(standardLink(named: name))
    let sizes = [
      0, .leastNonzeroMagnitude, 0x1p-1030, 1e-200, 1, 38.4, 38.6, 39, 709, 711, 744, 746, 800,
      1e100, 1e155, 1e200,
      1e308, Double.greatestFiniteMagnitude,
    ]
    for eta in sizes + sizes.map(-) {
      let value = link.inverse(eta)
      #expect(!value.mean.isNaN && !value.complement.isNaN && !value.derivative.isNaN, "\(eta)")
      #expect(!link.secondDerivative(eta).isNaN, "\(name)'' at \(eta)")
      #expect(!link.thirdDerivative(eta).isNaN, "\(name)‴ at \(eta)")
      if link.isProbabilityLink {
        #expect(value.mean >= 0 && value.mean <= 1 && value.complement >= 0)
        #expect(value.complement <= 1 && value.derivative >= 0 && value.derivative <= 1)
      }
    }
  }

  @Test(arguments: names)
  func notANumberIsNotValid(name: String) throws {
    let link = try #require(standardLink(named: name))
    for eta in [Double.nan, .infinity, -.infinity] {
      #expect(!link.isValid(linearPredictor: eta))
    }
    #expect(link.inverse(.nan).mean.isNaN)
    #expect(link.secondDerivative(.nan).isNaN)
    #expect(link.thirdDerivative(.nan).isNaN)
    #expect(link.isValid(linearPredictor: 0.5))
  }

  @Test func bordersOfValidity() {
    #expect(!SquareRootLink().isValid(linearPredictor: 0))
    #expect(!SquareRootLink().isValid(linearPredictor: -1))
    #expect(!InverseLink().isValid(linearPredictor: 0))
    #expect(InverseLink().isValid(linearPredictor: -1))
    #expect(!InverseSquaredLink().isValid(linearPredictor: 0))
    #expect(!InverseSquaredLink().isValid(linearPredictor: -1))
    #expect(LogitLink().isValid(linearPredictor: -1e308))
  }

  @Test(arguments: standardLinks.filter(\.isProbabilityLink).map(\.name))
  func endsOfTheRangeAreInfinite(name: String) throws {
    let link = try #require(standardLink(named: name))
    #expect(link.link(mean: 0, complement: 1) == -.infinity)
    #expect(link.link(mean: 1, complement: 0) == .infinity)
  }
}
