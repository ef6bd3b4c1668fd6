import ConcordCommand
import Foundation
import TestSupport
import Testing

/// Nothing that stands in data, formulas, names of files or arguments acts on a terminal.
@Suite("Hostile text")
struct HostileTextTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  /// Names that clear the screen, set colours and titles, turn lines round, hide or begin a line.
  static let names = [
    "\u{1B}[2J\u{1B}[31mred", "\u{1B}]0;title\u{7}", "a\u{9B}31m", "\u{202E}evil\u{202C}",
    "\u{2066}inner\u{2069}", "zero\u{200B}width", "mark\u{200F}", "bom\u{FEFF}", "join\u{200D}er",
    "line\u{2028}break", "next\u{85}line", "soft\u{AD}hyphen", "tag\u{E0041}", "delete\u{7F}",
    "back\u{8}\u{8}space", "nul\u{1}",
  ]

  /// Eight names in one, for the checks that ask many questions: what is found in any part of it is found.
  static let joinedNames = stride(from: 0, to: names.count, by: 8).map {
    names[$0..<min($0 + 8, names.count)].joined(separator: "x")
  }

  /// What may not reach a terminal: controls but line breaks, and what the Unicode standard lets programs
  /// leave out or uses to turn text round (DerivedCoreProperties.txt and PropList.txt of Unicode 15).
  private func isActive(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A: false
    case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x34F, 0x61C, 0x180E, 0x200B...0x200F, 0x2028...0x202E,
      0x2060...0x206F, 0xFEFF, 0xE0000...0xE007F:
      true
    default: false
    }
  }

  private func expectQuiet(_ result: CommandResult, _ what: String) {
    for text in [result.standardOutput, result.standardError] {
      let found = text.unicodeScalars.first(where: isActive)
      #expect(found == nil, "\(what): U+\(String(found?.value ?? 0, radix: 16))")
    }
  }

  private func file(_ name: String) throws {
    let rows = (0..<30).map {
      "\($0 % 7 + $0 / 9),\($0 * 7 % 11),\(["u", name, "w"][$0 % 3]),\($0 % 5)"
    }
    let text =
      "y,\"\(name)\",word,g\n"
      + rows.map { $0.replacing(name, with: "\"\(name)\"") }.joined(separator: "\n") + "\n"
    try folder.write(text, to: "hostile.csv")
  }

  @Test(.endsInTime, arguments: joinedNames)
  func ofData(_ name: String) throws {
    try file(name)
    let column = "`\(name)`"
    for line in [
      ["fit", "@hostile.csv", "y ~ ."], ["fit", "@hostile.csv", "y ~ \(column) + word"],
      ["fit", "@hostile.csv", "y ~ red"], ["fit", "@hostile.csv", "word ~ y"],
      ["fit", "@hostile.csv", "y ~ word", "--factor", "word=u,w"],
      ["fit", "@hostile.csv", "y ~ \(column)", "--cluster", "word", "--covariance", "CR1"],
      ["fit", "@hostile.csv", "y ~ \(column) + (1 | word)", "--modes"],
      ["gap", "@hostile.csv", "y ~ \(column)", "--of", "\(column)=3,1"],
      ["gap", "@hostile.csv", "y ~ word", "--of", "word=\(name),u"],
      ["ratio", "@hostile.csv", "y ~ word", "--of", "word=u,`\(name)`"],
      ["slopes", "@hostile.csv", "y ~ \(column) * g", "--focal", name, "--moderator", "g"],
      ["anova", "@hostile.csv", "y ~ \(column) + word"],
      ["compare", "@hostile.csv", "y ~ 1", "y ~ \(column)"],
      ["predict", "@hostile.csv", "y ~ \(column)", "--new", "@schools.csv"],
      ["study", "@hostile.csv"], ["study", "@hostile.csv", "--map", "ela=\(name)"],
    ] {
      let text = folder.run(line)
      expectQuiet(text, "\(line)")
      for format in ["markdown", "latex", "html", "json"] {
        let result = folder.run(line + ["--format", format])
        expectQuiet(result, "\(line) as \(format)")
        if format == "json" {
          let json = result.exitCode == 0 ? result.standardOutput : result.standardError
          #expect(throws: Never.self) { try jsonObject(json) }
        }
      }
    }
  }

  /// Each name alone: what one of them has before it or after it does not matter.
  @Test(arguments: names)
  func ofOneName(_ name: String) throws {
    try file(name)
    expectQuiet(folder.run("fit", "@hostile.csv", "y ~ ."), "a table")
    expectQuiet(folder.run("fit", "@hostile.csv", "y ~ red", "--where", name), "a message")
  }

  /// In JSON the name itself comes back.
  @Test(arguments: names)
  func comesBackFromJSON(_ name: String) throws {
    try file(name)
    let object = try folder.object("fit", "@hostile.csv", "y ~ `\(name)`")
    let term = try object.rows("coefficients")[1].text("term")
    #expect(term.unicodeScalars.elementsEqual("`\(name)`".unicodeScalars) || term == name)
  }

  @Test(.endsInTime, arguments: joinedNames)
  func ofArguments(_ name: String) {
    for line in [
      ["fit", name, "y ~ x"], [name], ["fit", "@schools.csv", "ela ~ \(name)"],
      ["fit", "@schools.csv", "ela ~ poverty", name], ["fit", "--\(name)"],
      ["fit", "@schools.csv", "ela ~ poverty", "--where", name],
      ["fit", "@schools.csv", "ela ~ poverty", "--family", name],
      ["fit", "@schools.csv", "ela ~ poverty", "--format", name],
      ["study", "--report", "/nowhere/\(name)"], ["simulate", "--out", "@\(name)"],
      ["study", "--map", name], ["gap", "@schools.csv", "ela ~ poverty", "--of", name],
    ] {
      expectQuiet(folder.run(line), "\(line)")
      expectQuiet(folder.run(line + ["--json"]), "\(line)")
    }
  }

  /// A line break in a name begins no line of ours.
  @Test func forgesNoLine() throws {
    try folder.write(
      "y,\"x\nerror: forged\"\n" + (0..<9).map { "\($0 % 4),\($0)\n" }.joined(), to: "lines.csv")
    for line in [["fit", "@lines.csv", "y ~ ."], ["fit", "@lines.csv", "y ~ z"]] {
      let result = folder.run(line)
      for text in [result.standardOutput, String(result.standardError.dropFirst(7))] {
        #expect(!text.split(separator: "\n").contains { $0.hasPrefix("error: forged") }, "\(text)")
      }
    }
  }

  /// What belongs to the writing of languages and to emoji stays.
  @Test func ordinaryTextStays() throws {
    for name in ["نمی\u{200C}دانم", "हिन्दी", "👩\u{200D}🏫", "שלום", "naïve", "日本語", "❤\u{FE0F}"] {
      try folder.write(
        "y,\(name)\n" + (0..<9).map { "\($0 % 4),\($0)\n" }.joined(), to: "words.csv")
      let result = folder.run("fit", "@words.csv", "y ~ `\(name)`")
      #expect(result.standardOutput.contains(name), "\(result.standardOutput)")
    }
  }

  /// A message is short whatever it quotes, and its remedy stays.
  @Test func longNamesAreCut() throws {
    let name = String(repeating: "a", count: 20_000)
    try folder.write("y,\(name)\n1,2\n2,3\n3,5\n4,4\n", to: "long.csv")
    for line in [
      ["fit", "@long.csv", "y ~ \(name)b"], ["fit", "@schools.csv", "ela ~ \(name)"],
      ["fit", name, "y ~ x"], [name], ["fit", "@schools.csv", "ela ~ poverty", name],
      ["fit", "@schools.csv", "ela ~ poverty +" + name.map { "\($0)" }.joined(separator: " + ")],
      ["fit", "@schools.csv", "ela ~ poverty", "--family", name],
      ["compare", "@schools.csv", "ela ~ \(name)", "ela ~ \(name)"],
      ["gap", "@schools.csv", "ela ~ poverty", "--of", "\(name)=1,2"],
      ["study", "--report", "/nowhere/\(name)"],
    ] {
      for result in [folder.run(line), folder.run(line + ["--json"])] {
        #expect(result.exitCode != 0)
        #expect(result.standardError.utf8.count < 10_000, "\(result.standardError.utf8.count)")
      }
    }
    let result = folder.run("fit", "@long.csv", "y ~ \(name)b")
    #expect(result.standardError.contains("in long.csv; the closest is \"aaa"))
    #expect(result.standardError.contains("characters left out"))
  }

  /// Quotes and dashes that an editor put in the place of typed ones are named, with what was meant.
  @Test(arguments: [
    ("y ~ x – 1", "U+2013", "-"), ("y ~ x — 1", "U+2014", "-"),
    ("y \u{223C} x", "U+223C", "~"), ("y ~ x × g", "U+D7", "*"), ("y ~ “x”", "U+201C", "\""),
    ("y ~ ‘x’", "U+2018", "'"),
  ])
  func lookalikes(_ formula: String, _ code: String, _ meant: String) {
    let result = folder.run("fit", "@schools.csv", formula)
    #expect(result.exitCode == 64)
    #expect(
      result.standardError.contains("(\(code))")
        && result.standardError.contains("expected \(meant) as typed on a keyboard"),
      "\(result.standardError)")
    let filter = folder.run(
      "fit", "@schools.csv", "ela ~ poverty", "--where",
      formula.replacing("y ~ ", with: "").replacing("y ", with: ""))
    #expect(filter.exitCode == 64 && filter.standardError.contains("as typed on a keyboard"))
  }

  /// Concord prints the minus sign U+2212 itself, so that it is read back.
  @Test func minusSignsAreRead() throws {
    let typed = folder.run("fit", "@schools.csv", "ela ~ poverty - 1", "--where", "poverty > -1")
    let printed = folder.run(
      "fit", "@schools.csv", "ela ~ poverty \u{2212} 1", "--where", "poverty > \u{2212}1")
    #expect(typed.exitCode == 0 && printed.exitCode == 0, "\(printed.standardError)")
    let table = "term"
    #expect(
      typed.standardOutput.split(separator: table).last
        == printed.standardOutput.split(separator: table).last)
  }

  @Test func swappedDataAndFormula() {
    for line in [
      ["fit", "ela ~ poverty", "@schools.csv"], ["simulate", "ela ~ poverty", "@schools.csv"],
      ["compare", "ela ~ poverty", "ela ~ 1", "@schools.csv"],
      ["fit", "ela ~ poverty", "none.csv"],
    ] {
      let result = folder.run(line)
      #expect(result.exitCode == 64)
      #expect(result.standardError.contains("the data come first: "), "\(result.standardError)")
    }
  }
}
