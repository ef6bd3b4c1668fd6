import Modeling
import TestSupport
import Testing

@testable import Inference

private func term(_ grouping: String, _ effects: String...) -> RandomEffectsTerm {
  RandomEffectsTerm(
    grouping: grouping.split(separator: ":").map(String.init), effects: Set(effects))
}

private let school = term("school", "1")
private let slope = term("school", "x")
private let both = term("school", "1", "x")
private let three = term("school", "1", "x", "z")
private let district = term("district", "1")

/// Which reference the likelihood ratio of two sets of random terms has.
@Suite struct VarianceReferenceTests {
  static let mixtures: [(smaller: [RandomEffectsTerm], larger: [RandomEffectsTerm], df: [Int])] = [
    ([], [school], [0, 1]), ([school], [both], [1, 2]), ([both], [three], [2, 3]),
    ([school], [school, slope], [0, 1]), ([school], [school, district], [0, 1]),
    ([], [school, slope], [0, 1, 2]), ([both], [both, district], [0, 1]),
    ([], [school, slope, district], [0, 1, 2, 3]), ([district], [district, school], [0, 1]),
    ([term("b:a", "1")], [term("a:b", "1", "x")], [1, 2]),
  ]

  @Test(arguments: mixtures)
  func isAMixture(_ smaller: [RandomEffectsTerm], _ larger: [RandomEffectsTerm], _ df: [Int])
    throws
  {
    guard
      case .mixture(let mixture, let assumption) = varianceReference(smaller, larger, fixedCount: 0)
    else {
      Issue.record("no mixture for \(smaller) in \(larger)")
      return
    }
    #expect(mixture.parts.map(\.degreesOfFreedom) == df)
    #expect(mixture.parts.reduce(0) { $0 + $1.weight } == 1)
    #expect((assumption == nil) == (df.count == 2))
    // With fixed effects in question too there is none.
    guard case .conservative = varianceReference(smaller, larger, fixedCount: 1) else {
      Issue.record("fixed effects and variances at once")
      return
    }
  }

  @Test func isRegularWhereNoVarianceIsAdded() {
    #expect(varianceReference([both], [both], fixedCount: 2) == .regular)
    #expect(varianceReference([], [], fixedCount: 1) == .regular)
    // A covariance may be of either sign.
    #expect(varianceReference([school, slope], [both], fixedCount: 0) == .regular)
  }

  @Test(arguments: [
    ([], [both]), ([school], [three]), ([school, slope], [three]), ([school], [both, district]),
    ([school, slope], [both, district]),
  ])
  func isConservativeElsewhere(_ smaller: [RandomEffectsTerm], _ larger: [RandomEffectsTerm]) {
    guard case .conservative = varianceReference(smaller, larger, fixedCount: 0) else {
      Issue.record("\(smaller) in \(larger)")
      return
    }
  }

  @Test(arguments: [
    ([school], [district]), ([both], [school, slope]), ([school], [slope]), ([school], []),
    ([school, district], [both]),
  ])
  func isNoneWhereTermsAreNotNested(
    _ smaller: [RandomEffectsTerm], _ larger: [RandomEffectsTerm]
  ) {
    #expect(varianceReference(smaller, larger, fixedCount: 0) == nil)
  }

  /// Tails of χ²(1) and χ²(2): 3.841458820694124 and 2 log 20 leave 0.05.
  @Test func tailsAreMixed() {
    let exact = Tolerance(.relative(1e-13), because: "tails of chi-squared to 1e-15")
    let one = ChiSquaredMixture(base: 0, binomial: 1)
    expectClose(one.upperTail(3.841458820694124), 0.025, within: exact)
    #expect(one.upperTail(0) == 1 && one.upperTail(1e-300) <= 0.5)
    let two = ChiSquaredMixture(base: 1, binomial: 1)
    // pchisq(5.991464547107979, 1, lower.tail = FALSE) in R 4.2.2.
    expectClose(
      two.upperTail(5.991464547107979), 0.5 * (0.05 + 0.014375262424643718), within: exact)
    let many = ChiSquaredMixture(base: 0, binomial: 3)
    #expect(many.parts.map(\.weight) == [0.125, 0.375, 0.375, 0.125])
    #expect(many.description == "1/8 χ²(0) + 3/8 χ²(1) + 3/8 χ²(2) + 1/8 χ²(3)")
    #expect(one.description == "½ χ²(0) + ½ χ²(1)")
  }
}
