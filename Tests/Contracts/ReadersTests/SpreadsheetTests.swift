#if Spreadsheets
  @testable import ConcordReaders
  import Tables
  import Testing

  /// Expected values are what the scripts beside the fixtures hand to the program that wrote them.
  @Suite struct SpreadsheetTests {
    @Test(arguments: ["pandas.xlsx", "openxlsx.xlsx", "libreoffice.xlsx"])
    func valuesAreThoseWritten(_ file: String) throws {
      let read = try reading(file)
      #expect(try integers(read.table, "id") == [501, 502, 503])
      #expect(try texts(read.table, "name").values == ["Öst", "North, High", "East \"B\""])
      #expect(try numbers(read.table, "score") == [0.1, nil, 123456.789])
      #expect(try numbers(read.table, "visited") == [16860, -1, 17424])
      #expect(
        try read.table.column("visited").labels == ["2016-02-29", "1969-12-31", "2017-09-15"])
      #expect(
        read.notes == [
          .text(.dates(columns: ["visited"], example: "2016-02-29", days: 16860))
        ])
    }

    @Test func perCentFormatsArePerCent() throws {
      let share = try #require(try reading("libreoffice.xlsx").table["share"])
      #expect(share.unit == .perCent)
      #expect(share.values == .number([12.5, 7, 100]))
    }

    @Test func aSheetIsFoundByNameAndNumber() throws {
      for sheet in [.name("Schools 2017"), .name("schools 2017")] as [ReaderOptions.Sheet] {
        #expect(try reading("openpyxl.xlsx", ReaderOptions(sheet: sheet)).table.rowCount == 4)
      }
      // The third sheet is called 2: a name is found before a number.
      let second = try reading("openpyxl.xlsx", ReaderOptions(sheet: .number(2))).table
      #expect(try integers(second, "id") == [1, 2, 3])
      #expect(try reading("openpyxl.xlsx", ReaderOptions(sheet: .number(3))).table == second)
      let bytes = try fixture("openpyxl.xlsx")
      for sheet in [.number(0), .number(4), .name("School")] as [ReaderOptions.Sheet] {
        #expect(
          readerError(bytes, "o.xlsx", ReaderOptions(sheet: sheet))
            == .noSheet(sheet, file: "o.xlsx", sheets: ["Notes", "Schools 2017", "2"]))
      }
    }

    @Test func titlesAreAboveTheTable() throws {
      let read = try reading("openpyxl.xlsx", ReaderOptions(sheet: .name("Schools 2017")))
      let table = read.table
      #expect(table.columnNames == ["School", "Poverty", "Visited", "Score", "Code"])
      #expect(try texts(table, "School").values == ["North", "South", "East", "West"])
      #expect(table["Poverty"]?.unit == .perCent)
      #expect(try numbers(table, "Poverty") == [7, 12.5, 100, nil])
      #expect(try numbers(table, "Visited") == [16860, 10956, 18262, nil])
      #expect(try numbers(table, "Score") == [12.5, nil, -3, 1e-10])
      #expect(
        read.notes.contains(.titleRows(count: 2, first: "District report, school year 2017")))
      #expect(read.notes.contains(.hiddenRows(1)))
      #expect(!read.notes.contains { if case .mergedCells = $0 { true } else { false } })
      #expect(read.line(ofRow: 0) == 5)
    }

    @Test func errorsAreMissingByReason() throws {
      let read = try reading("openpyxl.xlsx", ReaderOptions(sheet: .name("Schools 2017")))
      let score = try #require(read.variables.first { $0.name == "Score" })
      #expect(score.missing == [.init(code: "#N/A", label: nil, count: 1)])
    }

    @Test func perCentAmongPlainNumbersIsPlain() throws {
      let table = try reading("openpyxl.xlsx", ReaderOptions(sheet: .name("2"))).table
      #expect(table["share"]?.unit == .plain)
      #expect(try numbers(table, "share") == [0.5, 0.25, nil])
    }

    @Test func linesCanBeSkippedByNumber() throws {
      var text = CSVOptions()
      text.skippedLines = 4
      let options = ReaderOptions(text: text, sheet: .name("Schools 2017"))
      let table = try reading("openpyxl.xlsx", options).table
      #expect(table.rowCount == 3)
      #expect(table.columnNames.first == "North")
    }

    @Test func aBombIsRefusedByALimitThatCanBeRaised() throws {
      let error = readerError(try fixture("bomb.xlsx.gz"), "bomb.xlsx.gz")
      #expect(
        error
          == .unpacksTooFar(
            file: "bomb.xlsx.gz", limit: ReaderOptions.alwaysUnpacked, times: 200))
      let raised = try reading("bomb.xlsx.gz", ReaderOptions(unpackLimit: 2000))
      #expect(raised.table.columnNames == [String(repeating: "x", count: 32)])
    }

    @Test func whatIsNoSpreadsheetIsSaid() throws {
      #expect(
        readerError(Array("a,b\n1,2\n".utf8), "a.xlsx")
          == .notThatFormat(file: "a.xlsx", format: .spreadsheet))
      let old: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
      guard case .unsupported? = readerError(old, "a.xlsx") else {
        Issue.record("an old file is read")
        return
      }
      let bytes = try fixture("pandas.xlsx")
      for count in [4, 100, bytes.count / 2, bytes.count - 30] {
        guard case .damaged? = readerError(Array(bytes.prefix(count)), "a.xlsx") else {
          Issue.record("\(count) bytes were read")
          continue
        }
      }
    }
  }
#endif
