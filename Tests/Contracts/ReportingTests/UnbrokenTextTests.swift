import Testing

@testable import Reporting

@Suite struct UnbrokenTextTests {
  @Test func pValuesAreKeptOnOneLine() {
    #expect(
      "0.2 (p < .001). Ap < 3, p = .04."
        .pageText
        == "0.2 (<span style=\"white-space:nowrap\">p &lt; .001</span>). Ap &lt; 3, "
        + "<span style=\"white-space:nowrap\">p = .04</span>.")
    #expect("p < q".pageText == "p &lt; q" && "p".pageText == "p" && "".pageText == "")
    #expect("p > .999".keepingPValuesTogether == "p\u{00A0}>\u{00A0}.999")
  }

  @Test(arguments: 1...40)
  func noTextLineEndsInsideAPValue(_ width: Int) {
    let lines = "an interval of 1 to 2, p < .001, and another (p = .012) beside"
      .wrapped(toDisplayWidth: width)
    #expect(
      lines.contains { $0.contains("p < .001,") } && lines.contains { $0.contains("(p = .012)") })
    #expect(
      lines.joined(separator: " ")
        == "an interval of 1 to 2, p < .001, and another (p = .012) beside")
  }

  /// Columns of one table do not mix styles: where one needs powers of ten, so have the others.
  @Test func aTableHasOneStyle() {
    let table = ReportTable(
      title: "",
      columns: [.init("a"), .init("b", .number()), .init("c", .number()), .init("n", .number())],
      rows: [["x", 123_456.7, 0.19, 2], ["y", 8.776e-4, 0.5, 3]])
    let text = TextTableRenderer().render(table)
    #expect(text.contains("8.776e-04") && text.contains("1.900e-01") && !text.contains("0.19 "))
    let usual = ReportTable(
      title: "", columns: [.init("a"), .init("b", .number())],
      rows: [["x", 0.19], ["y", 8.776e-4]])
    #expect(!TextTableRenderer().render(usual).contains("e-0"))
  }

  /// Where text is measured by the widest of the usual fonts: "collaboration" in bold letters of 13 units
  /// takes 96.8 in DejaVu Sans, by its own table of advance widths.
  @Test func lettersAreMeasuredByAWideFont() {
    #expect((TextFitting.width("collaboration", isBold: true) - 96.8).magnitude < 1)
    #expect((TextFitting.width("collaboration") - 84.5).magnitude < 1)
  }
}
