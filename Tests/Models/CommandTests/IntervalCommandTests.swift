import Foundation
import Testing

@Suite("Intervals of mixed models and draws on the command line")
struct IntervalCommandTests {
  let folder: Folder

  init() throws {
    folder = try Folder()
    let text = PupilsFile.text("y,x,left,size,g") { pupil in
      "\(pupil.y),\(pupil.x),\(pupil.row % 4),\(4 + pupil.row % 3),s\(pupil.group)"
    }
    try folder.write(text, to: "pupils.csv")
  }

  @Test func waldIsTheDefault() throws {
    let object = try folder.object("fit", "@pupils.csv", "y ~ x + (1 | g)")
    let intervals = try object.object("intervals")
    #expect(try intervals.text("method") == "wald" && intervals["level"] as? Double == 0.95)
    #expect(intervals.isNull("draws") && intervals.isNull("seed") && intervals.isNull("failed"))
    #expect(try object.rows("randomEffects")[0].isNull("lower"))
    #expect(try folder.object("fit", "@pupils.csv", "y ~ x").object("intervals")["method"] != nil)
  }

  /// What stands in the rows is what stands among the parameters.
  @Test(arguments: ["profile", "bootstrap"])
  func rowsHaveTheIntervals(_ method: String) throws {
    var line = [
      "fit", "@pupils.csv", "y ~ x + (1 + x | g)", "--intervals", method, "--level", "0.9",
    ]
    if method == "bootstrap" { line += ["--draws", "60", "--seed", "12"] }
    let object = try jsonObject(folder.run(line + ["--json"]).standardOutput)
    let intervals = try object.object("intervals")
    #expect(try intervals.text("method") == method && intervals["level"] as? Double == 0.9)
    let isBootstrap = method == "bootstrap"
    #expect(intervals["draws"] as? Int == (isBootstrap ? 60 : nil))
    #expect(intervals["seed"] as? Int == (isBootstrap ? 12 : nil))
    #expect(try object.object("provenance")["seed"] as? Int == (isBootstrap ? 12 : nil))
    let parameters = try intervals.rows("parameters")
    #expect(
      try parameters.map { try $0.text("parameter") } == [
        "(Intercept)", "x", "sd((Intercept) | g)", "sd(x | g)", "cor(x, (Intercept) | g)", "sigma",
      ])
    func ends(_ row: [String: Any]) -> [Double?] {
      [row["lower"] as? Double, row["upper"] as? Double]
    }
    let coefficients = try object.rows("coefficients")
    #expect(ends(coefficients[1]) == ends(parameters[1]))
    let effects = try object.rows("randomEffects")
    #expect(ends(effects[0]) == ends(parameters[2]) && ends(effects[1]) == ends(parameters[3]))
    let pairs = effects[1]["correlationIntervals"] as? [[Double?]]
    #expect(pairs == [ends(parameters[4])])
    for row in parameters {
      let pair = ends(row).compactMap { $0 }
      #expect(pair.count == 2 && pair[0] <= pair[1])
    }
    let text = folder.run(line).standardOutput
    #expect(
      text.contains(isBootstrap ? "60 parametric bootstrap refits (seed 12)" : "profile likelihood")
    )
    #expect(text.contains("Intervals of the random effects"))
  }

  @Test func tooFewDrawsAreAWarning() throws {
    let object = try folder.object(
      "fit", "@pupils.csv", "y ~ x + (1 | g)", "--intervals", "bootstrap", "--draws", "20")
    let messages = try object.rows("warnings").map { try $0.text("message") }
    #expect(messages.contains { $0.hasPrefix("20 refits are too few") })
    #expect(try object.object("intervals")["seed"] as? Int == 1)
  }

  /// Draws stand beside the rows used, can be fitted again, and are the same in a file and in JSON.
  @Test func drawsStandBesideTheRows() throws {
    let formula = "cbind(left, size - left) ~ x + (1 | g)"
    let line = [
      "simulate", "@pupils.csv", formula, "--family", "binomial", "--draws", "2", "--seed", "6",
      "--where", "x > 1",
    ]
    let csv = folder.run(line).standardOutput
    let lines = csv.split(separator: "\n")
    #expect(lines[0] == "y,x,left,size,g,draw1,draw2")
    let object = try jsonObject(folder.run(line + ["--json"]).standardOutput)
    let rows = try object.rows("rows")
    #expect(rows.count == lines.count - 1 && object["draws"] as? Int == 2)
    #expect(object["seed"] as? Int == 6 && object["random"] as? String == "population")
    for (row, text) in zip(rows, lines.dropFirst()) {
      let cells = text.split(separator: ",")
      let drawn = try #require(row["draws"] as? [Double])
      #expect(drawn == cells[5...6].compactMap { Double($0) })
      #expect(try drawn.allSatisfy { try $0 >= 0 && $0 <= #require(Double(cells[3])) })
    }
    #expect(folder.run(line + ["--out", "@draws.csv"]).exitCode == 0)
    let again = try folder.object(
      "fit", "@draws.csv", "cbind(draw2, size - draw2) ~ x + (1 | g)", "--family", "binomial")
    #expect(try again.object("data")["used"] as? Int == rows.count)
  }

  static let wrong: [(words: [String], code: Int32, says: String)] = [
    (["@pupils.csv"], 64, "DATA and FORMULA"),
    (["@pupils.csv", "y ~ x", "--design", "national"], 64, "--design"),
    (["--draws", "3"], 64, "--draws and --random go with"),
    (["@pupils.csv", "y ~ x", "--draws", "0"], 64, "at least 1"),
    (["@pupils.csv", "y ~ x", "--draws", "100000000"], 64, "more than"),
    (["@pupils.csv", "y ~ x", "--random", "included"], 64, "no random term"),
    (["@pupils.csv", "left ~ x", "--family", "quasipoisson"], 64, "choose a family"),
    (["@pupils.csv", "y ~ x", "--weights", "size", "--weight-kind", "sampling"], 64, "sampling"),
    (["@pupils.csv", "y ~ x", "--weights", "size", "--weight-kind", "frequency"], 64, "repeat"),
    (["@pupils.csv", "y ~ nowhere"], 65, "no column"),
    (["@nowhere.csv", "y ~ x"], 66, "nowhere.csv"),
    (["@taken.csv", "draw1 ~ x"], 64, "draw1"),
  ]

  @Test(arguments: wrong)
  func simulateSaysWhatIsWrong(_ words: [String], _ code: Int32, _ says: String) throws {
    try folder.write("draw1,x\n1,2\n2,3\n4,4\n", to: "taken.csv")
    let result = folder.run(["simulate"] + words)
    #expect(result.exitCode == code, "\(words): \(result.standardError)")
    #expect(result.standardError.hasPrefix("error: ") && result.standardOutput.isEmpty)
    #expect(result.standardError.contains(says), "\(result.standardError)")
  }
}
