import Foundation
import Testing

/// What comes of files as people have them, asked of the command.
@Suite("Files as people have them")
struct ReadingCommandTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  /// The slope of a term and the rows used.
  private func slope(_ line: [String], _ term: String) throws -> (
    slope: Double, error: Double, used: Int
  ) {
    let object = try folder.object(line)
    let rows = try object.rows("coefficients")
    let row = try #require(rows.first { $0["term"] as? String == term })
    return (
      try #require(row["estimate"] as? Double), try #require(row["standardError"] as? Double),
      try #require(try object.object("data")["used"] as? Int)
    )
  }

  private func isClose(_ a: Double, _ b: Double) -> Bool { (a - b).magnitude < 6e-6 }

  private static let words = [
    "*", "N/A", "(blank)", "--", "-", "PS", "s", "#DIV/0!", ".", ".a", "NAN", "na", "NULL", "#N/A",
    "<10",
    "n<10", "≤5%", "≥95%", "10-19", "it's", "a word", "1e999", "2024-05-01",
  ]

  /// Any word among numbers, in the response or a predictor, streamed or not: an error with the word, its
  /// rows and lines and an option which, pasted, gives R's answer without the rows.
  @Test(arguments: words, ["x", "y"])
  func wordsAmongNumbersAreAnError(word: String, column: String) throws {
    try folder.write(MessyFile.text(column, [word]), to: "words.csv")
    for extra in [[], ["--stream"]] {
      let result = folder.run(["fit", "@words.csv", "y ~ x"] + extra)
      #expect(result.exitCode == 65 && result.standardOutput.isEmpty)
      #expect(
        result.standardError.contains("\"\(word)\" in 3 of 40 rows, first row 7, line 8;"),
        "\(result.standardError)")
      let option = try pasted(result.standardError)
      if column == "x" {
        let found = try slope(["fit", "@words.csv", "y ~ x"] + extra + option, "x")
        #expect(found.used == 37 && isClose(found.slope, -0.27116) && isClose(found.error, 0.02951))
      }
    }
    let asText = folder.run("fit", "@words.csv", "id ~ x", "--text", column)
    #expect(asText.exitCode == 0, "\(asText.standardError)")
  }

  /// The first option that a message proposes, as a shell would take it apart.
  private func pasted(_ message: String) throws -> [String] {
    let start = try #require(message.range(of: "say --missing"))
    let end = try #require(message.range(of: ", if the values"))
    let text = String(message[start.upperBound..<end.lowerBound])
    let argument = text.dropFirst().replacingOccurrences(of: "'\\''", with: "\u{1}")
      .replacingOccurrences(of: "'", with: "").replacingOccurrences(of: "\u{1}", with: "'")
    return ["--missing=\(argument)"]
  }

  @Test func questionsNameTheWordToo() throws {
    try folder.write(MessyFile.text("x", ["*"]), to: "words.csv")
    try folder.write(MessyFile.text(), to: "clean.csv")
    let lines = [
      ["anova", "@words.csv", "y ~ x"], ["gap", "@words.csv", "y ~ x", "--of", "x=80,20"],
      ["fit", "@words.csv", "y ~ log(x)"], ["fit", "@words.csv", "y ~ district", "--weights", "x"],
      ["fit", "@words.csv", "y ~ id", "--where", "x > 20"],
    ]
    for line in lines {
      let result = folder.run(line)
      #expect(result.exitCode == 65, "\(line): \(result.standardError)")
      #expect(
        result.standardError.contains("\"*\" in 3 of 40 rows, first row 7, line 8"), "\(line)")
    }
    let predicted = folder.run("predict", "@clean.csv", "y ~ x", "--new", "@words.csv")
    #expect(predicted.exitCode == 65)
    #expect(predicted.standardError.contains("\"*\" in row 7 (line 8"))
    // A column that is not used, or used as what it is, is nobody's business.
    #expect(folder.run("fit", "@words.csv", "y ~ id").exitCode == 0)
    #expect(folder.run("fit", "@words.csv", "y ~ factor(x)").exitCode == 0)
    #expect(folder.run("fit", "@words.csv", "y ~ id", "--cluster", "x").exitCode == 0)
    let json = folder.run("fit", "@words.csv", "y ~ x", "--json")
    let error = try jsonObject(json.standardError).object("error")
    #expect(error["code"] as? String == "notNumeric")
    #expect(try error.object("location")["line"] as? Int == 8)
  }

  @Test(arguments: [
    ["--missing", "*", "--missing", "N/A"], ["--missing", "N/A, *"], ["--missing", " * ,N/A"],
    ["--missing", "x=*,N/A"], ["--missing", "`x`=N/A", "--missing", "x=*"],
  ])
  func allMissingWordsCount(options: [String]) throws {
    try folder.write(MessyFile.text("x", ["*", "N/A"]), to: "words.csv")
    let found = try slope(["fit", "@words.csv", "y ~ x"] + options, "x")
    #expect(found.used == 37 && isClose(found.slope, -0.27116))
  }

  @Test(arguments: ["-9", "-9.0", "-9.00", "-09"], ["-9", "-9.0", "x=-9"])
  func numbersMatchByValue(written: String, declared: String) throws {
    try folder.write(MessyFile.text("x", [written]), to: "codes.csv")
    let found = try slope(["fit", "@codes.csv", "y ~ x", "--missing", declared], "x")
    #expect(found.used == 37 && isClose(found.slope, -0.27116))
  }

  @Test func aWordThatMatchesNothingIsSaid() throws {
    try folder.write(MessyFile.text(), to: "clean.csv")
    let result = folder.run("fit", "@clean.csv", "y ~ x", "--missing", "supressed")
    #expect(result.exitCode == 0)
    #expect(result.standardError.hasPrefix("note: no field is \"supressed\""))
    let unknown = folder.run("fit", "@clean.csv", "y ~ x", "--missing", "xx=-9")
    #expect(unknown.exitCode == 65 && unknown.standardError.contains("no column \"xx\""))
  }

  /// Cautioned before anything else, with a remedy that works when pasted.
  @Test(arguments: ["-9", "-99", "999", "-1"])
  func codesAreCautionedFirst(code: String) throws {
    try folder.write(MessyFile.text("x", [code]), to: "codes.csv")
    for extra in [[], ["--stream"]] {
      let result = folder.run(["fit", "@codes.csv", "y ~ x"] + extra)
      let first =
        "warning: 3 values of x are \(code) (first in row 7, line 8), which looks like a code"
      #expect(
        result.exitCode == 0 && result.standardError.hasPrefix(first), "\(result.standardError)")
      #expect(result.standardError.contains("say --missing x=\(code)\n"))
      let found = try slope(["fit", "@codes.csv", "y ~ x", "--missing", "x=\(code)"] + extra, "x")
      #expect(found.used == 37 && isClose(found.slope, -0.27116))
    }
    let filtered = folder.run("fit", "@codes.csv", "y ~ x", "--where", "x > 0 && x < 100")
    #expect(!filtered.standardError.contains("looks like"))
  }

  @Test(arguments: ["Total", "Statewide", "All schools", "State average"])
  func totalsAreCautioned(word: String) throws {
    let text =
      "school" + MessyFile.text().dropFirst(2) + "\(word),,2099.2,,,1543.6\n"
    try folder.write(String(text), to: "totals.csv")
    for extra in [[], ["--stream"]] {
      let result = folder.run(["fit", "@totals.csv", "y ~ x"] + extra)
      #expect(
        result.standardError.hasPrefix(
          "warning: row 41, line 42 looks like a total (school is \"\(word)\"), used as data;"),
        "\(result.standardError)")
      #expect(result.standardError.contains("--where 'school != \"\(word)\"'"))
    }
    let found = try slope(
      ["fit", "@totals.csv", "y ~ x", "--where", "school != \"\(word)\""], "x")
    #expect(found.used == 40 && isClose(found.slope, -0.26209))
  }

  /// Numbers in another dress have R's slope, and the dress is said.
  @Test func dressedNumbersAreRead() throws {
    try folder.write(
      MessyFile.text(change: { $0.replacingOccurrences(of: "-", with: "\u{2212}") }),
      to: "minus.csv")
    #expect(isClose(try slope(["fit", "@minus.csv", "y ~ net"], "net").slope, -0.26209))
    let amounts = MessyFile.rows.map { row in
      let thousands = row[3].count > 3 ? "\(row[3].dropLast(3)),\(row[3].suffix(3))" : row[3]
      return "\(row[5]),\"$\(thousands).00\"\n"
    }
    try folder.write("y,pupils\n" + amounts.joined(), to: "dollars.csv")
    let found = try slope(["fit", "@dollars.csv", "y ~ pupils"], "pupils")
    #expect(isClose(found.slope, -0.011402) && isClose(found.error, 0.001404))
    let decimal = MessyFile.rows.map {
      "\"\($0[2].replacingOccurrences(of: ".", with: ","))\",\($0[5])\n"
    }
    try folder.write("x,y\n" + decimal.joined(), to: "comma.csv")
    #expect(isClose(try slope(["fit", "@comma.csv", "y ~ x"], "x").slope, -0.26209))
    let result = folder.run("fit", "@comma.csv", "y ~ x")
    #expect(result.standardError.hasPrefix("note: column \"x\": numbers with a decimal comma"))
    let brackets = MessyFile.rows.map { row in
      (row[4].hasPrefix("-") ? "(\(row[4].dropFirst()))" : row[4]) + ",\(row[5])\n"
    }
    try folder.write("net,y\n" + brackets.joined(), to: "brackets.csv")
    #expect(isClose(try slope(["fit", "@brackets.csv", "y ~ net"], "net").slope, -0.26209))
  }

  /// The same bytes from a file, a stream of blocks and options that say what is found otherwise.
  @Test(arguments: [
    (";", ["--delimiter", ";"]), ("|", ["--delimiter", "|"]), ("\t", ["--delimiter", "tab"]),
  ])
  func optionsSayWhatIsFoundOtherwise(delimiter: String, options: [String]) throws {
    try folder.write(MessyFile.text(delimiter: delimiter), to: "other.csv")
    let silent = folder.run(["fit", "@other.csv", "y ~ x"] + options)
    #expect(silent.exitCode == 0 && silent.standardError.isEmpty)
    let found = folder.run("fit", "@other.csv", "y ~ x")
    #expect(found.standardError.hasPrefix("note: the fields are separated by a"))
    #expect(found.standardOutput == silent.standardOutput)
    for extra in [[], ["--stream"]] {
      #expect(isClose(try slope(["fit", "@other.csv", "y ~ x"] + extra, "x").slope, -0.26209))
    }
  }

  @Test func everyReadingOptionHasAnEffectOrIsRefused() throws {
    let text =
      "Title; with a mark\n\nid;x;y\nn;%;pts\n"
      + MessyFile.rows.map {
        "\($0[0]);\($0[2].replacingOccurrences(of: ".", with: ","));\($0[5].replacingOccurrences(of: ".", with: ","))\n"
      }.joined() + "# a comment\n41;3\nend of file\n"
    try folder.write(text, to: "all.csv")
    let options = [
      "--delimiter", ";", "--decimal", ",", "--skip", "2", "--header-rows", "2", "--footer", "1",
      "--comment", "#", "--encoding", "utf-8", "--fill", "--number", "x,y",
    ]
    let found = try slope(["fit", "@all.csv", "y ~ x"] + options, "x")
    #expect(found.used == 40 && isClose(found.slope, -0.26209))
    for place in [0, 2, 4, 6, 10, 14] {
      var fewer = options
      fewer.removeSubrange(place..<min(fewer.count, place + (fewer[place] == "--fill" ? 1 : 2)))
      let result = folder.run(["fit", "@all.csv", "y ~ x"] + fewer)
      _ = result  // Found by itself, or an error: never a trap.
    }
    for bad in [
      ["--delimiter", "x"], ["--decimal", ";"], ["--thousands", "x"], ["--skip", "-1"],
      ["--header-rows", "0"], ["--footer", "x"], ["--comment", ""], ["--encoding", "ebcdic"],
      ["--decimal", ",", "--thousands", ","], ["--text", ""], ["--text", "x", "--number", "x"],
      ["--missing", "x="],
    ] {
      #expect(folder.run(["fit", "@all.csv", "y ~ x"] + bad).exitCode == 64, "\(bad)")
    }
  }

  @Test func notesAreNotLostWithAnError() throws {
    try folder.write(MessyFile.text("x", ["*"], delimiter: ";"), to: "other.csv")
    let result = folder.run("fit", "@other.csv", "y ~ x")
    let lines = result.standardError.split(separator: "\n")
    #expect(result.exitCode == 65 && lines.count == 2)
    #expect(
      lines[0] == "note: the fields are separated by a semicolon" && lines[1].hasPrefix("error: "))
    let json = try jsonObject(folder.run("fit", "@other.csv", "y ~ x", "--json").standardError)
    #expect(try json.rows("warnings").first?["code"] as? String == "reading")
    let answer = try folder.object("fit", "@other.csv", "y ~ net")
    #expect(try answer.rows("warnings").first?["code"] as? String == "reading")
  }

  private static let identifiers: [[String]] = [
    ["A", "B", "C", "D", "E", "F", "G", "H"],
    (0..<8).map { "9007199254740992\($0)" }, (0..<8).map { "10000000000000000030\($0)" },
    ["501", "0501", "00501", "77", "077", "0077", "8", "08"],
    ["1E5", "100000", "10E4", "2E3", "2000", "3E1", "30", "4"],
    ["1e5", "1e+05", "0100000", "2", "02", "002", "3", "03"],
  ]

  /// Clusters and factors are the eight groups whatever they are called: the standard error 0.183 on 5.66
  /// df is clubSandwich's, F 3.98 on 7 and 31 df `lm`'s.
  @Test(arguments: identifiers)
  func identifiersStayWhatTheyAre(names: [String]) throws {
    try folder.write(GroupedFile.text(names), to: "ids.csv")
    for extra in [[], ["--stream"]] where extra.isEmpty {
      let object = try folder.object(
        ["fit", "@ids.csv", "y ~ x", "--cluster", "id", "--covariance", "CR1"] + extra)
      let x = try #require(try object.rows("coefficients").last)
      #expect(((x["standardError"] as? Double ?? 0) - 0.1829).magnitude < 1e-4)
      #expect(((x["degreesOfFreedom"] as? Double ?? 0) - 5.66).magnitude < 5e-3)
    }
    for formula in ["y ~ x + factor(id)", "y ~ x + id"] {
      let options = formula.contains("factor") ? [] : ["--factor", "id"]
      let rows = try folder.object(["anova", "@ids.csv", formula] + options).rows("rows")
      let row = try #require(rows.first { ($0["term"] as? String ?? "").contains("id") })
      #expect(row["df"] as? Int == 7 || row["df"] as? Double == 7)
      #expect(((row["statistic"] as? Double ?? 0) - 3.983).magnitude < 1e-3)
    }
    let modes = try folder.object("fit", "@ids.csv", "y ~ x + (1 | id)", "--modes")
    #expect(
      Set(try modes.rows("conditionalModes").compactMap { $0["level"] as? String }) == Set(names))
    let drawn = folder.run("simulate", "@ids.csv", "y ~ x", "--seed", "1", "--format", "csv")
    let written = drawn.standardOutput.split(separator: "\n").dropFirst().compactMap { line in
      line.split(separator: ",").dropFirst(2).first.map(String.init)
    }
    #expect(written == (0..<40).map { names[$0 / 5] })
    let one = try folder.object("fit", "@ids.csv", "y ~ x", "--where", "id == \"\(names[1])\"")
    #expect(try one.object("data")["used"] as? Int == 5)
    let two = try folder.object(
      "fit", "@ids.csv", "y ~ x", "--where", "id in (\"\(names[1])\", \"\(names[6])\")")
    #expect(try two.object("data")["used"] as? Int == 10)
  }

  @Test func describeSaysHowColumnsWereRead() throws {
    try folder.write(MessyFile.text("x", ["*", "<10", ""]), to: "words.csv")
    let object = try folder.object("describe", "@words.csv", "--missing", "*,<10")
    let x = try #require(try object.rows("rows").first { $0["column"] as? String == "x" })
    #expect(
      x["kind"] as? String == "number" && x["used"] as? Int == 37 && x["missing"] as? Int == 3)
    #expect(x["suppressed"] as? Int == 1)
    let reasons = try #require(x["missingBy"] as? [[String: Any]])
    #expect(reasons.compactMap { $0["word"] as? String } == ["", "*", "<10"])
    let grouped = try folder.object(
      "describe", "@words.csv", "--columns", "y", "--group", "district")
    let rows = try grouped.rows("rows")
    #expect(rows.count == 10 && rows.allSatisfy { $0["used"] as? Int == 4 })
    // The mean of y in district 1: (36.4 + 27.5 + 30.5 + 53.3) / 4.
    #expect(((rows[0]["mean"] as? Double ?? 0) - 36.925).magnitude < 1e-12)
    for format in ["text", "markdown", "html", "latex", "csv"] {
      let result = folder.run("describe", "@words.csv", "--format", format)
      #expect(result.exitCode == 0 && result.standardOutput.contains("district"))
    }
    #expect(folder.run("describe", "@words.csv", "--columns", "z").exitCode == 65)
    #expect(folder.run("describe", "@words.csv").standardError.contains("\"*\" in row 7, line 8"))
  }

  /// What is said of rows is said of those that are described.
  @Test func describeCautionsOfTheRowsKept() throws {
    let text = "school" + MessyFile.text().dropFirst(2) + "Total,,2099.2,,,1543.6\n"
    try folder.write(String(text), to: "totals.csv")
    try folder.write(MessyFile.text("x", ["999"]), to: "codes.csv")
    let lines = [
      ("looks like a total", ["describe", "@totals.csv"], "school != \"Total\""),
      ("3 values of x are 999", ["describe", "@codes.csv"], "x < 500"),
    ]
    for (caution, line, filter) in lines {
      #expect(folder.run(line).standardError.contains(caution))
      let part = folder.run(line + ["--where", filter])
      #expect(part.exitCode == 0 && !part.standardError.contains("looks like"), "\(part)")
    }
  }

  @Test func joinWritesWhatMatches() throws {
    try folder.write("school,y\n01,3\n1,4\n2,5\n", to: "a.csv")
    try folder.write("school,p\n2,4\n01,3\n9,1\n", to: "b.csv")
    let result = folder.run("join", "@a.csv", "@b.csv", "--by", "school")
    #expect(result.standardOutput == "school,y,p\n01,3,3\n1,4,\n2,5,4\n")
    #expect(result.standardError.contains("note: 1 key of b.csv is not in a.csv: \"9\""))
    let object = try folder.object("join", "@a.csv", "@b.csv", "--by", "school", "--kind", "inner")
    #expect(try object.object("data")["matched"] as? Int == 2)
    #expect(try object.rows("rows").count == 2)
    #expect(try object.rows("rows").first?["school"] as? String == "01")
    let missing = folder.run("join", "@a.csv", "@b.csv", "--by", "schol")
    #expect(missing.exitCode == 65 && missing.standardError.contains("the closest is \"school\""))
    try folder.write("school,p\n2,4\n2,3\n", to: "twice.csv")
    let twice = folder.run("join", "@a.csv", "@twice.csv", "--by", "school")
    #expect(twice.exitCode == 65 && twice.standardError.contains("key \"2\" stands in 2 rows"))
  }
}
