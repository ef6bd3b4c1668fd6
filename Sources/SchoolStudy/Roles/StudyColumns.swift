import Tables

/// The numbers of a column, NaN where a cell is missing or not finite.
///
/// - Throws: ``StudyError/notNumeric(role:column:row:found:missingWords:)`` where it holds words.
func numbers(of column: Column, for role: Role) throws(StudyError) -> [Double] {
  do {
    return try column.numericValues().map { $0.isFinite ? $0 : .nan }
  } catch {
    if case .notNumeric(let name, let value, let row, let words) = error {
      throw .notNumeric(
        role: role.rawValue, column: name, row: row, found: value, missingWords: words)
    }
    throw .table(error)
  }
}

/// The cells of a column as labels, nil where missing or empty.
func labels(of column: Column) throws(StudyError) -> [String?] {
  do {
    let (codes, levels) = try column.categories()
    return codes.map { code in
      guard code >= 0, !levels[Int(code)].isEmpty else { return nil }
      return levels[Int(code)]
    }
  } catch {
    throw .table(error)
  }
}

/// Labels as a column of categories, in the order of Unicode scalars.
func labelColumn(_ name: String, _ labels: [String?]) -> Column {
  let levels = Set(labels.compactMap { $0 }).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  var places: [String: Int32] = [:]
  for (place, level) in levels.enumerated() { places[level] = Int32(place) }
  let codes = labels.map { label in label.flatMap { places[$0] } ?? -1 }
  return Column(name: name, values: .category(codes: codes, levels: levels))
}

/// A column of yes and no as 1 and 0, NaN where missing. Numbers 0 and 1, truth values, and the words
/// no/yes, false/true and left/stayed are read.
///
/// - Throws: ``StudyError/notTwoValued(role:column:row:found:)`` at the first other value.
func truthNumbers(of column: Column, for role: Role) throws(StudyError) -> [Double] {
  var numbers: [Double] = []
  for (row, label) in try labels(of: column).enumerated() {
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
