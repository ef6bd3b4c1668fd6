import Testing

@testable import Tables

/// Days by GNU date: `echo $(( $(date -ud 2016-02-29 +%s) / 86400 ))`.
@Suite("Dates in text")
struct DateTests {
  /// 2016-02-29 in the forms that people write.
  @Test(arguments: [
    "2016-02-29", "2016/02/29", "2016/2/29", "2016.02.29", "29.02.2016", "29.2.2016", "29 Feb 2016",
    "29-Feb-2016", "29FEB2016", "29 February 2016", "29. February 2016", "Feb 29, 2016",
    "February 29 2016", "29/02/2016", "2/29/2016", "29-02-2016", "2016-02-29T00:00:00",
    "2016-02-29 00:00:00Z",
  ])
  func commonFormsAreDates(text: String) throws {
    let column = try column([text, "2016-03-01"])
    #expect(column.unit == .date && column.values == .number([16860, 16861]))
    #expect(column.labels == ["2016-02-29", "2016-03-01"])
  }

  @Test(arguments: [
    "2015-02-29", "2016-13-01", "2016-00-10", "2016-02", "2016-2-29-1", "29/02/16", "02.29.2016",
    "2016-02/29", "29 Fob 2016", "Feb 2016", "2016-02-29T25:00", "2016-02-29+02:00", "16-02-29",
    "30 Feb 2016", "20160229x", "-016-02-29",
  ])
  func othersAreNot(text: String) {
    #expect(WrittenDate(text) == nil)
  }

  @Test func timesOfDayAreFractions() throws {
    let column = try column(["2016-02-29T12:00", "2016-02-29 06:00:00", "1969-12-31 18:00:00.250Z"])
    #expect(column.values == .number([16860.5, 16860.25, -1 + 64_800.25 / 86_400]))
    #expect(
      column.labels == ["2016-02-29T12:00:00", "2016-02-29T06:00:00", "1969-12-31T18:00:00.250"])
  }

  @Test func oneDateSettlesTheOrderForAll() throws {
    #expect(try column(["03/04/2020", "13/04/2020"]).labels == ["2020-04-03", "2020-04-13"])
    #expect(try column(["03/04/2020", "04/13/2020"]).labels == ["2020-03-04", "2020-04-13"])
    let table = try reading("a,b\n03/04/2020,1/31/2020\n05/06/2020,2/1/2020\n").table
    #expect(try table.column("a").labels == ["2020-03-04", "2020-05-06"])
    // The same in either order.
    #expect(try column(["03/03/2020", "04/04/2020"]).unit == .date)
  }

  @Test func whatNothingSettlesIsAnErrorWithARemedy() throws {
    let ambiguous = try column(["03/04/2020", "05/06/2020", "03/03/2020"])
    #expect(ambiguous.unit == .plain)
    #expect(throws: TableError.ambiguousDates(column: "d", text: "03/04/2020")) {
      try ambiguous.numericValues()
    }
    #expect(try column(["03/04/2020"], order: .dayFirst).values == .number([18355]))
    #expect(try column(["03/04/2020"], order: .monthFirst).values == .number([18325]))
    // Columns that contradict each other settle nothing for a third.
    let three = try reading("a,b,c\n03/04/2020,1/31/2020,31/1/2020\n").table
    #expect(try three.column("a").numbersSpoilt != nil)
  }

  @Test func wordsAmongDatesAreAnError() throws {
    let column = try column(["2020-01-31", "unknown", "2020-02-30", "2021-12-31", "2020-01-01"])
    guard case .wordsAmongNumbers(_, let words, let rows)? = column.numbersSpoilt else {
      Issue.record("no error")
      return
    }
    #expect(words.map(\.text) == ["unknown", "2020-02-30"] && rows == 5)
    var options = CSVOptions(missingWords: ["unknown"])
    let table = try reading("d\n2020-01-31\nunknown\n2021-12-31\n", options).table
    #expect(try table.column("d").labels == ["2020-01-31", nil, "2021-12-31"])
    options.textColumns = ["d"]
    let texts = try reading("d\n2020-01-31\n31/01/2020\n", options).table.column("d")
    #expect(texts.unit == .plain && texts.labels == ["2020-01-31", "31/01/2020"])
  }

  @Test func noteSaysWhatWasRead() throws {
    let notes = try reading("d,e\n31/01/2020,2020-01-31\n13/01/2020,2020-01-31\n").notes
    #expect(
      notes.map(\.description) == [
        "column \"d\": dates, such as \"31/01/2020\", read as 2020-01-31; numbers in formulas, days "
          + "since 1970-01-01",
        "column \"e\": dates, such as \"2020-01-31\", read as 2020-01-31; numbers in formulas, days "
          + "since 1970-01-01",
      ])
  }

  @Test func datesAreWrittenAndDescribedAsDates() throws {
    let table = try reading("d,x\n29.02.2016,1\n31.12.1969,2\n,3\n").table
    #expect(table.csvText(delimiter: .comma) == "d,x\n2016-02-29,1\n1969-12-31,2\n,3\n")
    let description = try table.column("d").description()
    #expect(description.kind == .date && description.levels.isEmpty)
    #expect(description.moments?.minimum == -1 && description.moments?.maximum == 16860)
    #expect(description.suspicious.isEmpty)
  }

  /// Every day of eight centuries there and back; texts sort as days do.
  @Test func textsAndDaysAreOneToOne() {
    var last = ""
    for day in -146_097...146_097 {
      let text = dateText(Double(day))
      if isoDays(text) != Double(day) || !(last < text) { Issue.record("\(day) \(text)") }
      last = text
    }
    #expect(dateText(1e300) == "1e+300" && dateText(-1e300) == "-1e+300")
  }

  private func reading(_ text: String, _ options: CSVOptions = CSVOptions()) throws -> CSVReading {
    try CSVReading(bytes: Array(text.utf8), options: options, name: "a.csv")
  }

  private func column(_ cells: [String], order: CSVOptions.DateOrder? = nil) throws -> Column {
    var options = CSVOptions()
    options.dateOrder = order
    let lines = cells.map { "\"\($0)\"\n" }.joined()
    return try reading("d\n" + lines, options).table.column("d")
  }
}
