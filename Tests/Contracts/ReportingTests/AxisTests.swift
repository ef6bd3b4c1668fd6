import Testing

@testable import Reporting

struct AxisTests {
  @Test func ticksOfKnownRanges() {
    #expect(NiceTicks.linear(from: 0, to: 1, target: 5).values == [0, 0.2, 0.4, 0.6, 0.8, 1])
    #expect(NiceTicks.linear(from: -3, to: 104, target: 5).values == [0, 20, 40, 60, 80, 100])
    #expect(
      NiceTicks.linear(from: 0.1, to: 0.35, target: 5).values == [0.1, 0.15, 0.2, 0.25, 0.3, 0.35])
    #expect(NiceTicks.logarithmic(from: 0.2, to: 5, target: 6) == [0.2, 0.5, 1, 2, 5])
    #expect(NiceTicks.logarithmic(from: 1, to: 1e6, target: 8) == [1, 10, 100, 1e3, 1e4, 1e5, 1e6])
  }

  /// Whatever the range, marks lie within it, evenly, and are neither too few nor too many.
  @Test func ticksOfAnyRange() {
    var generator = SplitMix(seed: 5)
    for _ in 0..<5_000 {
      let center = Double.random(in: -1...1, using: &generator) * power(-20...20, &generator)
      let width = Double.random(in: 0.1...1, using: &generator) * power(-20...20, &generator)
      let scale = AxisScale(FigureAxis("x"), covering: [center, center + width], tickTarget: 5)
      #expect(scale.lower < scale.upper && scale.lower <= center && scale.upper >= center + width)
      #expect((2...13).contains(scale.ticks.count), "\(center) \(width): \(scale.ticks)")
      #expect(
        Set(scale.ticks.map(\.label)).count == scale.ticks.count || width < center.magnitude * 1e-5)
      for tick in scale.ticks {
        #expect((-1e-6...1 + 1e-6).contains(scale.fraction(tick.value)))
      }
    }
  }

  private func power(_ range: ClosedRange<Int>, _ generator: inout SplitMix) -> Double {
    NiceTicks.powerOfTen(Int.random(in: range, using: &generator))
  }

  @Test(
    arguments: [
      [], [1], [0], [0, 0], [-.leastNonzeroMagnitude, .leastNonzeroMagnitude], [1e300, -1e300],
      [1e308, -1e308], [.nan],
      [.infinity, -.infinity],
      [1e-300, 1e300], [7, 7.000000000001], [1e17, 1e17 + 16],
    ] as [[Double]])
  func degenerateRanges(_ values: [Double]) {
    for format in [FigureAxis.Format.plain, .percent] {
      for scale in [FigureAxis.Scale.linear, .logarithmic] {
        let axis = AxisScale(FigureAxis("x", format: format, scale: scale), covering: values)
        #expect(axis.lower.isFinite && axis.upper.isFinite && axis.lower < axis.upper)
        for value in values + [0, .nan, 1e308] {
          #expect((-1.0...2.0).contains(axis.fraction(value)))
        }
        #expect(axis.ticks.count <= 30)
        #expect(!axis.ticks.contains { $0.label.contains("nan") || $0.label.contains("inf") })
      }
    }
  }

  @Test func labels() {
    let share = AxisScale(FigureAxis("x", format: .percent), covering: [0, 0.5])
    #expect(share.ticks.map(\.label) == ["0%", "10%", "20%", "30%", "40%", "50%"])
    let large = AxisScale(FigureAxis("x"), covering: [0, 5e9], tickTarget: 3)
    #expect(large.ticks.map(\.label) == ["0", "2×10⁹", "4×10⁹"])
    let ratio = AxisScale(FigureAxis("x", scale: .logarithmic), covering: [0.5, 4])
    #expect(ratio.ticks.map(\.label) == ["0.5", "0.7", "1", "1.5", "2", "3"])
    #expect(ratio.fraction(1.414213562373095) > 0.49 && ratio.fraction(1.414213562373096) < 0.51)
  }

  @Test func wordsForValues() {
    let axis = FigureAxis(
      "partnership", marks: [.init(0, "none"), .init(1, "formal"), .init(.nan, "?")])
    let scale = AxisScale(axis, covering: [0.5], padding: 0.3)
    #expect(scale.ticks.map(\.label) == ["none", "formal"])
    #expect(scale.contains(0) && scale.contains(1))
    #expect(axis.text(1) == "formal" && axis.text(0.5) == "0.500")
  }

  @Test(arguments: [
    (0.0, "0"), (-0.004, "0"), (1, "1"), (-1.5, "-1.5"), (2.05, "2.05"), (2.005, "2.01"),
    (1e300, "99999"),
    (.nan, "0"), (-0.05, "-0.05"), (0.1, "0.1"), (12.3456, "12.35"),
  ])
  func coordinates(_ value: Double, _ want: String) {
    #expect(coordinate(value) == want)
  }
}
