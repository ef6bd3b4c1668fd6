import Concord
import Foundation
import TestSupport
import Testing

@Suite("Mixed models on the command line")
struct MixedCommandTests {
  let folder: Folder

  init() throws {
    folder = try Folder()
    let text = PupilsFile.text("y,x,left,g,h,alone,same") { pupil in
      let left = pupil.wave + pupil.x > 2 ? 1 : 0
      return "\(pupil.y),\(pupil.x),\(left),s\(pupil.group),d\(pupil.group / 4),\(pupil.row),a"
    }
    try folder.write(text, to: "pupils.csv")
  }

  @Test func fitHasRandomEffects() throws {
    let object = try folder.object("fit", "@pupils.csv", "y ~ x + (1 + x | g) + (1 | h)")
    #expect(try object.object("model").text("kind") == "mixed")
    #expect(try object.object("model").text("method") == "reml")
    #expect(try object.object("model").text("degreesOfFreedomRule") == "Satterthwaite")
    let effects = try object.rows("randomEffects")
    #expect(try effects.map { try $0.text("group") } == ["g", "g", "h"])
    #expect(try effects.map { try $0.text("term") } == ["(Intercept)", "x", "(Intercept)"])
    for row in effects {
      let variance = try #require(row["variance"] as? Double)
      let deviation = try #require(row["standardDeviation"] as? Double)
      #expect((deviation * deviation - variance).magnitude <= 1e-12 * max(1, variance))
    }
    #expect(effects.map { ($0["correlations"] as? [Any])?.count } == [0, 1, 0])
    #expect(try object.object("convergence")["converged"] as? Bool == true)
    #expect(try object.object("fit")["sigma"] as? Double != nil)
  }

