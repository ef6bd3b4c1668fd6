import Tables

/// The date that a spreadsheet counts as a number, as ISO text; nil if it counts no date so.
///
/// A fraction is a time of day, to the second. Numbers up to 60 make up for the 29 February 1900 that
/// spreadsheets know.
func spreadsheetDate(_ serial: Double, from1904: Bool) -> String? {
  guard serial.isFinite, serial >= 0, serial < 2_958_466 else { return nil }
  let seconds = Int((serial * 86_400).rounded())
  let (count, time) = (seconds / 86_400, seconds % 86_400)
  let days: Int
  if from1904 {
    days = count - 24_107
  } else {
    days = count < 60 ? count - 25_568 : count - 25_569
  }
  let date = CalendarDay(daysSince1970: days).text
  if time == 0 { return date }
  return date + "T\(digits(time / 3600, 2)):\(digits(time / 60 % 60, 2)):\(digits(time % 60, 2))"
}
