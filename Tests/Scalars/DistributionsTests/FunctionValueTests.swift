import Distributions
import Foundation
import TestSupport
import Testing

/// Elementary and special functions against mpmath 1.3.0 at 60 digits (`make_function_values.py`).
struct FunctionValueTests {
  struct Values: Decodable {
    let values: [Value]
  }

  struct Value: Decodable {
    let fn: String
    let args: [String]
    let value: String
  }

  @Test func agree() throws {
    let url = try #require(
      Bundle.module.url(forResource: "Fixtures/function-values", withExtension: "json"))
    let values = try JSONDecoder().decode(Values.self, from: Data(contentsOf: url)).values
    #expect(values.count > 700)
    for value in values {
      let arguments = value.args.compactMap(Double.init)
      let computed = try #require(compute(value.fn, arguments), "\(value.fn) is known")
      let expected = try #require(Double(value.value))
      expectClose(
        computed, expected, within: tolerance(value.fn, arguments),
        "\(value.fn)(\(value.args.joined(separator: ", ")))")
    }
  }

  private func compute(_ name: String, _ x: [Double]) -> Double? {
    switch name {
    case "exp": PortableMath.exp(x[0])
    case "log": PortableMath.log(x[0])
    case "logOnePlus": PortableMath.logOnePlus(x[0])
    case "logOnePlusMinus": PortableMath.logOnePlusMinus(x[0])
    case "sinPi": PortableMath.sinPi(x[0])
    case "cosPi": PortableMath.cosPi(x[0])
    case "logGamma": logGamma(x[0])
    case "stirlingError": stirlingError(x[0])
    case "logGammaDifference": logGammaDifference(x[0], plus: x[1])
    case "logBeta": logBeta(x[0], x[1])
    case "poissonDeviance": poissonDeviance(x[0], mean: x[1])
    default: nil
    }
  }

  private func tolerance(_ name: String, _ x: [Double]) -> Tolerance {
    switch name {
    case "exp", "log", "logOnePlus", "sinPi", "cosPi":
      Tolerance(.ulps(1), because: "the last operation rounds, what goes before adds little")
    case "logOnePlusMinus":
      Tolerance(.relative(2e-15), because: "cancellation is at most sixfold")
    case "stirlingError":
      Tolerance(.relativeTo(scale: 1, 1e-15), because: "it enters exponents")
    case "logGamma", "logBeta":
      Tolerance(.relativeTo(scale: 1e-9, 4e-15), because: "ten logarithms are added")
    case "logGammaDifference":
      Tolerance(.relativeTo(scale: x[1] * 0.05, 1e-14), because: "ten logarithms are subtracted")
    default:
      Tolerance(.relative(1e-15), because: "no operation cancels")
    }
  }

  @Test func endsOfTheRange() {
    #expect(PortableMath.exp(710) == .infinity && PortableMath.exp(.infinity) == .infinity)
    #expect(PortableMath.exp(-746) == 0 && PortableMath.exp(-.infinity) == 0)
    #expect(PortableMath.exp(.nan).isNaN && PortableMath.log(.nan).isNaN)
    #expect(PortableMath.log(0) == -.infinity && PortableMath.log(.infinity) == .infinity)
    #expect(PortableMath.log(-1).isNaN && PortableMath.logOnePlus(-1.5).isNaN)
    #expect(PortableMath.logOnePlus(-1) == -.infinity)
    #expect(PortableMath.logOnePlus(.infinity) == .infinity && PortableMath.log(1) == 0)
    #expect(PortableMath.sinPi(.infinity).isNaN && PortableMath.cosPi(.nan).isNaN)
    #expect(PortableMath.sinPi(-0.5) == -1 && PortableMath.cosPi(1e15) == 1)
    #expect(PortableMath.sinPi(3) == 0 && PortableMath.cosPi(2.5) == 0)
  }
}
