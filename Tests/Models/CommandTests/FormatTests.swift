import Foundation
import Testing

@Suite("Formats, help and streams")
struct FormatTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  @Test(arguments: Folder.questions)
  func everyFormat(_ line: [String]) throws {
    let results = ["text", "json", "markdown", "html", "latex", "csv"].map {
      folder.run(line + ["--format", $0])
    }
    for result in results {
      #expect(result.exitCode == 0, "\(result.standardError)")
      // CSV lines end in CR LF, one character in Swift.
      #expect(result.standardOutput.last?.isNewline == true)
    }
    let texts = results.map(\.standardOutput)
    #expect(texts[0].contains("40 rows used") && texts[0].contains("Covariance: "))
    #expect(try jsonObject(texts[1]).text("command") == line[0])
    #expect(texts[2].contains("|") && texts[2].contains("---"))
    #expect(texts[3].hasPrefix("<div class=\"table\">") && texts[3].contains("</table>"))
    #expect(texts[4].contains("\\begin{tabular}") || texts[4].contains("\\begin{table}"))
    let header = try #require(texts[5].split(whereSeparator: \.isNewline).first)
    #expect(header.split(separator: ",").count > 3 && !header.contains(" "))
    let short = folder.run(line + ["--json"])
    #expect(try withoutTiming(short.standardOutput) == withoutTiming(texts[1]))
  }

  @Test(
    arguments: [
      "study", "fit", "predict", "slopes", "ratio", "gap", "anova", "compare", "simulate", "means",
    ])
  func helpHasExamples(_ command: String) {
    let result = folder.run(command, "--help")
    #expect(result.exitCode == 0 && result.standardError == "")
    #expect(result.standardOutput.contains("Examples:\n  concord \(command)"))
    #expect(result.standardOutput.contains("USAGE: concord \(command)"))
    #expect(result.standardOutput == folder.run("help", command).standardOutput)
    #expect(folder.run().standardOutput.contains("  \(command) "))
  }

  @Test func version() {
    let result = folder.run("--version")
    #expect(result.exitCode == 0)
    #expect(result.standardOutput.split(separator: ".").count == 3)
    #expect(result.standardOutput.hasSuffix("\n"))
  }

  /// Warnings go to standard error in text, into the object in JSON.
  @Test func warnings() throws {
    let line = [
      "fit", "@schools.csv", "ela ~ collaboration + I(2 * collaboration)", "--cluster", "district",
    ]
    let text = folder.run(line)
    #expect(text.exitCode == 0)
    let lines = text.standardError.split(separator: "\n")
    #expect(lines.count == 2 && lines.allSatisfy { $0.hasPrefix("warning: ") })
    #expect(!text.standardOutput.contains("warning"))
    let json = folder.run(line + ["--json"])
    #expect(json.standardError == "")
    let object = try jsonObject(json.standardOutput)
    #expect(try object.warningCodes() == ["aliased", "assumption"])
    #expect(
      try object.rows("warnings").map { "warning: " + (try $0.text("message")) }
        == lines.map(String.init))
    #expect(object["aliased"] as? [String] == ["I(2 * collaboration)"])
  }

  /// An error in JSON is one object on standard error, and nothing on standard output.
  @Test(
    arguments: [
      ["fit", "@schools.csv", "ela ~ colaboration"], ["fit", "@schools.csv", "ela ~ ("],
      ["fit", "@schools.csv"], ["fit", "@nowhere.csv", "a ~ b"], ["fti"],
      ["fit", "@schools.csv", "ela ~ poverty", "--level", "7"],
      [
        "fit", "@schools.csv", "leavers ~ poverty", "--family", "poisson", "--weights", "ela",
        "--link", "log", "--where", "leavers >= -1", "--offset", "sector",
      ],
    ])
  func errors(_ line: [String]) throws {
    let result = folder.run(line + ["--json"])
    #expect([64, 65, 66].contains(result.exitCode))
    #expect(result.standardOutput == "")
    #expect(result.standardError.split(separator: "\n").count == 1)
    let error = try jsonObject(result.standardError).object("error")
    #expect(Set(error.keys) == ["code", "message", "location"])
    #expect(try !error.text("code").isEmpty)
    let text = folder.run(line)
    #expect(text.exitCode == result.exitCode && text.standardOutput == "")
    #expect(text.standardError.hasPrefix("error: " + (try error.text("message"))))
  }

  @Test func twoFormats() throws {
    let line = ["fit", "@schools.csv", "ela ~ poverty", "--format", "csv", "--json"]
    let result = folder.run(line)
    #expect(result.exitCode == 64)
    #expect(
      try jsonObject(result.standardError).object("error").text("message")
        == "--json and --format csv exclude each other")
  }

  @Test func locations() throws {
    func location(_ line: String...) throws -> [String: Any] {
      try jsonObject(folder.run(line + ["--json"]).standardError).object("error").object("location")
    }
    let column = try location("fit", "@schools.csv", "ela ~ colaboration")
    #expect(try column.text("column") == "colaboration" && column.text("file") == "schools.csv")
    let formula = try location("fit", "@schools.csv", "ela ~ (poverty")
    #expect(formula["position"] as? Int == 14)
    try folder.write("a,b\n1,2\n3\n", to: "ragged.csv")
    #expect(try location("fit", "@ragged.csv", "a ~ b")["line"] as? Int == 3)
    let row = try location("fit", "@schools.csv", "ela ~ poverty", "--family", "binomial")
    #expect(try row.text("column") == "ela" && row["row"] as? Int == 1)
  }
}

/// JSON text without its timing, which no two runs share.
func withoutTiming(_ text: String) throws -> String {
  let start = try #require(text.range(of: "\"timing\""))
  let end = try #require(text.range(of: "\"provenance\""))
  return String(text[..<start.lowerBound] + text[end.lowerBound...])
}
