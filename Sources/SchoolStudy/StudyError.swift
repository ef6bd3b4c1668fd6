import Tables

/// What can be wrong with the columns a study is asked of.
///
/// Rows count from 1 and leave out the header.
public enum StudyError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A mapping that is not `role=column`.
  case malformedMapping(String)
  /// No role has this name; the closest that exists.
  case unknownRole(String, closest: String?)
  /// No scale of the role has this name.
  case unknownScale(String, role: String)
  /// A role was mapped to two columns.
  case roleMappedTwice(role: String, first: String, second: String)
  /// A column was mapped to two roles.
  case columnMappedTwice(column: String, first: String, second: String)
  /// Two or more columns have names that are recognised for one role.
  case severalColumns(role: String, columns: [String])
  /// A mapped column does not exist; the closest that does.
  case noColumn(role: String, column: String, closest: String?)
  /// A column holds words where a role needs numbers; the first of them, and the words to declare as
  /// missing where that would mend it.
  case notNumeric(role: String, column: String, row: Int, found: String, missingWords: [String])
  /// A column does not hold two values that can be read as yes and no; the first that cannot.
  case notTwoValued(role: String, column: String, row: Int, found: String)
  /// A rate that may be in shares or in per cent.
  case ambiguousScale(role: String, column: String, minimum: Double, maximum: Double)
  /// So many rows are impossible that the mapping is more likely wrong than the rows.
  case impossibleRows(role: String, count: Int, of: Int, row: Int, reason: String)
  /// The low level of a measure is not below the high one.
  case levelsOutOfOrder(role: String, low: Double, high: Double)
  /// No claim can be asked of the mapped columns: why, and what was mapped.
  case nothingToAsk(reasons: [String], columns: [String])
  /// A school stands in several rows: an example with its number of rows, and options that would keep or
  /// name each once.
  case repeatedSchools(
    schools: Int, rows: Int, example: String, count: Int, remedies: [String])
  /// A measure holds a number that is a code for a missing value, for it cannot be.
  case missingCode(role: String, column: String, value: Double, count: Int, row: Int)
  /// No column's name is recognised and none is mapped; the columns with the roles they could have.
  case nothingRecognised(candidates: [String])
  /// The same table error, from below.
  case table(TableError)

  /// What was asked, what was found, and what to try.
  public var description: String {
    switch self {
    case .malformedMapping(let text):
      "“\(text)” is not a mapping; write role=column, such as poverty=FRPL"
    case .unknownRole(let role, let closest):
      "no role “\(role)”" + closestText(closest)
        + "; the roles are \(Role.fixed.map(\.rawValue).joined(separator: ", ")) and behaviour.NAME"
    case .unknownScale(let scale, let role):
      "no scale “\(scale)” for \(role); "
        + scalesText(Role(rawValue: role)?.scales.map(\.rawValue) ?? [])
    case .roleMappedTwice(let role, let first, let second):
      "the role \(role) is mapped to “\(first)” and to “\(second)”; give one"
    case .columnMappedTwice(let column, let first, let second):
      "the column “\(column)” is mapped to \(first) and to \(second); a column has one role"
    case .severalColumns(let role, let columns):
      "several columns could be \(role): \(quoted(columns)); choose one, as in "
        + "--map '\(role)=\(columns.first ?? "")'"
    case .noColumn(let role, let column, let closest):
      "no column “\(column)” for the role \(role)" + closestText(closest)
    case .notNumeric(let role, let column, let row, let found, let words):
      "\(role) needs numbers, but “\(column)” has “\(found)” in row \(row)"
        + (words.isEmpty
          ? ""
          : "; for words that stand for missing values add --missing '\(words.joined(separator: ","))'")
    case .notTwoValued(let role, let column, let row, let found):
      "\(role) is 0 or 1 (or no or yes), but “\(column)” has “\(found)” in row \(row)"
    case .ambiguousScale, .impossibleRows, .levelsOutOfOrder: valuesDescription
    case .nothingToAsk(let reasons, let columns):
      "no claim can be asked of these data: \(reasons.first ?? "no column has a role"); "
        + (columns.isEmpty
          ? "no column's name is recognised" : "mapped are \(columns.joined(separator: ", "))")
    case .repeatedSchools(let schools, let rows, let example, let count, let remedies):
      "“\(example)” stands in \(count) rows: there are \(groupedText(Int64(schools))) schools in "
        + "\(groupedText(Int64(rows))) rows, and a school counts once; "
        + repetitionRemedies(remedies)
    case .missingCode(let role, let column, let value, let count, let row):
      "\(role) cannot be \(levelText(value)), as in \(countText(count, "row")) of “\(column)” (first row "
        + "\(row)); if that stands for a missing value say \(missingCodeOption(column, value))"
    case .nothingRecognised(let candidates):
      "no column has a name that says what it is; map columns with --map ROLE=COLUMN"
        + (candidates.isEmpty
          ? "" : ". By what they hold they could be: \(candidates.joined(separator: "; "))")
    case .table(let error): "\(error)"
    }
  }

  private func repetitionRemedies(_ remedies: [String]) -> String {
    let options = remedies.map { $0.hasPrefix("--") ? $0 : "--where '\($0)'" }
    let keep =
      options.isEmpty
      ? "" : "keep one row a school, as with \(options.joined(separator: " or ")), or "
    return keep + "take its rows as a cluster with --within school"
  }

  private var valuesDescription: String {
    switch self {
    case .ambiguousScale(let role, let column, let minimum, let maximum):
      """
      “\(column)” runs from \(levelText(minimum)) to \(levelText(maximum)), which may be shares or \
      per cent; say which with --map '\(role):share=\(column)' or --map '\(role):percent=\(column)'
      """
    case .impossibleRows(let role, let count, let total, let row, let reason):
      """
      \(groupedText(Int64(count))) of \(countText(total, "row")) are impossible for \(role), first \
      row \(row) (\(reason)); is the right column mapped?
      """
    case .levelsOutOfOrder(let role, let low, let high):
      """
      the low level of \(role) is \(levelText(low)) and the high level \(levelText(high)); the low \
      one must be below the high one
      """
    default: ""
    }
  }
}

private func closestText(_ closest: String?) -> String {
  closest.map { "; the closest is “\($0)”" } ?? ""
}

private func quoted(_ names: [String]) -> String {
  names.map { "“\($0)”" }.joined(separator: ", ")
}

private func scalesText(_ scales: [String]) -> String {
  scales.isEmpty ? "it has no choice of scales" : "it may be " + scales.joined(separator: " or ")
}
