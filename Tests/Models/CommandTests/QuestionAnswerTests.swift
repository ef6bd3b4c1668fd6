import ArgumentParser
import ConcordCommand
import Foundation
import Testing

/// What slopes, ratio, gap and predict say of interactions and of transformed outcomes.
@Suite struct QuestionAnswerTests {
  let folder: Folder

  init() throws {
    folder = try Folder()
    // y falls by a constant factor with each step of x but for small known disturbances.
    let rows = (0..<20).map { index in
      let noise = [0.02, -0.01, -0.03, 0.04, -0.02][index % 5]
      return "\(index),\(exp(3 - 0.1 * Double(index) + noise)),\(1 + index % 4),\(index % 3)"
    }
    try folder.write(
      (["x,y,m,z"] + rows).joined(separator: "\n") + "\n", to: "decay.csv")
  }

  @Test func theInteractionComesBeforeTheSlopes() throws {
    let line = [
      "slopes", "@decay.csv", "y ~ x * z", "--focal", "x", "--moderator", "z", "--at", "0,1,2",
    ]
    let text = folder.run(line).standardOutput
    let first = try #require(text.range(of: "interaction"))
    let slope = try #require(text.range(of: "Johnson–Neyman"))
    #expect(first.lowerBound < slope.lowerBound)
    #expect(text.contains("These data do not show that the slope depends on z"))
    #expect(text.contains("within the observed range of z"))
    let csv = folder.run(line + ["--format", "csv"]).standardOutput.split(
      whereSeparator: \.isNewline)
    #expect(csv.count == 5 && csv[1].hasPrefix("interaction,x:z,"))
    let object = try folder.object(line)
    let fit = try folder.object("fit", "@decay.csv", "y ~ x * z").rows("coefficients")
    let row = try #require(fit.first { $0["term"] as? String == "x:z" })
    let interaction = try object.object("interaction")
    #expect(try interaction.number("pValue") == row.number("pValue"))
    #expect(try interaction.number("estimate") == row.number("estimate"))
  }

  @Test func withoutInteractionTheModelSaysSo() throws {
    let line = ["slopes", "@decay.csv", "y ~ x + z", "--focal", "x", "--moderator", "z"]
    #expect(folder.run(line).standardOutput.contains("The model has no interaction of x with z"))
    #expect(try folder.object(line).isNull("interaction"))
  }

  @Test func aCategoryOfThreeIsTestedAtOnce() throws {
    let object = try folder.object(
      "slopes", "@decay.csv", "y ~ x * factor(z)", "--focal", "x", "--moderator", "z")
    let interaction = try object.object("interaction")
    #expect(interaction["terms"] as? [String] == ["x:factor(z)1", "x:factor(z)2"])
    #expect(interaction.isNull("estimate") && interaction["test"] as? String == "F")
    #expect(interaction["df1"] as? Double == 2 && interaction["df2"] as? Double == 14)
    let anova = try folder.object("anova", "@decay.csv", "y ~ x * factor(z)").rows()
    let row = try #require(anova.first { $0["term"] as? String == "x:factor(z)" })
    let (found, want) = (try interaction.number("statistic"), try row.number("statistic"))
    #expect((found / want - 1).magnitude < 1e-9)
  }

  /// exp(−10 · 0.1) but for the disturbances: the slope of log(y) by least squares.
  @Test func aRatioOfALogarithmIsOfGeometricMeans() throws {
    let line = ["ratio", "@decay.csv", "log(y) ~ x", "--of", "x=15,5"]
    let text = folder.run(line).standardOutput
    #expect(text.contains("Ratio of geometric means of y"))
    #expect(!text.contains("Ratio of predicted means"))
    let object = try folder.object(line)
    let slope = try folder.object("fit", "@decay.csv", "log(y) ~ x").rows("coefficients")[1]
      .number("estimate")
    let ratio = try object.rows()[0].number("ratio")
    #expect((ratio / exp(10 * slope) - 1).magnitude < 1e-12)
    #expect(object["means"] as? String == "geometricMean")
    #expect(try object.object("response").text("scale") == "logarithm")
  }

  @Test(arguments: ["sqrt(y)", "scale(y)", "I(y^2)", "1/y"])
  func otherRatiosAreRefused(_ response: String) throws {
    let result = folder.run("ratio", "@decay.csv", "\(response) ~ x", "--of", "x=15,5")
    #expect(result.exitCode == 65 && result.standardError.contains("'y ~ x'"))
    let remedy = folder.run("ratio", "@decay.csv", "y ~ x", "--of", "x=15,5")
    #expect(remedy.exitCode == 0 && remedy.standardOutput.contains("Ratio of predicted means,"))
  }

  @Test func theOtherQuestionsSayTheScale() {
    let gap = folder.run("gap", "@decay.csv", "log(y) ~ x", "--of", "x=15,5").standardOutput
    #expect(
      gap.contains("Difference of predicted means of log(y)") && gap.contains("In units of log(y)"))
    let predictions = folder.run("predict", "@decay.csv", "sqrt(y) ~ x").standardOutput
    #expect(predictions.contains("Predictions of sqrt(y)"))
    let slopes = folder.run(
      "slopes", "@decay.csv", "log(y) ~ x * z", "--focal", "x", "--moderator", "z"
    ).standardOutput
    #expect(slopes.contains("on the response scale, log(y)"))
  }

  /// Tables in documents carry their model, rows, fit and uncertainty.
  @Test(arguments: ["markdown", "html", "latex"])
  func tablesStandAlone(_ format: String) {
    let output = folder.run(
      "fit", "@decay.csv", "y ~ x + z", "--cluster", "m", "--covariance", "CR1", "--format", format
    ).standardOutput
    for words in ["Linear model: y", "20 of 20 rows used", "CR1 by m (4 clusters)", "R²"] {
      #expect(output.contains(words), "\(format) lacks \(words)")
    }
    #expect(!output.contains("<caption id=\"table1-caption\"></caption>"))
  }

  static let commands = [
    "study", "fit", "predict", "slopes", "ratio", "gap", "anova", "compare", "simulate", "means",
  ]

  /// Every line of an example begins with `concord`, or goes on from one that ends in a backslash; what
  /// they say together is a command line with known options.
  @Test(arguments: commands)
  func examplesInHelpCanBePasted(_ command: String) throws {
    let help = folder.run(command, "--help").standardOutput
    let block = try #require(help.components(separatedBy: "Examples:\n").dropFirst().first)
      .components(separatedBy: "\n\n")[0]
    var commands: [String] = []
    var isOpen = false
    for line in block.split(separator: "\n") {
      let text = line.hasSuffix("\\") ? String(line.dropLast()) : String(line)
      if isOpen {
        commands[commands.count - 1] += text
      } else {
        #expect(
          line.hasPrefix("  concord \(command)") || line.hasPrefix("  concord simulate"), "\(line)")
        commands.append(text)
      }
      isOpen = line.hasSuffix("\\")
    }
    #expect(!isOpen && commands.allSatisfy { $0.filter { $0 == "'" }.count.isMultiple(of: 2) })
  }

  /// Values that help lists are values that are taken.
  @Test(arguments: ["ratio", "gap"])
  func helpListsNoValueThatIsRefused(_ command: String) {
    let help = folder.run(command, "--help").standardOutput
    #expect(help.contains("averaged") && !help.contains("included"))
  }
}
