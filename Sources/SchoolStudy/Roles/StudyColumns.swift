import Tables

/// The numbers of a column, NaN where a cell is missing.
///
/// - Throws: ``StudyError/notNumeric(role:column:row:found:)`` at the first word.
func numbers(of column: Column, for role: Role) throws(StudyError) -> [Double] {
  let values: [Double]
  switch column.values {
  case .number(let numbers): values = numbers
  case .integer(let integers): values = integers.map { Double($0) }
  case .truth(let truths): values = truths.map { $0 ? 1 : 0 }
  case .category, .text:
    let words = labels(of: column)
    if let row = words.firstIndex(where: { $0 != nil }) {
      throw .notNumeric(
        role: role.rawValue, column: column.name, row: row + 1, found: words[row] ?? "")
    }
    return Array(repeating: .nan, count: column.count)
  }
  return values.enumerated().map { row, value in
    column.isMissing(row) || !value.isFinite ? .nan : value
  }
}

/// The cells of a column as labels, nil where missing. Whole numbers have no decimals, so that district
/// 7 is "7" whether the column was read as whole numbers or not.
func labels(of column: Column) -> [String?] {
  func masked(_ labels: [String]) -> [String?] {
    labels.enumerated().map { row, label in column.isMissing(row) || label.isEmpty ? nil : label }
  }
  switch column.values {
  case .number(let values):
    return masked(
      values.map { value in
        Int64(exactly: value).map { String($0) } ?? (value.isNaN ? "" : "\(value)")
      }
    )
  case .integer(let values): return masked(values.map { String($0) })
  case .truth(let values): return masked(values.map { $0 ? "true" : "false" })
  case .text(let values): return masked(values)
  case .category(let codes, let levels):
    return masked(
      codes.map { levels.indices.contains(Int($0)) ? levels[Int($0)] : "" })
  }
}

/// A column of labels as categories with sorted levels.
func identifierColumn(_ name: String, labels: [String?]) -> Column {
  let levels = Set(labels.compactMap { $0 }).sorted()
  let codes = Dictionary(uniqueKeysWithValues: levels.enumerated().map { ($1, Int32($0)) })
  return Column(
    name: name,
    values: .category(
      codes: labels.map { $0.flatMap { codes[$0] } ?? -1 }, levels: levels),
    missing: labels.map { $0 == nil })
}

/// A column of yes and no as 1 and 0, NaN where missing. Numbers 0 and 1, truth values, and the words
/// no/yes, false/true and left/stayed are read.
///
/// - Throws: ``StudyError/notTwoValued(role:column:row:found:)`` at the first other value.
func truthNumbers(of column: Column, for role: Role) throws(StudyError) -> [Double] {
  var numbers: [Double] = []
  for (row, label) in labels(of: column).enumerated() {
    guard let label else {
      numbers.append(.nan)
      continue
    }
    switch label.lowercased() {
    case "1", "yes", "true", "y", "t", "stayed": numbers.append(1)
    case "0", "no", "false", "n", "f", "left": numbers.append(0)
    default:
      throw .notTwoValued(role: role.rawValue, column: column.name, row: row + 1, found: label)
    }
  }
  return numbers
}

/// Partnership as numbers: levels as they are, words of yes and no as 1 and 0.
func partnershipNumbers(of column: Column) throws(StudyError) -> [Double] {
  switch column.values {
  case .number, .integer: try numbers(of: column, for: .partnership)
  case .truth, .category, .text: try truthNumbers(of: column, for: .partnership)
  }
}
