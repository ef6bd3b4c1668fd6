import Foundation
import Testing

@testable import Reporting

struct TableRendererTests {
  private let sample: ReportTable = {
    var table = ReportTable(
      title: "Turnover",
      columns: [
        .init("Term"), .init("Estimate", .number(), key: "estimate"), .init("n", .integer),
        .init("p", .pValue), .init("95% CI", .interval()),
      ], notes: ["Synthetic."])
    table.append(group: "Main")
    table.append([
      "poverty", .number(1.2131), 12_345, .pValue(2e-7), .interval(lower: 0.9, upper: 1.5),
    ])
    table.append([
      "size|type", .number(-0.05), 7, .pValue(0.0123), .interval(lower: -0.21, upper: .infinity),
    ])
    table.append(["reference", .missing, .missing, .missing, .missing])
    return table
  }()

  @Test func text() {
    #expect(
      TextTableRenderer().render(sample) == """
        Turnover

        Term         Estimate       n      p         95% CI
        -----------  --------  ------  -----  -------------
        Main
          poverty       1.213  12,345  <.001   0.90 to 1.50
          size|type    -0.050       7   .012  -0.21 to    ∞
          reference         –       –      –              –

        Synthetic.

        """)
  }

  @Test func markdown() {
    #expect(
      MarkdownTableRenderer().render(sample) == """
        **Turnover**

        | Term | Estimate | n | p | 95% CI |
        | :--- | ---: | ---: | ---: | ---: |
        | **Main** |  |  |  |  |
        | poverty | 1.213 | 12,345 | &lt;.001 | 0.90 to 1.50 |
        | size\\|type | −0.050 | 7 | .012 | −0.21 to ∞ |
        | reference | – | – | – | – |

        Synthetic.

        """)
  }

  @Test func latex() {
    let text = LaTeXTableRenderer().render(sample)
    #expect(text.contains("\\begin{tabular}{lrrrr}\n\\toprule\n"))
    #expect(text.contains("\\multicolumn{5}{l}{\\textit{Main}} \\\\\n"))
    #expect(
      text.contains("size\\textbar{}type & $-$0.050 & 7 & .012 & $-$0.21 to $\\infty$ \\\\\n"))
  }

  @Test func csv() {
    #expect(
      CSVTableRenderer().render(sample)
        == "group,Term,estimate,n,p,lower,upper\r\nMain,poverty,1.2131,12345,2e-07,0.9,1.5\r\n"
        + "Main,size|type,-0.05,7,0.0123,-0.21,\r\nMain,reference,,,,,\r\n")
  }

  @Test func json() {
    #expect(
      sample.jsonRows[1].compact
        == #"{"group":"Main","Term":"size|type","estimate":-0.05,"n":7,"p":0.0123,"lower":-0.21,"upper":null}"#
    )
  }

  @Test func html() {
    let facts = XMLFacts(HTMLTableRenderer().render(sample))
    facts.expectInert()
    #expect(facts.elements.filter { $0 == "td" }.count == 12)
    let scopes = facts.attributes.filter { $0.name == "scope" }.map(\.value)
    #expect(scopes.filter { $0 == "col" }.count == 5)
    #expect(scopes.filter { $0 == "row" }.count == 3)
    #expect(scopes.filter { $0 == "rowgroup" }.count == 1)
    #expect(facts.text["caption"] == "Turnover")
  }

  @Test func keysAreAllDifferent() {
    let table = ReportTable(
      title: "", columns: [.init("x"), .init("x"), .init("x_2"), .init("i", .interval(), key: "x")])
    #expect(table.recordKeys == ["x", "x_2", "x_2_2", "xLower", "xUpper"])
  }

  @Test func aRowHasACellAColumn() async {
    await #expect(processExitsWith: .failure) {
      var table = ReportTable(title: "", columns: [.init("a")])
      table.append([1, 2])
    }
  }

  @Test func nothingAtAll() {
    let renderers: [any TableRenderer] = [
      TextTableRenderer(), MarkdownTableRenderer(), HTMLTableRenderer(), LaTeXTableRenderer(),
      CSVTableRenderer(), JSONTableRenderer(),
    ]
    var table = ReportTable(title: "", columns: [])
    table.append([])
    table.append(group: "g")
    for renderer in renderers { #expect(renderer.render(table) == renderer.render(table)) }
    _ = XMLFacts(HTMLTableRenderer().render(table))
  }
}

