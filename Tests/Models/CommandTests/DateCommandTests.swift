import Testing

/// Dates in files, asked of the command. Numbers are R's:
/// `lm(score ~ as.numeric(as.Date(date, "%d/%m/%Y")))`.
@Suite("Dates of the command")
struct DateCommandTests {
  let folder: Folder

  init() throws {
    folder = try Folder()
    try folder.write(
      """
      school,date,score,group
      1,31/01/2020,10,a
      2,28/02/2020,11,b
      3,15/03/2020,13,a
      4,01/04/2020,12,b
      5,30/05/2020,15,a
      6,12/06/2020,16,b
      7,07/07/2020,18,a
      8,,19,b

      """, to: "dates.csv")
    try folder.write(
      "date,score\n03/01/2020,10\n02/02/2020,11\n05/03/2020,13\n04/04/2020,15\n", to: "open.csv")
  }

  /// In blocks too.
  @Test(arguments: [[], ["--stream"]])
  func slopeIsByDay(_ extra: [String]) throws {
    let object = try folder.object(["fit", "@dates.csv", "score ~ date"] + extra)
    let rows = try object.rows("coefficients")
    let row = try #require(rows.first { $0["term"] as? String == "date" })
    let slope = try #require(row["estimate"] as? Double)
    let error = try #require(row["standardError"] as? Double)
    #expect((slope - 0.04718492883).magnitude < 1e-10)
    #expect((error - 0.004830521929).magnitude < 1e-10)
  }

  @Test func describeShowsDates() throws {
    let text = folder.run("describe", "@dates.csv", "--columns", "date").standardOutput
    #expect(text.contains("date") && text.contains("2020-01-31") && text.contains("2020-07-07"))
    // The mean of R: `mean(as.Date(...))` is "2020-04-17".
    #expect(text.contains("2020-04-17"), "\(text)")
  }

  @Test func rowsAreKeptByDate() throws {
    let object = try folder.object([
      "describe", "@dates.csv", "--where", "date >= 2020-05-30 && year(date) == 2020",
    ])
    #expect(try object.object("data")["used"] as? Int == 3)
  }

  /// `lm(score ~ factor(as.integer(format(date, "%m")) %/% 4))`.
  @Test func monthsAreAFactor() throws {
    let object = try folder.object(["fit", "@dates.csv", "score ~ factor(month(date) %/% 4)"])
    let rows = try object.rows("coefficients")
    let row = try #require(rows.first { $0["term"] as? String == "factor(month(date)%/%4)1" })
    let difference = try #require(row["estimate"] as? Double)
    #expect((difference - 47.0 / 12).magnitude < 1e-12)
  }

  @Test func datesAreWrittenAsISO() throws {
    let text = folder.run(
      "simulate", "@dates.csv", "score ~ date", "--seed", "1", "--format", "csv"
    ).standardOutput
    #expect(text.contains("1,2020-01-31,") && text.contains("7,2020-07-07,"), "\(text)")
    try folder.write("date,size\n2020-01-31,5\n", to: "sizes.csv")
    let joined = folder.run(
      "join", "@dates.csv", "@sizes.csv", "--by", "date", "--format", "csv")
    #expect(joined.standardOutput.contains("2020-01-31"), "\(joined.standardError)")
  }

  /// The remedies of the message, pasted, give the two answers.
  @Test func anOpenOrderIsAnErrorWithRemedies() throws {
    for extra in [[], ["--stream"]] {
      let result = folder.run(["fit", "@open.csv", "score ~ date"] + extra)
      #expect(result.exitCode == 65 && result.standardOutput.isEmpty)
      #expect(
        result.standardError.contains(
          "column \"date\" is not settled: nothing tells whether day or month comes first in "
            + "\"03/01/2020\"; say --dates day-first or --dates month-first, or --text date"),
        "\(result.standardError)")
    }
    for (order, first) in [("day-first", "2020-01-03"), ("month-first", "2020-03-01")] {
      let result = folder.run("describe", "@open.csv", "--dates", order, "--group", "date")
      #expect(result.standardOutput.contains(first), "\(result.standardError)")
      #expect(folder.run("fit", "@open.csv", "score ~ date", "--dates", order).exitCode == 0)
    }
    #expect(folder.run("fit", "@open.csv", "score ~ date", "--dates", "dmy").exitCode == 64)
  }
}
