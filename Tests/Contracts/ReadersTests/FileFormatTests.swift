import Tables
import Testing

@testable import ConcordReaders

@Suite struct FileFormatTests {
  @Test(
    arguments: [
      ("schools.dta", FileFormat.stata), ("schools.sav", .spss), ("schools.zsav", .spss),
      ("schools.SAS7BDAT", .sas), ("schools.csv.gz", .gzip), ("Schools.XLSX", .spreadsheet),
      ("schools.csv", nil), ("dta", nil), ("schools", nil), ("", nil),
    ] as [(String, FileFormat?)])
  func namesTell(_ name: String, _ format: FileFormat?) {
    #expect(FileFormat(start: [], name: name) == format)
  }

  @Test func firstBytesTellBeforeNames() {
    #expect(FileFormat(start: [0x1F, 0x8B, 8], name: "a.dta") == .gzip)
    #expect(FileFormat(start: Array("$FL2@(#) SPSS".utf8), name: "a.csv") == .spss)
    #expect(FileFormat(start: Array("<stata_dta><header>".utf8), name: "a") == .stata)
    #expect(FileFormat(start: [0x50, 0x4B, 3, 4], name: "a.csv") == .spreadsheet)
  }

  /// What is refused names the one line that enables it.
  @Test(arguments: FileFormat.allCases) func aFormatLeftOutIsRefused(_ format: FileFormat) {
    let names: [FileFormat: String] = [
      .stata: "a.dta", .spss: "a.sav", .sas: "a.sas7bdat", .gzip: "a.csv.gz",
      .spreadsheet: "a.xlsx",
    ]
    let name = names[format] ?? ""
    let error = readerError([], name)
    if format.isEnabled {
      #expect(error == .notThatFormat(file: name, format: format))
    } else {
      #expect(error == .notEnabled(file: name, format: format))
      #expect(error?.description.hasSuffix(": " + FileFormat.enablingCommand) == true)
    }
  }

  /// Formats as spreadsheets write them, and whether they show a date or per cent.
  @Test(arguments: [
    ("General", NumberFormat.plain), ("0.00", .plain), ("#,##0", .plain), ("0%", .perCent),
    ("0.0%;[Red]-0.0%", .perCent), ("yyyy-mm-dd", .date), ("dd/mm/yyyy", .date),
    ("[$-409]d-mmm-yy;@", .date), ("mmm yy", .date), ("mmm", .date), ("m/d/yy h:mm", .date),
    ("h:mm", .plain), ("h:mm AM/PM", .plain), ("[h]:mm:ss", .plain), ("mm:ss.0", .plain),
    ("0 \"days\"", .plain), ("0\\d", .plain), ("#,##0 \"EUR\";[Red]yy", .plain),
    ("_-* #,##0.00_d", .plain), ("\"unfinished", .plain), ("[", .plain), ("", .plain),
  ])
  func codesAreUnderstood(_ code: String, _ format: NumberFormat) {
    #expect(NumberFormat(code: code) == format)
  }

  @Test(arguments: [
    ("0.07", "7"), ("0.125", "12.5"), ("1", "100"), ("1E-3", "0.1"), ("0.29", "29"),
    ("-0.005", "-0.5"), ("0.57999999999999996", "58"), ("1e300", "1e302"),
  ])
  func perCentIsExact(_ share: String, _ perCent: String) throws {
    let text = try #require(perCentText(share))
    #expect(text.hasSuffix("%"))
    #expect(Double(text.dropLast()) == Double(perCent))
  }

  /// Days by GNU date: `echo $(( $(date -ud 2016-02-29 +%s) / 86400 ))`.
  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("2016-02-29", 16860), ("1900-03-01", -25508),
    ("2000-02-29", 11016), ("1582-10-14", -141428), ("9999-12-31", 2_932_896),
  ])
  func daysAreCounted(_ text: String, _ days: Int) throws {
    #expect(CalendarDay(text)?.daysSince1970 == days)
    #expect(CalendarDay(daysSince1970: days).text == text)
    #expect(isoDays(text + "T12:00:00") == Double(days) + 0.5)
  }

  @Test(arguments: [
    "2015-02-29", "2016-13-01", "2016-1-1", "16-01-01", "2016-00-10", "x", "", "--",
  ])
  func whatIsNoDayIsNone(_ text: String) {
    #expect(CalendarDay(text) == nil)
    #expect(isoDays(text) == nil)
  }

  /// Serial numbers by LibreOffice and, up to 60, by Excel, which knows a 29 February 1900.
  @Test(arguments: [
    (1.0, "1900-01-01"), (59, "1900-02-28"), (61, "1900-03-01"), (25569, "1970-01-01"),
    (42429, "2016-02-29"), (42429.75, "2016-02-29T18:00:00"), (42429.9999999, "2016-03-01"),
  ])
  func serialsAreDates(_ serial: Double, _ text: String) {
    #expect(spreadsheetDate(serial, from1904: false) == text)
  }

  @Test func serialsFrom1904() {
    #expect(spreadsheetDate(0, from1904: true) == "1904-01-01")
    #expect(spreadsheetDate(40967, from1904: true) == "2016-02-29")
    for serial in [-1.0, .nan, .infinity, 1e15] {
      #expect(spreadsheetDate(serial, from1904: false) == nil)
    }
  }

  /// Days in the counting of each program: 2016-02-29 is 20513 in Stata and SAS, and 13676083200 s in SPSS.
  @Test(arguments: [
    "%td": (FileFormat.stata, 1.0), "%tdCCYY-NN-DD": (.stata, 1), "%d": (.stata, 1),
    "%tc": (.stata, 86_400_000), "DATE9.": (.sas, 1), "YYMMDD10.": (.sas, 1),
    "DATETIME20.": (.sas, 86_400), "E8601DA10.": (.sas, 1), "DATE11": (.spss, 86_400),
    "ADATE10": (.spss, 86_400), "DATETIME20": (.spss, 86_400),
  ])
  func programsCountDates(_ display: String, _ counting: (format: FileFormat, unit: Double)) throws
  {
    let days: Double = counting.format == .spss ? 158_288 : 20513
    let dates = try #require(DateFormat(display, in: counting.format))
    #expect(dates.days(days * counting.unit) == 16860)
  }

  @Test(arguments: [
    ("%9.0g", FileFormat.stata), ("%tm", .stata), ("%tq", .stata), ("%-20s", .stata),
    ("F8.2", .spss), ("TIME8", .spss), ("DTIME10", .spss), ("DOLLAR8", .spss), ("", .spss),
    ("BEST12.", .sas), ("TIME8.", .sas), ("COMMA10.", .sas), ("$20.", .sas), ("", .sas),
  ])
  func otherFormatsAreNoDates(_ display: String, _ format: FileFormat) {
    #expect(DateFormat(display, in: format) == nil)
  }
}
