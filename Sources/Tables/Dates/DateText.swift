/// A date as text: `2016-02-29`, with a time of day `2016-02-29T13:45:00`.
///
/// Days beyond the years 0 to 9999 are written as numbers.
package func dateText(_ days: Double) -> String {
  guard days >= -719_528, days < 2_932_897 else { return numberText(days) }
  let milliseconds = Int((days * 86_400_000).rounded())
  let (time, day) = (milliseconds.modulo(86_400_000), milliseconds.quotient(86_400_000))
  let date = CalendarDay(daysSince1970: day).text
  if time == 0 { return date }
  let seconds = time / 1000
  let fraction = time % 1000 == 0 ? "" : "." + digits(time % 1000, 3)
  return date + "T\(digits(seconds / 3600, 2)):\(digits(seconds / 60 % 60, 2))"
    + ":\(digits(seconds % 60, 2))\(fraction)"
}

/// The days since 1970-01-01 of a date as ISO 8601 writes it, `2016-02-29`, with or without a time of
/// day; nil if a text is none.
package func isoDays(_ text: String) -> Double? {
  guard CalendarDay(text.prefix(10)) != nil, case .sure(let days) = WrittenDate(text) else {
    return nil
  }
  return days
}

extension Int {
  /// The quotient rounded down.
  fileprivate func quotient(_ divisor: Int) -> Int {
    (self - modulo(divisor)) / divisor
  }

  /// The remainder from 0.
  fileprivate func modulo(_ divisor: Int) -> Int {
    let remainder = self % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }
}