struct HostileTableTests {
  private func table(_ text: String) -> ReportTable {
    var table = ReportTable(
      title: text, columns: [.init(text), .init(text, .number())], notes: [text])
    table.append(group: text)
    table.append([.text(text), .number(.nan)])
    table.append([.text("b"), .text(text)])
    return table
  }

  @Test(arguments: Hostile.texts)
  func htmlStaysInert(_ text: String) {
    let facts = XMLFacts(HTMLTableRenderer(identifier: text).render(table(text)))
    facts.expectInert()
    #expect(!facts.elements.contains("svg"))
    #expect(facts.elements.filter { $0 == "tr" }.count == 4)
  }

  @Test(arguments: Hostile.texts)
  func textKeepsItsLines(_ text: String) {
    let output = TextTableRenderer().render(table(text))
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      output.unicodeScalars.allSatisfy {
        $0 == "\n"
          || (!$0.isDirectionControl && ($0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value)))
      })
    let noteLines = text.onOneLine.wrapped(toDisplayWidth: 96).count
    let titleLines = text.isEmpty ? 0 : 2
    #expect(lines.count == titleLines + 5 + 1 + noteLines + 1)
  }

  @Test(arguments: Hostile.texts)
  func markdownKeepsItsCells(_ text: String) {
    let output = MarkdownTableRenderer().render(table(text))
    #expect(!output.contains("<"))
    let rows = output.split(separator: "\n").filter { $0.hasPrefix("| ") }
    #expect(rows.count == 5)
    for row in rows {
      let bare = row.replacingOccurrences(of: "\\\\", with: "").replacingOccurrences(
        of: "\\|", with: "")
      #expect(bare.filter { $0 == "|" }.count == 3, "\(row)")
    }
  }

  @Test(arguments: Hostile.texts)
  func latexHasOurCommandsOnly(_ text: String) {
    let escaped = latexEscaped(text)
    let known = [
      "\\textbackslash{}", "\\textasciitilde{}", "\\textasciicircum{}", "\\textless{}",
      "\\textgreater{}", "\\textbar{}", "\\textasciigrave{}", "\\&", "\\%", "\\$", "\\#", "\\_",
      "\\{", "\\}", "{[}", "{]}", "{*}", "{}-", "$-$",
    ]
    let rest = known.reduce(escaped) { $0.replacingOccurrences(of: $1, with: "") }
    #expect(!rest.contains { "\\&%$#_{}^[]*".contains($0) }, "\(escaped)")
    #expect(!rest.contains("\n"))
  }

  @Test(arguments: Hostile.texts)
  func csvReadsBack(_ text: String) {
    let records = readCSV(CSVTableRenderer().render(table(text)))
    let isGuarded = text.hasPrefix("=")
    let want = (isGuarded ? "'" : "") + text
    #expect(records.count == 3)
    #expect(records.allSatisfy { $0.count == 3 })
    #expect(records.dropFirst().first == [want, want, ""])
    #expect(records.last == [want, "b", want])
  }

  @Test func formulasAreDefused() {
    var table = ReportTable(title: "", columns: [.init("a")])
    for text in ["=1+1", "@SUM(A1)", "+cmd", "-cmd", "-1.5", "+2"] { table.append([.text(text)]) }
    #expect(
      CSVTableRenderer().render(table)
        == "a\r\n'=1+1\r\n'@SUM(A1)\r\n'+cmd\r\n'-cmd\r\n-1.5\r\n+2\r\n")
  }

  /// A reader of RFC 4180 written for the test alone.
  private func readCSV(_ text: String) -> [[String]] {
    var records: [[String]] = [[]]
    var field = String.UnicodeScalarView()
    var isQuoted = false
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"" where isQuoted && scalars.first == "\"":
        field.append("\"")
        scalars.removeFirst()
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        records[records.count - 1].append(String(field))
        field = .init()
      case "\r" where !isQuoted && scalars.first == "\n":
        scalars.removeFirst()
        records[records.count - 1].append(String(field))
        field = .init()
        records.append([])
      default: field.append(scalar)
      }
    }
    return records.dropLast()
  }
}
