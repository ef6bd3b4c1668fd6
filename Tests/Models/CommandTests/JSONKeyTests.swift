import Foundation
import Testing

/// The keys scripts rely on. A key may be added here; one that is here may not go.
@Suite("JSON keys of every subcommand")
struct JSONKeyTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  private static let estimate: Set<String> = [
    "estimate", "standardError", "statistic", "degreesOfFreedom", "pValue", "lower", "upper",
  ]

  private func expect(_ object: [String: Any], has keys: Set<String>, _ what: String) {
    #expect(keys.subtracting(object.keys).isEmpty, "\(what) lacks \(keys.subtracting(object.keys))")
  }

  private func expectEnvelope(_ object: [String: Any], _ command: String) throws {
    #expect(object["schema"] as? Int == 1)
    #expect(try object.text("command") == command)
    expect(
      object, has: ["model", "data", "warnings", "timing", "provenance"], command)
    expect(
      try object.object("model"),
      has: ["kind", "formula", "family", "link", "covariance", "clusters", "method"], "model")
    let data = try object.object("data")
    expect(data, has: ["rows", "used", "droppedMissing", "clusters"], "data")
    #expect(data["rows"] as? Int == 40)
    expect(try object.object("timing"), has: ["readSeconds", "fitSeconds"], "timing")
    expect(try object.object("provenance"), has: ["version", "seed", "dataDigest"], "provenance")
  }

  @Test func fit() throws {
    let object = try folder.object(
      "fit", "@schools.csv", "ela ~ collaboration * poverty", "--cluster", "district")
    try expectEnvelope(object, "fit")
    expect(
      object,
      has: [
        "schema", "command", "model", "data", "coefficients", "aliased", "fit", "randomEffects",
        "multilevel", "conditionalModes", "convergence", "warnings", "timing", "provenance",
      ], "fit")
    let model = try object.object("model")
    #expect(try model.text("kind") == "linear")
    #expect(try model.text("formula") == "ela ~ collaboration * poverty")
    #expect(try model.text("covariance") == "CR2")
    #expect(model["clusters"] as? [String] == ["district"])
    let data = try object.object("data")
    #expect(data["used"] as? Int == 39 && data["droppedMissing"] as? Int == 1)
    #expect(try data.object("clusters")["district"] as? Int == 10)
    let coefficients = try object.rows("coefficients")
    #expect(
      try coefficients.map { try $0.text("term") } == [
        "(Intercept)", "collaboration", "poverty", "collaboration:poverty",
      ])
    for row in coefficients {
      expect(row, has: Self.estimate.union(["term", "modelBasedStandardError"]), "coefficient")
    }
    #expect(object["aliased"] as? [String] == [])
    let fit = try object.object("fit")
    expect(
      fit,
      has: [
        "logLikelihood", "deviance", "nullDeviance", "aic", "bic", "rSquared", "adjustedRSquared",
        "sigma", "dispersion", "theta", "degreesOfFreedomResidual", "fStatistic",
      ], "fit")
    expect(try fit.object("fStatistic"), has: ["value", "df1", "df2", "pValue"], "fStatistic")
    #expect(fit.isNull("theta") && fit.isNull("dispersion"))
    expect(
      try object.object("convergence"), has: ["converged", "iterations", "criterion"],
      "convergence")
    for warning in try object.rows("warnings") {
      expect(warning, has: ["code", "message"], "warning")
    }
  }

  @Test func generalizedFit() throws {
    let object = try folder.object(
      "fit", "@schools.csv", "passed ~ collaboration", "--family", "binomial")
    try expectEnvelope(object, "fit")
    #expect(try object.object("model").text("kind") == "generalizedLinear")
    #expect(try object.object("model").text("link") == "logit")
    // Where the reference distribution is normal there are no degrees of freedom.
    for row in try object.rows("coefficients") { #expect(row.isNull("degreesOfFreedom")) }
    let fit = try object.object("fit")
    #expect(fit.isNull("rSquared") && fit.isNull("sigma") && fit.isNull("fStatistic"))
    #expect(try fit.number("nullDeviance") > fit.number("deviance"))
    #expect(try object.object("convergence")["converged"] as? Bool == true)
  }

  @Test func predict() throws {
    let object = try folder.object(
      "predict", "@schools.csv", "ela ~ poverty", "--interval", "prediction")
    try expectEnvelope(object, "predict")
    let rows = try object.rows()
    #expect(rows.count == 40)
    for row in rows { expect(row, has: ["fit", "lower", "upper"], "row") }
    #expect(rows[17].isNull("fit") && rows[17].isNull("lower"))
    #expect(try rows[0].number("lower") < rows[0].number("fit"))
    #expect(try object.warningCodes() == ["undefinedValues"])
  }

  @Test func slopes() throws {
    let object = try folder.object(
      "slopes", "@schools.csv", "ela ~ collaboration * poverty", "--focal", "collaboration",
      "--moderator", "poverty", "--at", "10,50,90")
    try expectEnvelope(object, "slopes")
    let rows = try object.rows()
    #expect(try rows.map { try $0.number("moderator") } == [10, 50, 90])
    for row in rows { expect(row, has: Self.estimate, "row") }
    let interaction = try object.object("interaction")
    expect(interaction, has: Self.estimate, "interaction")
    #expect(try interaction.text("term") == "collaboration:poverty")
    let region = try object.object("johnsonNeyman")
    expect(region, has: ["bounds", "significant", "range", "shareSignificant"], "region")
    #expect(
      ["inside", "outside", "everywhere", "nowhere"].contains(try region.text("significant")))
    #expect((region["range"] as? [Double])?.count == 2)
    let byCategory = try folder.object(
      "slopes", "@schools.csv", "ela ~ collaboration * sector", "--focal", "collaboration",
      "--moderator", "sector")
    #expect(
      try byCategory.rows().map { try $0.text("moderator") } == ["Catholic", "Charter", "Public"])
    #expect(byCategory.isNull("johnsonNeyman"))
  }

  @Test func ratio() throws {
    let object = try folder.object(
      "ratio", "@schools.csv", "cbind(leavers, staff - leavers) ~ collaboration * poverty",
      "--family", "binomial", "--of", "poverty=p90,p10", "--at", "collaboration=p10,p90",
      "--margin", "1.25")
    try expectEnvelope(object, "ratio")
    let rows = try object.rows()
    #expect(rows.count == 2)
    for row in rows {
      expect(row, has: ["at", "ratio", "lower", "upper", "pValue", "equivalence"], "row")
      #expect(try row.object("at")["collaboration"] is Double)
      expect(
        try row.object("equivalence"), has: ["margin", "pValue", "equivalent"], "equivalence")
    }
    let quotient = try object.object("ratioOfRatios")
    expect(quotient, has: ["ratio", "lower", "upper", "pValue"], "ratio of ratios")
    let parts = try rows.map { try $0.number("ratio") }
    #expect(((try quotient.number("ratio")) / (parts[0] / parts[1]) - 1).magnitude < 1e-12)
  }

  @Test func gap() throws {
    let object = try folder.object(
      "gap", "@schools.csv", "ela ~ collaboration * poverty", "--of", "collaboration=p90,p10",
      "--at", "poverty=25,75")
    try expectEnvelope(object, "gap")
    let rows = try object.rows()
    #expect(try rows.map { try $0.object("at").number("poverty") } == [25, 75])
    for row in rows { expect(row, has: Self.estimate.union(["at"]), "row") }
    expect(try object.object("gapOfGaps"), has: Self.estimate, "gap of gaps")
    let single = try folder.object(
      "gap", "@schools.csv", "ela ~ sector", "--of", "sector=Catholic,Public")
    #expect(single.isNull("gapOfGaps"))
    #expect(try single.object("of").text("high") == "Catholic")
  }

  @Test(arguments: ["I", "II", "III"])
  func anova(_ type: String) throws {
    let object = try folder.object(
      "anova", "@schools.csv", "ela ~ collaboration * sector", "--type", type)
    try expectEnvelope(object, "anova")
    let rows = try object.rows()
    #expect(rows.count >= 3)
    for row in rows {
      expect(row, has: ["term", "df", "sumOfSquares", "statistic", "test", "pValue"], "row")
    }
    #expect(try rows[0].text("test") == "F")
    let chiSquared = try folder.object(
      "anova", "@schools.csv", "passed ~ collaboration + sector", "--family", "binomial", "--type",
      type)
    #expect(try chiSquared.rows()[0].text("test") == "chisq")
  }

  @Test(arguments: ["lrt", "f", "wald", "score"])
  func compare(_ test: String) throws {
    let object = try folder.object(
      "compare", "@schools.csv", "ela ~ collaboration", "ela ~ collaboration * poverty", "--test",
      test)
    try expectEnvelope(object, "compare")
    let rows = try object.rows()
    #expect(
      try rows.map { try $0.text("formula") } == [
        "ela ~ collaboration", "ela ~ collaboration * poverty",
      ])
    for row in rows {
      expect(
        row,
        has: ["formula", "df", "logLikelihood", "statistic", "pValue", "naivePValue", "mixture"],
        "row")
    }
    #expect(rows[0].isNull("statistic"))
    #expect(try rows[1].number("df") == 2)
  }

  @Test func simulate() throws {
    let object = try folder.object(
      "simulate", "--design", "national", "--seed", "7", "--out", "@synthetic.csv")
    expect(
      object, has: ["schema", "command", "synthetic", "data", "warnings", "provenance"], "simulate")
    #expect(object["synthetic"] as? Bool == true)
    #expect(object["seed"] as? Int == 7)
    let rows = try #require(try object.object("data")["rows"] as? Int)
    let text = try String(contentsOfFile: folder.path("synthetic.csv"), encoding: .utf8)
    #expect(text.split(separator: "\n").count == rows + 1)
    // Standard output is the same file.
    #expect(folder.run("simulate", "--seed", "7").standardOutput == text)
    #expect(folder.run("simulate", "--seed", "8").standardOutput != text)
  }

  /// What does not exist is `null`: no word for it anywhere, in any answer.
  @Test func noBareWords() throws {
    try folder.write("y,x\n1,2\n2,3\n", to: "two.csv")
    try folder.write("y,x\n0,1\n0,2\n1,3\n1,4\n", to: "separated.csv")
    let lines = [
      ["fit", "@two.csv", "y ~ x"], ["predict", "@two.csv", "y ~ x", "--interval", "prediction"],
      ["slopes", "@two.csv", "y ~ x", "--focal", "x", "--moderator", "x2"],
      ["fit", "@separated.csv", "y ~ x", "--family", "binomial"],
      ["gap", "@two.csv", "y ~ x", "--of", "x=2,1"], ["anova", "@two.csv", "y ~ x"],
      ["fit", "@two.csv", "I(x * 0) ~ x"], ["ratio", "@two.csv", "y ~ x", "--of", "x=3,2"],
    ]
    for line in lines {
      let result = folder.run(line + ["--json"])
      let text = result.standardOutput + result.standardError
      _ = try jsonObject(text)
      for word in ["NaN", " nan", ":nan", "Infinity", " inf", ":inf", " -inf"] {
        #expect(!text.contains(word), "\(line): \(text)")
      }
    }
  }
}
