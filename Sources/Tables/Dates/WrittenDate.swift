/// A text as a date, in days since 1970-01-01.
///
/// Dates are written year first (`2016-02-29`, `2016/2/29`), with the month in English letters
/// (`29 Feb 2016`, `29-Feb-2016`, `29FEB2016`, `February 29, 2016`), by day with points
/// (`29.02.2016`), or with `/` or `-` by day or by month (`29/02/2016`, `2/29/2016`). A time of day may
/// follow: `T13:45`, ` 13:45:00`, `13:45:00.5Z`. The year has four digits.
enum WrittenDate: Sendable, Equatable {
  /// A date that can be read in one way.
  case sure(Double)
  /// A date that is read by the order of day and month; nil where the calendar does not have it.
  case ordered(dayFirst: Double?, monthFirst: Double?)

  init?(_ text: String) {
    let bytes = text.utf8
    guard (8...40).contains(bytes.count), let first = bytes.first, Self.mayBegin(first) else {
      return nil
    }
    let (date, time) = Self.parts(text)
    guard let fraction = time.map(dayFraction) ?? 0 else { return nil }
    if let named = Self.named(date) {
      self = .sure(Double(named.daysSince1970) + fraction)
      return
    }
    guard let mark = date.first(where: { !$0.isASCIIDigit }), "-/.".contains(mark) else {
      return nil
    }
    let numbers = date.split(separator: mark, omittingEmptySubsequences: false)
    guard numbers.count == 3, numbers.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }),
      let a = Int(numbers[0]), let b = Int(numbers[1]), let c = Int(numbers[2])
    else { return nil }
    let widths = numbers.map(\.utf8.count)
    func days(_ year: Int, _ month: Int, _ day: Int) -> Double? {
      CalendarDay(year: year, month: month, day: day).map { Double($0.daysSince1970) + fraction }
    }
    if widths[0] == 4, (1...2).contains(widths[1]), (1...2).contains(widths[2]) {
      guard let days = days(a, b, c) else { return nil }
      self = .sure(days)
    } else if widths[2] == 4, (1...2).contains(widths[0]), (1...2).contains(widths[1]) {
      let (dayFirst, monthFirst) = (days(c, b, a), mark == "." ? nil : days(c, a, b))
      if mark == ".", let dayFirst {
        self = .sure(dayFirst)
      } else if dayFirst != nil || monthFirst != nil {
        self = .ordered(dayFirst: dayFirst, monthFirst: monthFirst)
      } else {
        return nil
      }
    } else {
      return nil
    }
  }

  /// The days by an order of day and month; nil if the date is not of that order.
  func days(_ order: CSVOptions.DateOrder) -> Double? {
    switch self {
    case .sure(let days): days
    case .ordered(let dayFirst, let monthFirst): order == .dayFirst ? dayFirst : monthFirst
    }
  }

  private static func mayBegin(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
  }

  /// The date and the time of day of a text.
  private static func parts(_ text: String) -> (date: Substring, time: Substring?) {
    guard let colon = text.firstIndex(of: ":") else { return (text[...], nil) }
    guard let gap = text[..<colon].lastIndex(where: { $0 == "T" || $0 == " " }) else {
      return (text[...], nil)
    }
    return (text[..<gap], text[text.index(after: gap)...])
  }

  /// A date whose month is written in letters.
  private static func named(_ text: Substring) -> CalendarDay? {
    guard let start = text.firstIndex(where: \.isASCIILetter) else { return nil }
    let end = text[start...].firstIndex { !$0.isASCIILetter } ?? text.endIndex
    guard let month = monthNumber(text[start..<end]) else { return nil }
    func number(_ part: Substring, _ marks: String) -> Int? {
      let digits = part.drop { marks.contains($0) }
      guard digits.utf8.count <= 4, digits.allSatisfy(\.isASCIIDigit) else { return nil }
      return Int(digits)
    }
    func isYear(_ part: Substring) -> Bool { part.suffix(4).count { $0.isASCIIDigit } == 4 }
    if start == text.startIndex {
      // February 29, 2016
      let rest = text[end...].split { $0 == " " || $0 == "," }
      guard rest.count == 2, isYear(rest[1]), rest[0].utf8.count <= 2,
        let day = number(rest[0], ""),
        let year = number(rest[1], "")
      else { return nil }
      return CalendarDay(year: year, month: month, day: day)
    }
    var before = text[..<start]
    if let last = before.last, " -./".contains(last) { before = before.dropLast() }
    if before.last == "." { before = before.dropLast() }
    var after = text[end...]
    if after.first == "." || after.first == "," { after = after.dropFirst() }
    guard before.utf8.count <= 2, let day = number(before, ""), isYear(after),
      let year = number(after, " -/")
    else { return nil }
    return CalendarDay(year: year, month: month, day: day)
  }
}

/// The number of a month by its English name or the first three letters of it.
private func monthNumber(_ text: Substring) -> Int? {
  let names = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]
  guard (3...9).contains(text.utf8.count) else { return nil }
  let name = text.lowercased()
  return names.firstIndex { $0 == name || $0.prefix(3) == name }.map { $0 + 1 }
}

/// A time of day such as `13:45:00` as a part of a day, to the millisecond; nil if it is none.
private func dayFraction(_ text: Substring) -> Double? {
  let time = text.hasSuffix("Z") ? text.dropLast() : text
  let parts = time.split(separator: ":", omittingEmptySubsequences: false)
  guard (2...3).contains(parts.count),
    parts.prefix(2).allSatisfy({ (1...2).contains($0.utf8.count) && $0.allSatisfy(\.isASCIIDigit) }
    ),
    let hours = Int(parts[0]), let minutes = Int(parts[1]), hours < 24, minutes < 60
  else { return nil }
  var seconds = 0.0
  if parts.count == 3 {
    guard parts[2].allSatisfy({ $0.isASCIIDigit || $0 == "." }), let read = Double(parts[2]),
      read < 61
    else { return nil }
    seconds = read
  }
  let milliseconds = (seconds * 1000).rounded() + Double(hours * 3600 + minutes * 60) * 1000
  return milliseconds / 86_400_000
}

extension Character {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
  fileprivate var isASCIILetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
}
