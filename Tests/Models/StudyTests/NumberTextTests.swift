import Testing

@testable import SchoolStudy

@Suite struct NumberTextTests {
  @Test(arguments: [
    (12.49, 1, "12.5"), (-0.04, 1, "0.0"), (-0.06, 1, "−0.1"), (0, 2, "0.00"), (1234.5, 0, "1,235"),
    (999_999.96, 1, "1,000,000.0"), (0.999, 2, "1.00"), (2.0, 0, "2"), (.nan, 1, "no number"),
    (-.infinity, 1, "no number"), (1e300, 1, "1e+300"), (0.05, 3, "0.050"),
  ])
  func decimals(value: Double, decimals: Int, text: String) {
    #expect(decimalText(value, decimals: decimals) == text)
  }

  @Test(arguments: [
    (3.412, "3.41"), (12.49, "12.5"), (9.996, "10.0"), (340.2, "340"), (0.0341, "0.034"),
    (1000.1, "more than 1,000"), (0.0002, "less than 0.001"), (99.96, "100"), (1, "1.00"),
  ])
  func ratios(value: Double, text: String) { #expect(ratioText(value) == text) }

  @Test(arguments: [
    (0.0004, "p < .001"), (0.001, "p = .001"), (0.0496, "p = .0496"), (0.9996, "p > .999"),
    (0, "p < .001"), (1, "p > .999"),
  ])
  func pValues(value: Double, text: String) { #expect(pValueText(value) == text) }

  @Test(arguments: [
    (10.0, "the 10th percentile"), (1, "the 1st percentile"), (22, "the 22nd percentile"),
    (33, "the 33rd percentile"), (11, "the 11th percentile"), (12, "the 12th percentile"),
    (13, "the 13th percentile"), (2.5, "the 2.5th percentile"), (50, "the median"),
    (0, "the lowest value"), (100, "the highest value"),
  ])
  func percentiles(value: Double, text: String) { #expect(percentileText(value) == text) }

  @Test(arguments: [
    (2.629, "2.63"), (15.77, "15.8"), (25, "25"), (0.302034, "0.302"), (1012, "1,012"),
    (-3.5, "−3.5"), (0, "0"), (0.01234, "0.0123"), (99.96, "100"), (87.42, "87.4"),
    (6872.4, "6,872"),
  ])
  func levels(value: Double, text: String) { #expect(levelText(value) == text) }

  @Test(arguments: [
    (0, "0 districts"), (1, "1 district"), (21, "21 districts"), (1272, "1,272 districts"),
  ])
  func counts(count: Int, text: String) { #expect(countText(count, "district") == text) }

  @Test(arguments: [(0.95, "95%"), (0.999, "99.9%"), (0.9, "90%")])
  func perCents(share: Double, text: String) { #expect(perCentText(share) == text) }
}
