import RealModule
import TestSupport
import Testing

@testable import Inference

struct InverseRootQuadratureTests {
  @Test(arguments: [1.0, 2, 1e2, 1e4, 1e8, 1e12, 1e16])
  func givesInverseRootsOverTheWholeRange(_ condition: Double) {
    let smallest = 0.37
    let nodes = inverseRootQuadrature(
      logSmallest: Double.log(smallest) / 2, logLargest: Double.log(smallest * condition) / 2)
    for step in 0...20 {
      let root = (smallest * Double.pow(condition, Double(step) / 20)).squareRoot()
      let sum = nodes.reduce(0) { sum, node in
        let ratio = Double.exp(node.logarithm) / root
        return sum + node.weight / (ratio + 1 / ratio)
      }
      expectClose(
        sum, 1,
        within: Tolerance(.absolute(2e-15), because: "a sum of up to 80 terms of one sign"))
    }
  }

  // Ranges whose ends, or whose ratio, no number holds.
  @Test(arguments: [250.0, 299, 301, 700, 2500])
  func givesInverseRootsBeyondTheRangeOfNumbers(_ width: Double) {
    let nodes = inverseRootQuadrature(logSmallest: -width, logLargest: 0)
    for step in 0...20 {
      let logarithm = -width * Double(step) / 20
      let sum = nodes.reduce(0) { sum, node in
        let ratio = Double.exp(node.logarithm - logarithm)
        return sum + node.weight / (ratio + 1 / ratio)
      }
      expectClose(
        sum, 1,
        within: Tolerance(
          .absolute(2e-15 + width * 4e-16),
          because: "logarithms of this size have that much rounding"))
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
