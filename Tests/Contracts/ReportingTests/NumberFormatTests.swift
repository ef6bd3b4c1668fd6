import Testing

@testable import Reporting

struct NumberFormatTests {
  private func column(_ values: [Double], _ format: NumberFormat = .significant(4)) -> [String] {
    let resolved = ResolvedNumberFormat(format, for: values)
    return values.map { resolved.text($0, style: .plain) }
  }

  @Test func aColumnHasOneNumberOfDecimals() {
    #expect(column([-2.87142, 0.118, 1.21314]) == ["-2.871", "0.118", "1.213"])
    #expect(column([12.5, 4.75, 100]) == ["12.5", "4.8", "100.0"])
    #expect(column([1, 2, 3]) == ["1", "2", "3"])
    #expect(column([1234.567, 0.5]) == ["1234.57", "0.50"])
    #expect(column([0.000123456, 0.000012]) == ["0.0001235", "0.0000120"])
    #expect(column([]) == [])
    #expect(column([0, 0]) == ["0", "0"])
  }

  @Test func extremesTakePowersOfTen() {
    #expect(column([1.5, 1e-9]) == ["1.500e+00", "1.000e-09"])
    #expect(column([1.234e300, 1, 0]) == ["1.234e+300", "1.000e+00", "0"])
    let resolved = ResolvedNumberFormat(.significant(3), for: [1])
    #expect(resolved.text(-1.25e-12, style: .typographic) == "−1.25×10⁻¹²")
    #expect(resolved.text(-1.25e-12, style: .latex) == "$-$1.25$\\times10^{-12}$")
  }

  /// One style in a column: a small number beside a usual one stretches it, or all take powers of ten.
  @Test func aColumnHasOneStyle() {
    #expect(column([0.19, 8.776e-4]) == ["0.19000", "0.00088"])
    #expect(column([52.34, 8.776e-4]) == ["52.34000", "0.00088"])
    #expect(column([1234.5, 1.2e-5]) == ["1234.500000", "0.000012"])
    #expect(column([123456.7, 8.8e-4]) == ["1.235e+05", "8.800e-04"])
    #expect(column([1e9, 2e9]) == ["1000000000", "2000000000"])
  }

  @Test func whatIsNotANumberIsNotCalledOne() {
    #expect(column([.nan, .infinity, -.infinity, 1.5]) == ["–", "∞", "-∞", "1.5"])
    #expect(column([-0.0001, 5], .decimals(2)) == ["0.00", "5.00"])
    #expect(column([0.07, 0.29, 1.005], .percent(decimals: 1)) == ["7.0%", "29.0%", "100.5%"])
    #expect(column([0.5], .decimals(-3)) == ["1"])
    #expect(column([0.5], .decimals(400)) == ["0.500000000000000"])
  }

  /// What is printed reads back as the number to the precision printed, whatever the number.
  @Test func printedNumbersReadBack() throws {
    var generator = SplitMix(seed: 3)
    for _ in 0..<3_000 {
      let values = (0..<4).map { _ in
        Double.random(in: -1...1, using: &generator)
          * NiceTicks.powerOfTen(Int.random(in: -12...14, using: &generator))
      }
      let resolved = ResolvedNumberFormat(.significant(5), for: values)
      for value in values {
        let text = resolved.text(value, style: .plain)
        let back = try #require(Double(text), "\(text)")
        let unit = NiceTicks.powerOfTen(-resolved.decimals)
        #expect(
          (back - value).magnitude <= max(0.51 * unit, 0.51e-4 * value.magnitude),
          "\(text) for \(value)")
        #expect(back.sign == value.sign || back == 0)
      }
      // The largest value of the column shows its five digits.
      let largest = values.map(\.magnitude).max() ?? 0
      let shown = try #require(Double(resolved.text(largest, style: .plain)))
      #expect((shown - largest).magnitude <= 0.51e-4 * largest)
    }
  }

  @Test(arguments: [
    (0.0, "<.001"), (0.00099, "<.001"), (0.001, ".001"), (0.0123, ".012"), (0.05, ".050"),
    (0.0496, ".0496"), (0.0504, ".0504"), (0.5, ".500"), (0.9996, ">.999"), (1, ">.999"),
    (-0.1, "–"), (1.1, "–"), (.nan, "–"),
  ])
  func pValues(_ value: Double, _ want: String) {
    #expect(pValueText(value, style: .plain) == want)
  }
}
