import RealModule
import TestSupport
import Testing

@testable import Inference

struct InverseRootQuadratureTests {
  @Test(arguments: [1.0, 2, 1e2, 1e4, 1e8, 1e12, 1e16])
  func givesInverseRootsOverTheWholeRange(_ condition: Double) {
    let smallest = 0.37
    let nodes = inverseRootQuadrature(smallest: smallest, largest: smallest * condition)
    for step in 0...20 {
      let value = smallest * Double.pow(condition, Double(step) / 20)
      let sum = nodes.reduce(0) { $0 + $1.weight / (value + $1.shift) }
      expectClose(
        sum * value.squareRoot(), 1,
        within: Tolerance(.absolute(2e-15), because: "a sum of up to 80 terms of one sign"))
    }
  }

  // mpmath 1.3: ellipk(0.5), and ellipfun at u = 0.672 for m = 0.36 (complementary modulus 0.8).
  @Test func ellipticFunctionsHaveKnownValues() {
    let tight = Tolerance(.relative(4e-16), because: "a few roundings")
    expectClose(
      JacobiElliptic.quarterPeriod(complementaryModulus: 0.5.squareRoot()),
      1.8540746773013719, within: tight)
    let value = JacobiElliptic(0.672, complementaryModulus: 0.8)
    expectClose(value.sn, 0.60951969179190219453, within: tight)
    expectClose(value.cn, 0.79277092865335605503, within: tight)
    expectClose(value.dn, 0.93072813877869064906, within: tight)
  }
}
