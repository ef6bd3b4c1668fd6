import ConcordCommand
import Foundation
import TestSupport
import Testing

@Suite("Help")
struct HelpTests {
  static let screens = [
    ["--help"], ["help"], ["study", "--help"], ["help", "fit"], ["fit", "-h"],
    ["predict", "--help"],
    ["slopes", "--help"], ["ratio", "--help"], ["gap", "--help"], ["anova", "--help"],
    ["compare", "--help"], ["simulate", "--help"], ["means", "--help"],
  ]

  /// The examples of a help screen, those of several lines with their backslashes.
  private func examples(_ screen: [String]) throws -> [String] {
    let result = run(arguments: screen)
    #expect(result.exitCode == 0 && result.standardError == "")
    let lines = result.standardOutput.split(separator: "\n")
    let start = try #require(lines.firstIndex(of: "Examples:"), "\(screen)")
    var examples: [String] = []
    for line in lines[(start + 1)...] {
      let continues = examples.last?.hasSuffix("\\") ?? false
      if continues {
        examples[examples.count - 1] += "\n" + line
      } else {
        examples.append(String(line))
      }
    }
    return examples
  }

  /// Pasted into a shell, every example ends in 0 and prints something.
  @Test(.endsInTime, arguments: screens)
  func examplesRun(_ screen: [String]) throws {
    let folder = try Folder()
    let program = try BuiltProgram()
    let data = try program.shell("$C simulate --seed 7 --out schools.csv", in: folder.url)
    #expect(data.exitCode == 0)
    let examples = try examples(screen)
    #expect(!examples.isEmpty)
    for example in examples {
      #expect(example.hasPrefix("  concord "))
      let outcome = try program.shell("concord() { \"$C\" \"$@\"; }\n" + example, in: folder.url)
      #expect(outcome.exitCode == 0, "\(example): \(outcome.error)")
      #expect(!outcome.output.isEmpty, "\(example)")
    }
  }

  /// No terminal is so narrow that an example is broken.
  @Test func examplesKeepTheirLines() throws {
    let folder = try Folder()
    let program = try BuiltProgram()
    let wide = try program.shell("COLUMNS=200 $C fit --help", in: folder.url).output
    let narrow = try program.shell("COLUMNS=40 $C fit --help", in: folder.url).output
    let part = { (text: String) in text.split(separator: "Examples:").last.map(String.init) }
    #expect(part(wide) == part(narrow) && wide != narrow)
  }

  @Test func valuesAndDefaultsAreListed() {
    let fit = run(arguments: ["fit", "--help"]).standardOutput
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for text in [
      "auto, gram, triangle, refined", "Default: auto",
      "CR1S for two columns or --stream, else CR2 for linear models, CR1 for others",
      "besides empty fields, NA, NaN and nan", "wald, profile, bootstrap; default: wald",
      "Default: 0.95", "Default: 1000", "kenward-roger", "treatment, sum, helmert or polynomial",
      "text, json, markdown, html, latex, csv",
    ] {
      #expect(fit.contains(text), "\(text)")
    }
    let compare = run(arguments: ["compare", "--help"]).standardOutput
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      compare.contains("add a parametric-bootstrap p-value from this many simulated data sets"))
    // What a comparison refuses is not offered.
    for command in ["ratio", "gap"] {
      let help = run(arguments: [command, "--help"]).standardOutput
      #expect(help.contains("values: population, averaged)") && !help.contains("included"))
    }
    // Bits are promised where they are kept.
    let simulate = run(arguments: ["simulate", "--help"]).standardOutput
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(simulate.contains("on another processor or with another BLAS library"))
  }
}