  @Test func fitAnswersWhatMultilevelAnalystsAsk() throws {
    let object = try folder.object("fit", "@pupils.csv", "y ~ x + (1 + x | g) + (1 | h)", "--ml")
    let answers = try object.object("multilevel")
    let groups = try answers.rows("intraclass")
    #expect(try groups.map { try $0.text("group") } == ["g", "h"])
    #expect(groups.map { $0["within"] as? [String] } == [["h"], []])
    #expect(groups.map { $0["groups"] as? Int } == [12, 3])
    for row in groups {
      let icc = try row.number("intraclassCorrelation")
      let size = try row.number("averageGroupSize")
      #expect(try (row.number("designEffect") - 1 - (size - 1) * icc).magnitude < 1e-12)
      #expect(try row.number("shareOfVariance") <= icc + 1e-12)
      #expect(try row.number("sizeWeightedDesignEffect") >= 1)
      #expect(try row.number("variance") >= 0 && row.number("sizeWeightedGroupSize") == size)
    }
    let reliabilities = try answers.rows("reliability")
    #expect(try reliabilities.map { try $0.text("term") } == ["(Intercept)", "x", "(Intercept)"])
    #expect(reliabilities.map { $0["groupsUsed"] as? Int } == [12, 12, 3])
    let parts = try answers.object("variance")
    #expect(try parts.text("residualScale") == "residual")
    let total = try parts.number("fixed") + parts.number("random") + parts.number("residual")
    let shares = try answers.object("rSquared")
    #expect(try (shares.number("marginal") - parts.number("fixed") / total).magnitude < 1e-12)
    #expect(try shares.number("conditional") >= shares.number("marginal"))
    #expect(answers.isNull("hlmDeviance") && answers.isNull("notDefined"))
    let single = try folder.object("fit", "@pupils.csv", "y ~ x + (1 | g)", "--ml")
    let deviance = try single.object("fit").number("deviance")
    #expect(
      try (deviance - single.object("multilevel").number("hlmDeviance") - 1.8378770664093453)
        .magnitude < 1e-10)
    #expect(try folder.object("fit", "@pupils.csv", "y ~ x").isNull("multilevel"))
  }

  @Test func generalizedFitsSayWhereNothingIsDefined() throws {
    let logit = try folder.object(
      "fit", "@pupils.csv", "left ~ x + (1 | g)", "--family", "binomial")
    let answers = try logit.object("multilevel")
    #expect(try answers.object("variance").text("residualScale") == "logistic")
    #expect(try answers.rows("reliability").isEmpty && answers.isNull("hlmDeviance"))
    let line = [
      "fit", "@pupils.csv", "left ~ x + (1 | g)", "--family", "binomial", "--link", "cauchit",
    ]
    let other = try jsonObject(folder.run(line + ["--json"]).standardOutput).object("multilevel")
    #expect(try other.text("notDefined").contains("cauchit"))
    #expect(other.isNull("variance") && other.isNull("rSquared"))
    #expect(folder.run(line).standardOutput.contains("no intraclass correlations"))
  }

  @Test func robustErrorsStandBesideTheModels() throws {
    let line = ["fit", "@pupils.csv", "y ~ x + (1 | h/g)"]
    let robust = try jsonObject(folder.run(line + ["--cluster", "h", "--json"]).standardOutput)
    let model = try jsonObject(folder.run(line + ["--json"]).standardOutput)
    for (one, two) in zip(try robust.rows("coefficients"), try model.rows("coefficients")) {
      #expect(try one.number("modelBasedStandardError") == two.number("standardError"))
      #expect(try one.number("standardError") != two.number("standardError"))
      #expect(two.isNull("modelBasedStandardError"))
    }
    let text = folder.run(line + ["--cluster", "h"]).standardOutput
    #expect(text.contains("robust error") && text.contains("model's error"))
    #expect(!folder.run(line).standardOutput.contains("model's error"))
  }

  @Test func variancesAreTestedByMixtures() throws {
    let object = try folder.object(
      "compare", "@pupils.csv", "y ~ x", "y ~ x + (1 | g)", "y ~ x + (1 + x | g)", "--test", "lrt")
    let rows = try object.rows()
    #expect(rows[0].isNull("pValue") && rows[0].isNull("naivePValue"))
    for row in rows.dropFirst() {
      #expect(try row.number("pValue") <= row.number("naivePValue"))
      let weights = try row.rows("mixture").map { try $0.number("weight") }
      #expect(weights == [0.5, 0.5])
    }
    #expect(try rows[1].rows("mixture").map { $0["df"] as? Int } == [0, 1])
    #expect(try rows[2].rows("mixture").map { $0["df"] as? Int } == [1, 2])
    let fixed = try folder.object(
      "compare", "@pupils.csv", "y ~ 1 + (1 | g)", "y ~ x + (1 | g)", "--ml")
    #expect(try fixed.rows()[1].isNull("mixture") && fixed.rows()[1].isNull("naivePValue"))
    let text = folder.run("compare", "@pupils.csv", "y ~ x", "y ~ x + (1 | g)", "--ml")
    #expect(text.standardOutput.contains("naive p") && text.standardOutput.contains("½ χ²(0)"))
    let both = folder.run(
      "compare", "@pupils.csv", "y ~ 1 + (1 | g)", "y ~ x + (1 + x | g)", "--ml")
    #expect(both.exitCode == 0 && both.standardError.contains("conservative"))
  }

  static let wrongComparisons: [[String]] = [
    ["y ~ x", "y ~ 1 + (1 | g)"], ["y ~ 1", "y ~ x + (1 | g)"],
    ["y ~ x + (1 | h)", "y ~ x + (1 + x | g)"], ["y ~ 1", "y ~ x", "--ml"],
    ["y ~ x", "y ~ x + (1 | g)", "--test", "wald"],
    ["y ~ x", "y ~ x + (1 | g)", "--weights", "alone", "--weight-kind", "sampling"],
  ]

  @Test(arguments: wrongComparisons)
  func saysWhatDoesNotCompare(_ words: [String]) throws {
    let result = folder.run(["compare", "@pupils.csv"] + words)
    #expect(result.exitCode == 64 || result.exitCode == 65, "\(words): \(result.standardOutput)")
    #expect(result.standardError.hasPrefix("error: ") && result.standardOutput.isEmpty)
  }

  @Test(arguments: ["satterthwaite", "kenward-roger", "residual", "normal"])
  func degreesOfFreedomAreAnOption(_ rule: String) throws {
    let object = try folder.object("fit", "@pupils.csv", "y ~ x + (1 | g)", "--df", rule)
    let row = try object.rows("coefficients")[0]
    let found = row["degreesOfFreedom"] as? Double
    switch rule {
    case "normal": #expect(found == nil)
    case "residual": #expect(found == 118)
    // Twelve groups: the intercept has little more than eleven degrees of freedom.
    default: #expect(try #require(found) > 8 && #require(found) < 20)
    }
  }

  @Test func generalizedModelsToo() throws {
    for line in [[], ["--quadrature", "9"]] {
      let result = folder.run(
        ["fit", "@pupils.csv", "left ~ x + (1 | g)", "--family", "binomial", "--json"] + line)
      #expect(result.exitCode == 0, "\(result.standardError)")
      let object = try jsonObject(result.standardOutput)
      #expect(try object.object("model").text("kind") == "generalizedMixed")
      #expect(try object.rows("randomEffects").count == 1)
    }
  }

  @Test func effectsFollow() throws {
    let lines: [[String]] = [
      ["gap", "@pupils.csv", "y ~ x + (1 | g)", "--of", "x=3,1"],
      ["anova", "@pupils.csv", "y ~ x + (1 | g)", "--df", "kenward-roger", "--type", "III"],
      ["predict", "@pupils.csv", "y ~ x + (1 | g)", "--new", "@pupils.csv"],
      ["compare", "@pupils.csv", "y ~ 1 + (1 | g)", "y ~ x + (1 | g)", "--ml", "--test", "lrt"],
      ["compare", "@pupils.csv", "y ~ x + (1 | g)", "y ~ x + (1 + x | g)", "--test", "lrt"],
      ["fit", "@pupils.csv", "y ~ x + (1 | h/g)", "--cluster", "h"],
      ["fit", "@pupils.csv", "left ~ x + (1 | g)", "--family", "binomial", "--cluster", "h"],
    ]
    for line in lines {
      let result = folder.run(line + ["--json"])
      #expect(result.exitCode == 0, "\(line): \(result.standardError)")
    }
  }

  @Test func clustersOfWholeGroupsAreCorrected() throws {
    let object = try folder.object(
      "fit", "@pupils.csv", "y ~ x + (1 | h/g)", "--cluster", "h", "--covariance", "CR2")
    let model = try object.object("model")
    #expect(try model.text("covariance") == "CR2")
    #expect(try model.text("degreesOfFreedomRule") == "Satterthwaite")
  }

  /// The errors of the likelihood beside those clustered by whole groups.
  @Test func generalizedModelsHaveBothErrors() throws {
    let logit = ["fit", "@pupils.csv", "left ~ x + (1 | g)", "--family", "binomial"]
    let plain = try folder.object(logit).rows("coefficients")
    let robust = try folder.object(logit + ["--cluster", "h"])
    #expect(try robust.object("model").text("covariance") == "CR1")
    for (row, own) in zip(try robust.rows("coefficients"), plain) {
      #expect(
        try row.number("modelBasedStandardError") == own.number("standardError")
          && row.number("standardError") != own.number("standardError"))
    }
  }

  @Test func likelihoodRatiosAreReferredToDraws() throws {
    let line = [
      "compare", "@pupils.csv", "y ~ 1 + (1 | g)", "y ~ x + (1 | g)", "--ml", "--draws", "39",
      "--seed", "3",
    ]
    let rows = try folder.object(line).rows("rows")
    #expect(rows[0].isNull("bootstrap"))
    let test = try rows[1].object("bootstrap")
    // A slope of a half is far from zero: no draw of 39 comes near it.
    #expect(try test.number("pValue") == 0.025 && test.number("draws") == 39)
    expectClose(
      try test.number("statistic"), try rows[1].number("statistic"),
      within: Tolerance(.relative(1e-9), because: "the same likelihoods"))
    #expect(try folder.object(line).rows("rows")[1].object("bootstrap").number("exceeding") == 0)
    for wrong in [
      ["y ~ x", "y ~ x + (1 | g)", "--draws", "9"],
      ["y ~ 1 + (1 | g)", "y ~ x + (1 | g)", "--ml", "--draws", "1"],
      ["y ~ 1", "y ~ x", "--test", "f", "--draws", "9"],
    ] {
      #expect(folder.run(["compare", "@pupils.csv"] + wrong).exitCode == 64, "\(wrong)")
    }
  }

  @Test func modesAreThoseOfTheLibrary() throws {
    let object = try folder.object("fit", "@pupils.csv", "y ~ x + (1 + x | g)", "--modes")
    let rows = try object.rows("conditionalModes")
    #expect(rows.count == 24)
    #expect(try rows[1].text("group") == "g" && rows[1].text("level") == "s0")
    #expect(try rows[1].text("term") == "x")
    let fit = try LinearMixedModel("y ~ x + (1 + x | g)").fit(
      to: Table(csv: URL(filePath: folder.path("pupils.csv"))))
    let want = try fit.conditionalModes()[0]
    // Foundation's reader of JSON may miss the last bit.
    let reader = Tolerance(.relative(1e-15), because: "numbers printed and read back")
    expectClose(try rows[1].number("estimate"), want.modes[0, 1], within: reader)
    expectClose(
      try rows[1].number("standardError"), want.covariances[0][1, 1].squareRoot(),
      within: reader)
    #expect(
      try folder.object("fit", "@pupils.csv", "y ~ x + (1 | g)").isNull("conditionalModes"))
    #expect(folder.run(["fit", "@pupils.csv", "y ~ x", "--modes"]).exitCode == 64)
  }

  /// With the effects of the groups, without them, and over their distribution.
  @Test func predictionsIncludeGroupsWhereAsked() throws {
    func fits(_ words: String...) throws -> [Double] {
      let object = try folder.object(["predict", "@pupils.csv"] + words)
      return try object.rows("rows").map { try #require($0["fit"] as? Double) }
    }
    let formula = "y ~ x + (1 | g)"
    let (with, without) = (try fits(formula, "--random", "included"), try fits(formula))
    // Row 3 is of a group well above the others.
    #expect(with[3] > without[3] + 1)
    #expect(try fits(formula, "--random", "averaged") == without)
    let logit = "left ~ x + (1 | g)"
    let middle = try fits(logit, "--family", "binomial")
    let mean = try fits(logit, "--family", "binomial", "--random", "averaged")
    for (middle, mean) in zip(middle, mean) {
      #expect((mean - 0.5).magnitude <= (middle - 0.5).magnitude && mean != middle)
    }
  }

  @Test func newGroupsAreRefusedOrAveraged() throws {
    try folder.write("x,g\n1,s3\n1,elsewhere\n,s3\n1,\n", to: "new.csv")
    let words = [
      "predict", "@pupils.csv", "y ~ x + (1 | g)", "--new", "@new.csv", "--random", "included",
    ]
    let refused = folder.run(words)
    #expect(refused.exitCode == 65)
    #expect(refused.standardError.contains("row 2 is in the group \"elsewhere\" of g"))
    let object = try folder.object(words + ["--new-groups", "averaged"])
    #expect(try object.text("random") == "included")
    let rows = try object.rows("rows")
    let errors = rows.map { $0["standardError"] as? Double }
    #expect(errors[2] == nil && errors[3] == nil)
    #expect(try #require(errors[1]) > 2 * #require(errors[0]))
  }

  @Test(arguments: ["ratio", "gap"])
  func comparisonsAreOfGroupsInTheMiddleOrOfTheirMean(_ command: String) throws {
    let words = [
      command, "@pupils.csv", "left ~ x + (1 | g)", "--family", "binomial", "--of", "x=3,1",
    ]
    let middle = try folder.object(words)
    let mean = try folder.object(words + ["--random", "averaged"])
    #expect(try middle.text("random") == "population")
    #expect(try mean.text("random") == "averaged")
    let estimates = try [middle, mean].map {
      try #require(try $0.rows("rows")[0]["estimate"] as? Double)
    }
    #expect(estimates[1] < estimates[0])
  }

  static let wrongUses: [(words: [String], code: Int32)] = [
    (["predict", "@pupils.csv", "y ~ x", "--random", "included"], 64),
    (["predict", "@pupils.csv", "y ~ x + (1 | g)", "--new-groups", "averaged"], 64),
    (
      [
        "predict", "@pupils.csv", "left ~ x + (1 + x | g)", "--family", "binomial", "--random",
        "averaged",
      ], 64
    ),
    (["gap", "@pupils.csv", "y ~ x + (1 | g)", "--of", "x=3,1", "--random", "included"], 64),
    (["ratio", "@pupils.csv", "y ~ x", "--of", "x=3,1", "--random", "averaged"], 64),
    (
      [
        "predict", "@pupils.csv", "left ~ x + (1 | g)", "--family", "binomial", "--random",
        "included", "--interval", "prediction",
      ], 64
    ),
  ]

  @Test(arguments: wrongUses)
  func saysWhatDoesNotGoTogether(_ words: [String], _ code: Int32) throws {
    let result = folder.run(words)
    #expect(result.exitCode == code, "\(words): \(result.standardError)")
    #expect(result.standardError.hasPrefix("error: ") && result.standardOutput.isEmpty)
  }

  static let wrong: [(words: [String], code: Int32)] = [
    (["y ~ x + (1 | same)"], 65), (["y ~ x + (1 | alone)"], 65),
    (["y ~ x + (1 + x | nowhere)"], 65), (["y ~ x + (1 + same | g)"], 65),
    (["y ~ x + (1 | g)", "--covariance", "HC3"], 64),
    (["left ~ x + (1 | g)", "--family", "binomial", "--df", "kenward-roger"], 64),
    (["y ~ x + (1 | h)", "--cluster", "g"], 64),
    (["y ~ x + (1 | g)", "--ml", "--df", "kenward-roger"], 64),
    (["y ~ x", "--ml"], 64), (["y ~ x + (1 | g)", "--ml", "--reml"], 64),
    (["y ~ x + (1 | g)", "--quadrature", "5"], 64),
    (["left ~ x + (1 | g)", "--family", "binomial", "--reml"], 64),
    (["left ~ x + (1 | g)", "--family", "quasibinomial"], 64),
    (["left ~ x + (1 | h)", "--family", "binomial", "--cluster", "g"], 64),
    (["left ~ x + (1 | g)", "--family", "binomial", "--cluster", "h", "--covariance", "CR2"], 64),
    (["left ~ x + (1 | g)", "--family", "binomial", "--covariance", "HC1"], 64),
    (["left ~ x + (1 | g)", "--family", "binomial", "--quadrature", "5", "--cluster", "h"], 64),
    (["left ~ x + (1 + x | g)", "--family", "binomial", "--quadrature", "5"], 64),
    (["y ~ x + (1 | g)", "--stream"], 64),
    (["y ~ x", "--intervals", "profile"], 64), (["y ~ x", "--intervals", "bootstrap"], 64),
    (["left ~ x", "--family", "binomial", "--intervals", "profile"], 64),
    (["y ~ x + (1 | g)", "--intervals", "student"], 64),
    (["y ~ x + (1 | g)", "--draws", "50"], 64),
    (["y ~ x + (1 | g)", "--intervals", "profile", "--draws", "50"], 64),
    (["y ~ x + (1 | g)", "--intervals", "bootstrap", "--draws", "1"], 64),
    (["y ~ x + (1 | h/g)", "--intervals", "bootstrap", "--cluster", "h"], 64),
  ]

  @Test(arguments: wrong)
  func saysWhatIsWrong(_ words: [String], _ code: Int32) throws {
    let result = folder.run(["fit", "@pupils.csv"] + words)
    #expect(result.exitCode == code, "\(words): \(result.standardError)")
    #expect(result.standardError.hasPrefix("error: ") && result.standardOutput.isEmpty)
  }
}
