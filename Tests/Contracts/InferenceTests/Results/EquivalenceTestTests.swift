import TestSupport
import Testing

@testable import Inference

struct EquivalenceTestTests {
  // R 4.2.2, Welch t tests of AER's STAR data (readk, regular+aide against regular, within 5 points).
  @Test func agreesWithTwoOneSidedTests() throws {
    let standardError = (0.6972468114248045 + 5) / 5.806854476700249
    let test = try equivalenceTest(
      estimate: 0.6972468114248045, standardError: standardError,
      degreesOfFreedom: 4047.998433946822, lower: -5, upper: 5)
    let close = Tolerance(.relative(1e-9), because: "the standard error is taken from a quotient")
    expectClose(test.statisticLower, 5.806854476700249, within: close)
    expectClose(test.pLower, 3.427099816491157e-09, within: close)
    expectClose(test.statisticUpper, -4.385532598852887, within: close)
    expectClose(test.pUpper, 5.932157417866912e-06, within: close)
    expectClose(test.pValue, 5.932157417866912e-06, within: close)
    #expect(test.isEquivalent)
  }

  @Test(arguments: [-5.2, -4.9, 0, 3.2, 3.4, 4.9, 6])
  func agreesWithTheNinetyPercentInterval(_ estimate: Double) throws {
    let test = try equivalenceTest(
      estimate: estimate, standardError: 1, degreesOfFreedom: nil, lower: -5, upper: 5)
    let inside = estimate - 1.6448536269514722 > -5 && estimate + 1.6448536269514722 < 5
    #expect(test.isEquivalent == inside)
  }

  @Test func impossibleRequestsAreNamed() {
    #expect(throws: InferenceError.self) {
      try equivalenceTest(
        estimate: 0, standardError: 1, degreesOfFreedom: nil, lower: 1, upper: -1)
    }
    #expect(throws: InferenceError.self) {
      try equivalenceTest(
        estimate: 0, standardError: 0, degreesOfFreedom: nil, lower: -1, upper: 1)
    }
    #expect(throws: InferenceError.self) {
      try equivalenceTest(
        estimate: 0, standardError: 1, degreesOfFreedom: -2, lower: -1, upper: 1)
    }
    #expect(throws: InferenceError.self) {
      try equivalenceTest(
        estimate: .nan, standardError: 1, degreesOfFreedom: 5, lower: -1, upper: 1)
    }
    #expect(throws: InferenceError.self) {
      try equivalenceTest(
        estimate: 0, standardError: 1, degreesOfFreedom: 5, lower: -1, upper: 1, level: 1)
    }
  }
}
