import Foundation
import TestSupport
import Testing

@testable import Reporting

struct ReportPageTests {
  private func page(_ text: String) -> ReportPage {
    var table = ReportTable(
      title: text, columns: [.init(text), .init("n", .integer)], notes: [text])
    table.append([.text(text), 1])
    let blocks: [ReportBlock] = [
      .heading(text), .paragraph(text), .sentences([text, text]), .table(table), .code(text),
      .findings([
        .init(question: text, answer: text, interval: text, published: text, sentence: text)
      ]),
      .definitions([.init(text, text)]),
    ]
    let figures = FigureTests.figures([1, 2], [3, 4], label: text).prefix(3).map {
      ReportBlock.figure($0, caption: text)
    }
    return ReportPage(
      title: text, banner: text, lead: text,
      sections: [
        .init(text, blocks + figures),
        .init(text, [.details(text, blocks + [.details(text, figures)])]),
        .init("empty", []),
      ],
      provenance: [.init(text, text)], language: text)
  }

  @Test(arguments: Hostile.texts + ["plain"])
  func isWellFormedInertAndAlone(_ text: String) {
    let html = page(text).html
    let facts = XMLFacts(html)
    facts.expectInert()
    #expect(html == page(text).html)
    #expect(facts.elements.filter { $0 == "table" }.count == 2)
    #expect(facts.elements.filter { $0 == "figcaption" }.count == 6)
    let outside = facts.attributes.filter { $0.value.contains("//") && $0.name != "xmlns" }
    #expect(outside.allSatisfy { $0.name == "lang" })
    #expect(!(facts.text["style"] ?? "").contains("url("))
    #expect(!(facts.text["style"] ?? "").contains("@import"))
  }

  @Test func headingsAreInOrderAndLandmarksThere() {
    let facts = XMLFacts(page("plain").html)
    for landmark in ["header", "nav", "main", "footer"] {
      #expect(facts.elements.filter { $0 == landmark }.count == 1)
    }
    let levels = facts.elements.compactMap { name in
      name.count == 2 && name.hasPrefix("h") ? Int(name.dropFirst()) : nil
    }
    #expect(levels.first == 1 && levels.filter { $0 == 1 }.count == 1)
    for (level, next) in zip(levels, levels.dropFirst()) { #expect(next <= level + 1) }
    #expect(
      facts.attributes.contains { $0.element == "html" && $0.name == "lang" && $0.value == "plain" }
    )
    #expect(facts.attributes.contains { $0.value == "viewport" })
    let targets = facts.attributes.filter { $0.name == "href" }.map { $0.value.dropFirst() }
    let identifiers = facts.attributes.filter { $0.name == "id" }.map { $0.value[...] }
    #expect(targets.count == 3 && targets.allSatisfy { identifiers.contains($0) })
  }

  /// Contrast by WCAG 2.2, 1.4.3: at least 4.5:1 for text, against each ground it stands on.
  @Test(arguments: [
    ("light", FigureStyle.lightColors + PageStyle.lightColors),
    ("dark", FigureStyle.darkColors + PageStyle.darkColors),
  ])
  func contrastIsEnough(_ theme: String, _ declarations: String) throws {
    var colors: [String: Double] = [:]
    for declaration in declarations.split(separator: ";") {
      let parts = declaration.split(separator: ":").map { String($0) }
      colors[parts[0]] = try luminance(parts[1])
    }
    let pairs =
      ["--ink", "--quiet", "--link"].flatMap { [($0, "--ground"), ($0, "--soft")] }
      + (0..<FigureStyle.seriesCount).map { ("--s\($0)", "--ground") } + [
        ("--warn", "--warnground")
      ]
    for (text, ground) in pairs {
      let (first, second) = (try #require(colors[text]), try #require(colors[ground]))
      let ratio = (max(first, second) + 0.05) / (min(first, second) + 0.05)
      #expect(ratio >= 4.5, "\(theme) \(text) on \(ground): \(ratio)")
    }
  }

  private func luminance(_ color: String) throws -> Double {
    var digits = Array(color.dropFirst())
    if digits.count < 6 { digits = digits.prefix(3).flatMap { [$0, $0] } }
    let channels = try (0..<3).map { index -> Double in
      let value =
        Double(try #require(Int(String(digits[2 * index...2 * index + 1]), radix: 16))) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
  }
}

struct DisplayWidthTests {
  @Test(arguments: [
    ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("👩‍👩‍👧‍👦", 2), ("−1", 2), ("", 0), ("שלום", 4),
    ("한글", 4), ("✔️", 2),
  ])
  func widths(_ text: String, _ want: Int) {
    #expect(text.displayWidth == want)
  }

  @Test func cutting() {
    #expect("abcdef".truncated(toDisplayWidth: 4) == "abc…")
    #expect("日本語".truncated(toDisplayWidth: 4) == "日…")
    #expect("abc".truncated(toDisplayWidth: 3) == "abc")
    #expect("abc".truncated(toDisplayWidth: 0) == "…")
    #expect("one two three".wrapped(toDisplayWidth: 7) == ["one two", "three"])
    #expect("".wrapped(toDisplayWidth: 7) == [""])
  }
}
