import Foundation
import Testing

@Suite("What options do")
struct OptionTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  private func data(_ line: String...) throws -> [String: Any] { try data(line) }

  private func data(_ line: [String]) throws -> [String: Any] {
    let result = folder.run(line + ["--json"])
    #expect(result.exitCode == 0, "\(result.standardError)")
    return try jsonObject(result.standardOutput)
  }

  private func terms(_ object: [String: Any]) throws -> [String] {
    try object.rows("coefficients").map { try $0.text("term") }
  }

  @Test func whereKeepsRows() throws {
    let object = try folder.object(
      "fit", "@schools.csv", "ela ~ collaboration", "--where",
      "year >= 1992 && sector != 'Charter'")
    let data = try object.object("data")
    let used = try #require(data["used"] as? Int)
    let out = try #require(data["filteredOut"] as? Int)
    #expect(used + out == 40 && used > 5 && out > 20)
    #expect(data["droppedMissing"] as? Int == 0)
    let text = folder.run(
      "fit", "@schools.csv", "ela ~ collaboration", "--where", "year >= 1992")
    #expect(text.standardOutput.contains("20 of 40 rows used; 20 kept out by the filter."))
  }

  /// Everything but times and warnings is as without --stream, to the digits that are sure.
  @Test func streamAnswersAsInMemory() throws {
    let line = [
      "fit", "@schools.csv", "ela ~ collaboration + sector", "--covariance", "CR1S", "--cluster",
      "district", "--where", "year >= 1991",
    ]
    let whole = try data(line)
    let streamed = try data(line + ["--stream"])
    #expect(Set(streamed.keys) == Set(whole.keys))
    for key in ["model", "data"] {
      #expect(
        try NSDictionary(dictionary: streamed.object(key)).isEqual(
          to: NSDictionary(dictionary: whole.object(key)) as? [AnyHashable: Any] ?? [:]), "\(key)")
    }
    for (got, want) in zip(try streamed.rows("coefficients"), try whole.rows("coefficients")) {
      #expect(try got.text("term") == want.text("term"))
      for key in ["estimate", "standardError", "lower"] {
        let (got, want) = (got[key] as? Double ?? .nan, want[key] as? Double ?? .nan)
        #expect((got - want).magnitude <= 1e-10 * max(1, want.magnitude), "\(key)")
      }
    }
    #expect(
      try streamed.object("provenance")["dataDigest"] as? String
        == whole.object("provenance")["dataDigest"] as? String)
  }

  @Test(arguments: [
    ["--family", "poisson"], ["--covariance", "HAC"], ["--covariance", "CR2", "--cluster", "year"],
    ["--method", "refined"],
  ])
  func streamRefuses(_ options: [String]) throws {
    let result = folder.run(["fit", "@schools.csv", "ela ~ year", "--stream"] + options)
    #expect([64, 65].contains(result.exitCode), "\(result.standardError)")
    #expect(result.standardOutput.isEmpty && result.standardError.hasPrefix("error: "))
  }

  @Test func missingWords() throws {
    try folder.write(
      "y,x\n1,2\n2,N/A\n3,.\n4,-9\n5,6\n6,\n7,NA\n8,1\n9,3\n", to: "missing.csv")
    let object = try folder.object("fit", "@missing.csv", "y ~ x", "--missing", "N/A,.,-9")
    let data = try object.object("data")
    #expect(data["used"] as? Int == 4 && data["droppedMissing"] as? Int == 5)
    let dropped = try data.rows("dropped")
    #expect(try dropped[0].text("source") == "x" && dropped[0].text("reason") == "missing")
    // Without the words the column is text, and the error says what to do.
    let result = folder.run("fit", "@missing.csv", "x ~ y")
    #expect(result.exitCode == 65)
  }

  @Test func factors() throws {
    let plain = try folder.object("fit", "@schools.csv", "ela ~ sector")
    #expect(try terms(plain) == ["(Intercept)", "sectorCharter", "sectorPublic"])
    let ordered = try folder.object(
      "fit", "@schools.csv", "ela ~ sector", "--factor", "sector=Public,Charter,Catholic")
    #expect(try terms(ordered) == ["(Intercept)", "sectorCharter", "sectorCatholic"])
    let year = try folder.object("fit", "@schools.csv", "ela ~ year", "--factor", "year")
    #expect(try terms(year) == ["(Intercept)", "year1991", "year1992", "year1993"])
    let yearOrder = try folder.object(
      "fit", "@schools.csv", "ela ~ year", "--factor", "year=1993,1990,1991,1992", "--contrasts",
      "treatment")
    #expect(try terms(yearOrder) == ["(Intercept)", "year1990", "year1991", "year1992"])
    let sum = try folder.object("fit", "@schools.csv", "ela ~ sector", "--contrasts", "sum")
    #expect(try terms(sum) == ["(Intercept)", "sector1", "sector2"])
  }

  /// A column all of whose values end in % is a number in per cent; names with blanks and signs stand
  /// in backticks, in formulas and options alike.
  @Test func percentColumnsAndBackticks() throws {
    let object = try folder.object("fit", "@schools.csv", "ela ~ `Share %`")
    #expect(
      try terms(object) == ["(Intercept)", "`Share %`"]
        || terms(object) == ["(Intercept)", "Share %"])
    let ratio = try folder.object(
      "gap", "@schools.csv", "ela ~ `Share %` + poverty", "--of", "`Share %`=30,10")
    let slope = try folder.object("fit", "@schools.csv", "ela ~ `Share %` + poverty")
      .rows("coefficients")[1].number("estimate")
    #expect((try ratio.rows()[0].number("estimate") / (20 * slope) - 1).magnitude < 1e-9)
    let bare = try folder.object(
      "slopes", "@schools.csv", "ela ~ `Share %` * poverty", "--focal", "Share %", "--moderator",
      "`poverty`", "--where", "`Share %` < 30")
    #expect(try bare.text("focal") == "Share %")
    #expect(try bare.text("moderator") == "poverty")
    try folder.write(
      "y,a=b,\"c,d\",g h\n1,2,u,k\n2,3,v,k\n4,1,\"w,x\",l\n3,5,u,l\n9,2,\"w,x\",k\n5,1,v,l\n",
      to: "odd.csv")
    let odd = try folder.object(
      "gap", "@odd.csv", "y ~ `a=b` + `c,d`", "--of", "`a=b`=3,1", "--at", "`c,d`=`w,x`,u")
    #expect(
      try odd.rows().map { try $0.object("at").text("c,d") } == ["w,x", "u"])
    let releveled = try folder.object(
      "fit", "@odd.csv", "y ~ `a=b` + `g h`", "--factor", "`g h`=l,k")
    #expect(try terms(releveled).last?.hasSuffix("k") == true)
    let clustered = try folder.object("fit", "@odd.csv", "y ~ `a=b`", "--cluster", "`c,d`")
    #expect(try clustered.object("model")["clusters"] as? [String] == ["c,d"])
    let twoWay = try folder.object("fit", "@odd.csv", "y ~ `a=b`", "--cluster", "`c,d`, g h")
    #expect(try twoWay.object("model")["clusters"] as? [String] == ["c,d", "g h"])
  }

  @Test func level() throws {
    func width(_ level: String) throws -> Double {
      let row = try folder.object("fit", "@schools.csv", "ela ~ poverty", "--level", level)
        .rows("coefficients")[1]
      return try row.number("upper") - row.number("lower")
    }
    // t quantiles with 37 degrees of freedom (scipy 1.11): 2.0261924630291093, 1.6870936195962631.
    #expect(
      try (width("0.95") / width("0.9") - 2.0261924630291093 / 1.6870936195962631).magnitude < 1e-10
    )
    let text = folder.run("fit", "@schools.csv", "ela ~ poverty", "--level", "0.9")
    #expect(text.standardOutput.contains("90% CI"))
  }

  @Test func weightsAndOffset() throws {
    let object = try folder.object(
      "fit", "@schools.csv", "leavers ~ poverty + offset(log(staff))", "--family", "poisson",
      "--weights", "year", "--weight-kind", "frequency")
    #expect(try object.object("fit").number("observations") > 77_000)
    let weights = try object.object("model").object("weights")
    #expect(try weights.text("column") == "year" && weights.text("kind") == "frequency")
    let sampled = try folder.object(
      "fit", "@schools.csv", "ela ~ collaboration", "--weights", "staff", "--weight-kind",
      "sampling")
    #expect(try sampled.object("model").text("covariance") == "HC1")
    #expect(try sampled.warningCodes() == ["assumption"])
    let offset = try folder.object(
      "fit", "@schools.csv", "ela ~ collaboration", "--offset", "`staff`")
    let moved = try folder.object("fit", "@schools.csv", "I(ela - staff) ~ collaboration")
    let (a, b) = (try offset.rows("coefficients")[1], try moved.rows("coefficients")[1])
    #expect((try a.number("estimate") / b.number("estimate") - 1).magnitude < 1e-10)
  }

  @Test func impliedCovariances() throws {
    func covariance(_ line: String...) throws -> String {
      let result = folder.run(["fit", "@schools.csv"] + line + ["--json"])
      let object = try jsonObject(result.standardOutput)
      #expect(
        try object.rows("warnings").contains {
          try $0.text("message").contains("--cluster without")
        })
      return try object.object("model").text("covariance")
    }
    #expect(try covariance("ela ~ poverty", "--cluster", "district") == "CR2")
    #expect(try covariance("ela ~ poverty", "--cluster", "district,year") == "CR1S")
    #expect(
      try covariance("passed ~ collaboration", "--family", "binomial", "--cluster", "district")
        == "CR1")
  }

  @Test func method() throws {
    for (name, want) in [("auto", "gram"), ("gram", "gram"), ("triangle", "triangle")] {
      let object = try folder.object("fit", "@schools.csv", "ela ~ poverty", "--method", name)
      #expect(try object.object("model").text("method") == want)
    }
  }

  @Test func slopesByPercentilesAndDeviations() throws {
    let line = [
      "slopes", "@schools.csv", "ela ~ collaboration * poverty", "--focal", "collaboration",
      "--moderator", "poverty",
    ]
    func moderators(_ options: String...) throws -> [Double] {
      try jsonObject(folder.run(line + options + ["--json"]).standardOutput).rows().map {
        try $0.number("moderator")
      }
    }
    #expect(try moderators() == moderators("--percentiles", "16,50,84"))
    #expect(try moderators() == moderators("--at", "p16,median,p84"))
    #expect(try moderators("--sd") == moderators("--at", "mean-sd,mean,mean+sd"))
    #expect(try moderators("--at", "-5") == [-5])
  }

  @Test func newRows() throws {
    try folder.write("poverty,sector\n10,Public\n,Public\n90,Catholic\n", to: "new.csv")
    let object = try folder.object(
      "predict", "@schools.csv", "ela ~ poverty * sector", "--new", "@new.csv")
    let rows = try object.rows()
    #expect(rows.count == 3 && rows[1].isNull("fit"))
    #expect(try rows[0].number("fit") > rows[2].number("fit"))
    let csv = folder.run(
      "predict", "@schools.csv", "ela ~ poverty * sector", "--new", "@new.csv", "--format", "csv",
      "--interval", "none")
    let lines = csv.standardOutput.split(whereSeparator: \.isNewline)
    #expect(lines[0] == "row,fit,standardError,lower,upper")
    #expect(lines.count >= 4 && lines[2].hasPrefix("2,,"))
  }

  /// One row a combination, the last variable's levels changing fastest.
  @Test func combinationsOfLevels() throws {
    let object = try folder.object(
      "gap", "@schools.csv", "ela ~ collaboration * poverty + sector", "--of",
      "collaboration=3,2", "--at", "poverty=10,90", "--at", "sector=Public,Catholic")
    let at = try object.rows().map { try $0.object("at") }
    #expect(try at.map { try $0.number("poverty") } == [10, 10, 90, 90])
    #expect(
      try at.map { try $0.text("sector") } == ["Public", "Catholic", "Public", "Catholic"])
    #expect(object.isNull("gapOfGaps"))
  }

  /// Rows incomplete in any of the formulas are left out of all.
  @Test func comparisonsUseOneSetOfRows() throws {
    let object = try folder.object(
      "compare", "@schools.csv", "ela ~ 1", "ela ~ poverty", "ela ~ poverty + sector")
    #expect(try object.object("data")["used"] as? Int == 39)
    #expect(try object.rows().map { try $0.number("parameters") } == [2, 3, 5])
    let wald = try folder.object(
      "compare", "@schools.csv", "ela ~ 1", "ela ~ poverty", "--test", "wald", "--cluster",
      "district")
    #expect(try wald.object("model").text("covariance") == "CR2")
  }
}
