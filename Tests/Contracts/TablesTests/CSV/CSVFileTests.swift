import Testing

@testable import Tables

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite struct CSVFileTests {
  /// Invented schools, written as messily as districts publish theirs.
  private let schools = """
    School Name,Location Code,District,Address (Full),Zip,Grades,Economic Need Index,School Income Estimate($),Percent ELL,Collaborative Teachers %,Collaborative Teachers Rating,Average ELA Proficiency
    P.S. 901 EXAMPLE,91M901,1,"1 E 1ST ST EXAMPLE TOWN, EX 00001",10009,"PK,0K,01,02,03,04,05",0.919,31141.5,9%,94%,Meeting Target,2.14
    P.S. 902 SAMPLE,91M902,1,"2 1ST AVE EXAMPLE TOWN, EX 00001",10003,"PK,0K,01,02,03,04,05",0.641,56462.75,5%,96%,N/A,2.63
    P.S. 903 SPECIMEN,91M903,1,"3 HIGH ST-2ND FL EXAMPLE TOWN, EX 00002",10002,"PK,0K,01,02,03,04,05,06,07,08",0.559,40809.9,17%,81%,N/A,3.24
    INVENTED ACADEMY,91M904,1,"4 HIGH ST EXAMPLE TOWN, EX 00002",10002,"06,07,08,09,10,11,12",0.832,N/A,14%,77%,Approaching Target,N/A

    """

  private func inTemporaryFile<Result>(
    _ name: String, _ text: String, _ body: (URL) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "tables-tests-\(UInt64.random(in: .min ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = folder.appending(path: name)
    try Data(text.utf8).write(to: url)
    return try body(url)
  }

  @Test func aMessySchoolFileReadsAsItIs() throws {
    let options = CSVOptions(missingWords: ["N/A"])
    let reading = try inTemporaryFile("schools.csv", schools) {
      try CSVReading(contentsOf: $0, options: options)
    }
    let table = reading.table
    #expect(reading.notes.isEmpty)
    #expect(reading.digest == digest(of: Array(schools.utf8)))
    #expect(
      table.columns.map(\.values.typeName) == [
        "category", "category", "integer", "category", "integer", "category", "number", "number",
        "number", "number", "category", "number",
      ])
    #expect(table.columns.map(\.unit).filter { $0 == .perCent }.count == 2)
    #expect(try table.numericValues(of: "Collaborative Teachers %") == [94, 96, 81, 77])
    #expect(try table.numericValues(of: "Economic Need Index") == [0.919, 0.641, 0.559, 0.832])
    #expect(table["School Income Estimate($)"]?.missing == [false, false, false, true])
    #expect(table["Collaborative Teachers Rating"]?.missingCount == 2)
    #expect(cells(table)[0][3] == "1 E 1ST ST EXAMPLE TOWN, EX 00001")
    #expect(cells(table)[2][5] == "PK,0K,01,02,03,04,05,06,07,08")
  }

  @Test func undeclaredMissingWordsAreNamedWhenNumbersAreWanted() throws {
    let table = try Table(csvText: schools)
    let error = #expect(throws: TableError.self) {
      try table.numericValues(of: "Average ELA Proficiency")
    }
    #expect(
      error?.description == """
        column "Average ELA Proficiency" is not numeric: "N/A" in row 4, line 5; if that marks a \
        missing value say --missing N/A, if the values are categories say --text \
        'Average ELA Proficiency'
        """)
  }

  @Test(arguments: ["ties.tsv", "TIES.TSV", "ties.tab"])
  func theEndingOfAFileNameDecidesTheDelimiter(name: String) throws {
    let table = try inTemporaryFile(name, "a\tb\n1\tx, y\n") { try Table(csv: $0) }
    #expect(cells(table) == [["1", "x, y"]])
    let forced = try inTemporaryFile(name, "a,b\n1,2\n") {
      try Table(csv: $0, options: CSVOptions(delimiter: .comma))
    }
    #expect(cells(forced) == [["1", "2"]])
  }

  @Test func errorsNameTheFileNotItsFolder() throws {
    let error = #expect(throws: TableError.self) {
      try inTemporaryFile("bad.csv", "a,b\n1\n") { try Table(csv: $0) }
    }
    #expect(
      error?.description
        == "bad.csv, line 2: row has 1 field, header has 2; if short rows are to be filled up say --fill, "
        + "if it is a footnote say --footer 1")
    #expect(error?.location == CSVLocation(source: "bad.csv", line: 2))
  }
}
