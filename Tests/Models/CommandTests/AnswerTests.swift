import Foundation
import Testing

/// What answers say of the response, of the covariance behind a test, and of what was not possible.
struct AnswerTests {
  private static let rows =
    "choice,x,y,g,hours\n"
    + (0..<40).map { row in
      let x = row * 17 % 40
      let stays = (row * 7 + x) % 11 > 4
      return "\(stays ? "stays" : "leaves"),\(x),\(row * 13 % 29),g\(row % 5),\(row % 7)"
    }.joined(separator: "\n") + "\n"

  private func folder() throws -> Folder {
    let folder = try Folder()
    try folder.write(Self.rows, to: "c.csv")
    return folder
  }

  @Test(arguments: ["choice ~ x", "choice ~ x + (1 | g)"])
  func whichWordCountsAsOne(_ formula: String) throws {
    let folder = try folder()
    let text = folder.run("fit", "@c.csv", formula, "--family", "binomial")
    #expect(text.standardOutput.contains(#"choice: 1 is "stays", 0 is "leaves""#))
    let result = folder.run("fit", "@c.csv", formula, "--family", "binomial", "--json")
    let model = try #require(try jsonObject(result.standardOutput)["model"] as? [String: Any])
    let response = try #require(model["response"] as? [String: Any])
    #expect(response["zero"] as? String == "leaves" && response["one"] as? String == "stays")
    let plain = folder.run("fit", "@c.csv", "y ~ x", "--json")
    let other = try #require(try jsonObject(plain.standardOutput)["model"] as? [String: Any])
    #expect(other["response"] is NSNull)
  }

  @Test func theFStatisticNamesItsCovariance() throws {
    let folder = try folder()
    for name in ["classical", "HC3"] {
      let result = folder.run("fit", "@c.csv", "y ~ x + hours", "--covariance", name, "--json")
      let fit = try #require(try jsonObject(result.standardOutput)["fit"] as? [String: Any])
      let f = try #require(fit["fStatistic"] as? [String: Any])
      #expect(f["covariance"] as? String == name && f["value"] is Double)
      #expect(
        folder.run("fit", "@c.csv", "y ~ x + hours", "--covariance", name).standardOutput
          .contains("(\(name))"))
    }
  }

  @Test func wordsAmongNumbers() throws {
    let folder = try folder()
    try folder.write("x\n1\n2\n*\n4\n", to: "new.csv")
    let result = folder.run("predict", "@c.csv", "y ~ x", "--new", "@new.csv")
    #expect(result.exitCode == 65)
    #expect(
      result.standardError.contains(#""x" is "*" in row 3 (line 4"#), "\(result.standardError)")
  }

  @Test func hints() throws {
    let folder = try folder()
    let factor = folder.run("fit", "@c.csv", "y ~ C(g)")
    #expect(factor.exitCode == 64 && factor.standardError.contains("factor(g)"))
    let outside = folder.run("gap", "@c.csv", "y ~ x", "--of", "hours=1,2")
    #expect(outside.exitCode == 65 && outside.standardError.contains("not in the model"))
    #expect(outside.standardError.contains("column of the data"))
    let nearest = folder.run(
      "slopes", "@c.csv", "y ~ x * hours", "--focal", "x", "--moderator", "hourz")
    #expect(nearest.standardError.contains(#"closest is "hours""#))
  }

  @Test func rulesOfMixedModels() throws {
    let folder = try folder()
    let wald = folder.run(
      "compare", "@c.csv", "y ~ 1 + (1 | g)", "y ~ x + (1 | g)", "--test", "wald", "--ml")
    #expect(wald.exitCode == 0, "\(wald.standardError)")
    let observed = folder.run("fit", "@c.csv", "y ~ x + (1 | g)", "--covariance", "observed")
    #expect(observed.exitCode == 64 && observed.standardError.contains("mixed models"))
    #expect(folder.run("fit", "@c.csv", "y ~ x + (1 | g)", "--lag", "2").exitCode == 64)
  }

  @Test func factorOfTwoClusterings() throws {
    let folder = try folder()
    let line = ["fit", "@c.csv", "y ~ x", "--cluster", "g,hours", "--covariance", "CR1S"]
    let each = folder.run(line)
    let smallest = folder.run(line + ["--cluster-factor", "smallest"])
    #expect(smallest.exitCode == 0 && smallest.standardOutput != each.standardOutput)
    #expect(smallest.standardOutput.contains("G = 5, the smaller number of clusters"))
    let one = folder.run(
      "fit", "@c.csv", "y ~ x", "--cluster", "g", "--covariance", "CR1S", "--cluster-factor",
      "smallest")
    #expect(one.exitCode == 64)
  }

  @Test func termsWithoutATestHaveReasons() throws {
    let folder = try folder()
    try folder.write("y,a,b\n2.1,p,k\n1.4,p,l\n3.2,q,k\n4.9,q,l\n", to: "s.csv")
    let result = folder.run("anova", "@s.csv", "y ~ a * b", "--json")
    let rows = try #require(try jsonObject(result.standardOutput)["rows"] as? [[String: Any]])
    #expect(
      rows.count == 3
        && rows.allSatisfy { ($0["reason"] as? String)?.contains("saturated") == true })
  }

  @Test func levelsNearOne() throws {
    let folder = try folder()
    let text = folder.run("fit", "@c.csv", "y ~ x", "--level", "0.9999999999999999").standardOutput
    #expect(text.contains("99.99999999999999% CI") && !text.contains(" 100%"))
  }
}
