#if StatisticalFiles
  @testable import ConcordReaders
  import Tables
  import Testing

  /// Expected values are what the scripts beside the fixtures hand to the program that wrote them.
  @Suite struct StatisticalFileTests {
    private static let haven = [
      "haven-08.dta", "haven-12.dta", "haven-13.dta", "haven-14.dta", "haven-15.dta",
      "haven-byte.sav", "haven-none.sav", "haven-zlib.sav", "haven.sas7bdat",
    ]

    @Test(arguments: haven) func valuesAreThoseWritten(_ file: String) throws {
      let table = try reading(file).table
      #expect(try integers(table, "id") == [501, 502, 503, 504, 505, 506])
      #expect(try numbers(table, "score") == [0.1, -12.5, nil, 1e-10, 123456.789, 3])
      #expect(try integers(table, "pupils") == [300, 0, 25, nil, 1200, 7])
      let isOld = ["haven-08.dta", "haven-12.dta", "haven-13.dta"].contains(file)
      #expect(
        try texts(table, "name").values == [
          isOld ? "Oest" : "Öst", "North High", nil, isOld ? "Soeur" : "Sœur", "East \"B\"",
          "Lake, West",
        ])
    }

    /// Days by R: `as.integer(as.Date("2016-02-29"))` is 16860.
    @Test(arguments: haven) func datesAreDaysSince1970(_ file: String) throws {
      let read = try reading(file)
      #expect(try numbers(read.table, "visited") == [16860, -1, nil, 18262, -25508, 17424])
      let visited = try read.table.column("visited")
      #expect(visited.unit == .date)
      #expect(
        visited.labels == [
          "2016-02-29", "1969-12-31", nil, "2020-01-01", "1900-03-01", "2017-09-15",
        ])
      #expect(read.notes.contains(.days(columns: ["visited"])))
    }

    @Test(arguments: haven.filter { !$0.hasSuffix("sas7bdat") })
    func valueLabelsAreLevelsInTheOrderOfCodes(_ file: String) throws {
      let read = try reading(file)
      let sector = try texts(read.table, "sector")
      #expect(sector.levels == ["Public", "Catholic", "Other"])
      #expect(
        sector.values == ["Catholic", "Public", "Public", "Other", "Catholic", "Public"])
      #expect(try integers(read.table, "years") == [0, 4, 12, 0, 7, nil])
      let years = try #require(read.variables.first { $0.name == "years" })
      #expect(years.valueLabels == [.init(value: "0", label: "None")])
      #expect(years.reading == .plain)
      let labels = read.variables.map(\.label)
      #expect(labels.contains("Mean score, spring") && labels.contains("Sector"))
    }

    @Test func codesAreNumbersIfAsked() throws {
      var text = CSVOptions()
      text.numberColumns = ["sector"]
      let table = try reading("haven-15.dta", ReaderOptions(text: text)).table
      #expect(try integers(table, "sector") == [2, 1, 1, 3, 2, 1])
      text.numberColumns = ["name"]
      #expect(
        readerError(try fixture("haven-15.dta"), "haven-15.dta", ReaderOptions(text: text))
          == .notNumeric(column: "name", file: "haven-15.dta"))
      text.numberColumns = ["sectr"]
      #expect(
        readerError(try fixture("haven-15.dta"), "haven-15.dta", ReaderOptions(text: text))
          == .table(.noColumn("sectr", closest: "sector")))
    }

    @Test func numbersAreTextIfAsked() throws {
      var text = CSVOptions()
      text.textColumns = ["id", "sector"]
      let table = try reading("haven-byte.sav", ReaderOptions(text: text)).table
      #expect(try texts(table, "id").levels == ["501", "502", "503", "504", "505", "506"])
      #expect(try texts(table, "sector").levels == ["1", "2", "3"])
    }

    @Test(
      arguments: [
        ("haven-08.dta", [(".a", "Refused", 2), (".b", nil, 1)]),
        ("haven-15.dta", [(".a", "Refused", 2), (".b", nil, 1)]),
        ("haven-byte.sav", [("-9", "Refused", 2), ("-8", "Don't know", 1)]),
        ("haven-zlib.sav", [("-9", "Refused", 2), ("-8", "Don't know", 1)]),
        ("haven.sas7bdat", [(".A", nil, 2), (".Z", nil, 1)]),
      ] as [(String, [(String, String?, Int)])])
    func missingValuesHaveReasons(
      _ file: String, _ reasons: [(code: String, label: String?, count: Int)]
    ) throws {
      let read = try reading(file)
      let commitment = try #require(read.variables.first { $0.name == "commitment" })
      #expect(
        commitment.missing == reasons.map { .init(code: $0.code, label: $0.label, count: $0.count) }
      )
      #expect(try integers(read.table, "commitment") == [4, nil, 2, nil, nil, 5])
      let words = try #require(read.table["commitment"]?.record?.missing)
      #expect(words.map(\.count) == reasons.map(\.count))
    }

    @Test func rangesAreMissingWithTheirEnds() throws {
      let read = try reading("haven-none.sav")
      #expect(try numbers(read.table, "share") == [0.5, nil, 0.25, nil, nil, 0.75])
      let share = try #require(read.variables.first { $0.name == "share" })
      #expect(share.missing.map(\.code) == ["998", "999", "1000"])
    }

    @Test func textsWithLabelsForSomeStayTexts() throws {
      let grade = try texts(try reading("haven-byte.sav").table, "grade")
      #expect(grade.values == ["a", "b", "a", "c", nil, "b"])
    }

    @Test func aMissingCodeIsNoLevel() throws {
      let read = try reading("pyreadstat.sav")
      let mood = try texts(read.table, "mood")
      #expect(mood.levels == ["Bad", "Good"])
      #expect(mood.values == ["Bad", "Good", nil])
      #expect(read.variables.last?.missing == [.init(code: "9", label: "No answer", count: 1)])
    }

    @Test func wordsForMissingValuesMatchByValue() throws {
      var text = CSVOptions(missingWords: ["-12.50", "North High", "77"])
      text.columnMissingWords = ["pupils": ["0"]]
      let read = try reading("haven-byte.sav", ReaderOptions(text: text))
      #expect(try numbers(read.table, "score") == [0.1, nil, nil, 1e-10, 123456.789, 3])
      #expect(try integers(read.table, "pupils") == [300, nil, 25, nil, 1200, 7])
      #expect(try integers(read.table, "years") == [0, 4, 12, 0, 7, nil])
      #expect(try texts(read.table, "name").values[1] == nil)
      #expect(!(try texts(read.table, "name").levels.contains("North High")))
      #expect(read.notes.contains(.text(.unusedMissingWord("77", column: nil))))
    }

    @Test(arguments: [114, 117, 118, 119]) func pandasWritesStata(_ version: Int) throws {
      let table = try reading("pandas-\(version).dta").table
      #expect(try integers(table, "id") == [501, 502, 503])
      #expect(
        try texts(table, "name").values == [
          version < 118 ? "Oest" : "Öst", "North, High", "East \"B\"",
        ])
      #expect(try numbers(table, "score") == [0.1, nil, 123456.789])
      #expect(try numbers(table, "visited") == [16860, -1, 17424])
      #expect(try texts(table, "sector").values == ["Public", "Catholic", "Public"])
      #expect(try texts(table, "sector").levels == ["Public", "Catholic", "Other"])
    }

    @Test(arguments: ["haven-15.dta", "haven-none.sav", "haven.sas7bdat"])
    func aFileCutShortIsDamaged(_ name: String) throws {
      let bytes = try fixture(name)
      for count in [40, bytes.count / 4, bytes.count / 2, bytes.count - 60] {
        let error = readerError(Array(bytes.prefix(count)), name)
        guard let error else {
          Issue.record("\(count) bytes of \(name) were read")
          continue
        }
        #expect(error.description.hasPrefix("\(name) "), "\(error)")
      }
    }

    @Test func aNameAloneMakesNoFormat() {
      let text = Array("a,b\n1,2\n".utf8)
      for (name, format) in [("a.dta", FileFormat.stata), ("a.sav", .spss), ("a.sas7bdat", .sas)] {
        #expect(readerError(text, name) == .notThatFormat(file: name, format: format))
        #expect(readerError([], name) == .notThatFormat(file: name, format: format))
      }
    }
  }
#endif
