/// How a statistical program counts dates, by the format that a variable is shown in.
///
/// Stata and SAS count from 1960-01-01, SPSS from 1582-10-14. Times of day and durations are no dates;
/// Stata's weeks, months, quarters and years stay the numbers they are.
struct DateFormat: Sendable, Equatable {
  /// The number of units in a day.
  let unitsPerDay: Double
  /// The days from where counting begins to 1970-01-01.
  let daysToEpoch: Double

  private static let from1960 = 3653.0
  private static let from1582 = 141_428.0

  /// The counting of a display format; nil if it is not for dates.
  init?(_ display: String, in format: FileFormat) {
    let name = display.uppercased()
    switch format {
    case .stata:
      let stem = name.drop { $0 == "%" || $0 == "-" }
      if stem.hasPrefix("TD") || stem.hasPrefix("D") {
        self.init(unitsPerDay: 1, daysToEpoch: Self.from1960)
      } else if stem.hasPrefix("TC") {
        self.init(unitsPerDay: 86_400_000, daysToEpoch: Self.from1960)
      } else {
        return nil
      }
    case .spss:
      guard Self.spssDates.contains(String(name.prefix { $0.isLetter })) else { return nil }
      self.init(unitsPerDay: 86_400, daysToEpoch: Self.from1582)
    case .sas:
      let stem = String(name.prefix { !$0.isNumber && $0 != "." })
      if Self.sasDateTimes.contains(where: stem.hasPrefix) || Self.isISODateTime(name) {
        self.init(unitsPerDay: 86_400, daysToEpoch: Self.from1960)
      } else if Self.sasDates.contains(where: stem.hasPrefix) || Self.isISODate(name) {
        self.init(unitsPerDay: 1, daysToEpoch: Self.from1960)
      } else {
        return nil
      }
    case .gzip, .spreadsheet: return nil
    }
  }

  private init(unitsPerDay: Double, daysToEpoch: Double) {
    self.unitsPerDay = unitsPerDay
    self.daysToEpoch = daysToEpoch
  }

  /// Days since 1970-01-01, with the time of day as a fraction.
  func days(_ count: Double) -> Double { count / unitsPerDay - daysToEpoch }

  private static let spssDates: Set<String> = [
    "DATE", "ADATE", "EDATE", "JDATE", "SDATE", "QYR", "MOYR", "WKYR", "DATETIME", "YMDHMS",
  ]
  private static let sasDateTimes = [
    "DATETIME", "DATEAMPM", "DTDATE", "DTMONYY", "DTYEAR", "MDYAMPM",
  ]
  private static let sasDates = [
    "DATE", "DAY", "DDMMYY", "MMDDYY", "YYMMDD", "YYMM", "YYMON", "MONYY", "MMYY", "MONTH",
    "JULIAN",
    "QTR", "WEEKDAT", "WORDDAT", "YEAR", "YYQ", "NLDATE", "MINGUO",
  ]

  private static func isISODate(_ name: String) -> Bool {
    name.hasPrefix("E8601DA") || name.hasPrefix("B8601DA")
  }

  private static func isISODateTime(_ name: String) -> Bool {
    name.hasPrefix("E8601DT") || name.hasPrefix("B8601DT")
  }
}
