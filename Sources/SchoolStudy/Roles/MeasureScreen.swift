import Tables

/// Codes for missing values, such as −9 and 999, that stand among the numbers of a measure.
///
/// A measure that is bounded cannot be negative: a share, a per cent or a count.
///
/// - Returns: what to say of codes that may yet be numbers.
/// - Throws: ``StudyError/missingCode(role:column:value:count:row:)`` for one that cannot be.
func screenedCodes(
  _ column: Column, role: Role, isBounded: Bool, highest: Double = .infinity
) throws(StudyError) -> [StudyNote] {
  var notes: [StudyNote] = []
  for code in column.suspiciousCodes() {
    if isBounded && code.value < 0 || code.value > highest {
      throw .missingCode(
        role: role.rawValue, column: column.name, value: code.value, count: code.count,
        row: code.row + 1)
    }
    notes.append(
      StudyNote(
        code: "codes",
        message: """
          \(countText(code.count, "value")) of \(role.rawValue) (“\(column.name)”) \
          \(code.count == 1 ? "is" : "are") \(levelText(code.value)), first in row \(code.row + 1), which \
          looks like a code for a missing value and was used as a number; if it is one say \
          \(missingCodeOption(column.name, code.value)).
          """))
  }
  return notes
}

/// The option that declares a number of a column missing, as it can be pasted.
func missingCodeOption(_ column: String, _ value: Double) -> String {
  let isPlain = column.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
  let name = column.contains { ",=` ".contains($0) } ? "`\(column)`" : column
  let number = value == value.rounded() ? String(Int64(value)) : "\(value)"
  return isPlain ? "--missing \(name)=\(number)" : "--missing '\(name)=\(number)'"
}
