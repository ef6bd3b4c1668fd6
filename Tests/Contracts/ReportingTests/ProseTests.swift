import Reporting
import Testing

struct ProseTests {
  @Test(arguments: [
    (3.414, 3, "3.41"), (2.7, 3, "2.70"), (12.44, 3, "12.4"), (1234.5, 3, "1,235"),
    (-0.0521, 2, "−0.052"),
    (0, 3, "0"), (9.999, 3, "10.0"), (.nan, 3, "not available"), (-.infinity, 3, "−∞"),
    (1e20, 3, "1.000×10²⁰"),
  ])
  func numbers(_ value: Double, _ significant: Int, _ want: String) {
    #expect(Prose.number(value, significant: significant) == want)
  }

  @Test(arguments: [Int.min, -1, 0, 1, 15, Int.max])
  func anyPrecision(_ precision: Int) {
    for value in [0, 1.5, -1e300, 1e-300, .nan, .infinity] {
      #expect(!Prose.number(value, significant: precision).isEmpty)
      #expect(!Prose.number(value, decimals: precision).isEmpty)
      #expect(!Prose.interval(value, value, decimals: precision).isEmpty)
    }
  }

  @Test func units() {
    #expect(Prose.percent(0.125) == "12.5%")
    #expect(Prose.percent(0.07, decimals: 0) == "7%")
    #expect(Prose.points(12.44) == "12.4 points")
    #expect(Prose.points(-1, decimals: 0) == "−1 point")
    #expect(Prose.points(1, decimals: 0) == "1 point")
    #expect(Prose.points(1) == "1.0 points")
    #expect(Prose.ratio(3.41) == "3.4 times")
    #expect(Prose.ratio(.nan) == "not available")
    #expect(Prose.count(1272) == "1,272")
    #expect(Prose.count(-1_234_567) == "−1,234,567")
    #expect(Prose.count(Int.min) == "−9,223,372,036,854,775,808")
    #expect(Prose.count(1, "school", "schools") == "1 school")
    #expect(Prose.count(0, "school", "schools") == "0 schools")
  }

  @Test func intervals() {
    #expect(Prose.interval(2.7, 4.3, decimals: 2) == "2.70–4.30")
    #expect(Prose.interval(-1.2, 3.4, decimals: 1) == "−1.2 to 3.4")
    #expect(Prose.interval(-3.4, -1.2, decimals: 1) == "−3.4 to −1.2")
    #expect(Prose.interval(0.5, .infinity, decimals: 1) == "0.5–∞")
    #expect(Prose.interval(9.61, 14.6) == "9.6–14.6")
    #expect(Prose.interval(.nan, 1, decimals: 1) == "not available")
    #expect(Prose.percentInterval(0.041, 0.125) == "4.1–12.5%")
    #expect(Prose.percentInterval(-0.012, 0.034) == "−1.2% to 3.4%")
    #expect(Prose.estimate(3.41, 2.7, 4.3, decimals: 2) == "3.41 (95% CI 2.70–4.30)")
    #expect(Prose.confidence(0.999) == "99.9% CI")
    #expect(Prose.confidence(0.9) == "90% CI")
    #expect(Prose.confidence(.nan) == "CI")
  }

  @Test func pValues() {
    #expect(Prose.pValue(0.0131) == "p = .013")
    #expect(Prose.pValue(0.0002) == "p < .001")
    #expect(Prose.pValue(0.9999) == "p > .999")
    #expect(Prose.pValue(.nan) == "p not available")
  }
}
