import Tables

/// A number, as a spreadsheet stores it, in per cent: `0.125` as `12.5%`; nil if it is no number.
///
/// The decimal point moves in the shortest text of the number, so that 0.07 is 7% and not
/// 7.000000000000001%.
func perCentText(_ text: String) -> String? {
  guard let number = parsedNumber(text), number.isFinite else { return nil }
  var written = numberText(number).lowercased()[...]
  var exponent = 0
  if let mark = written.firstIndex(of: "e") {
    guard let read = Int(written[written.index(after: mark)...]) else { return nil }
    exponent = read
    written = written[..<mark]
  }
  return "\(written)e\(exponent + 2)%"
}
