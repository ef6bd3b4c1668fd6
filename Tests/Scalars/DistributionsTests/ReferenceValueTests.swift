import Distributions
import TestSupport
import Testing

/// Every distribution function against values from outside, at ordinary and at extreme arguments.
///
/// `distributions.json`: mpmath 1.3.0 at 80 digits. `hard-cases.json`: python-flint 0.9.0 (Arb's ball
/// arithmetic) by the script beside it.
struct ReferenceValueTests {
  @Test(arguments: ["distributions", "hard-cases"])
  func agrees(file: String) throws {
    let references = try ReferenceValues.read(file)
    #expect(references.count > (file == "distributions" ? 140 : 4000))
    for reference in references {
      let computed = try #require(reference.computed, "\(reference.fn) is known")
      expectClose(computed, reference.expected, within: tolerance(reference), "\(reference)")
    }
  }

  private func tolerance(_ reference: ReferenceValue) -> Tolerance {
    if reference.fn.hasSuffix("Noncentral") {
      return Tolerance(.relative(1e-11), because: "some hundred positive terms are added")
    }
    if reference.fn == "ptukey" {
      return Tolerance(.relative(1e-11), because: "two nested sums, and 12 digits in the reference")
    }
    return Tolerance(
      .relative(reference.expected < 1e-30 ? 2e-12 : 5e-14),
      because: "rounding of an exponent of at most 700 in the far tail, of a few units elsewhere")
  }
}
