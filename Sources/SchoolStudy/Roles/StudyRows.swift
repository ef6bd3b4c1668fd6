import Tables

/// The rows of a table that are rows of a study: totals left out, each school once.
struct StudyRows {
  /// The rows kept, as a table.
  let table: Table
  /// The numbers of the rows kept in the table they come from, from 1.
  let numbers: [Int]
  /// What was left out.
  let notes: [StudyNote]

  /// The study's rows of a table.
  ///
  /// With `repeatsSchools` a school may stand in several rows.
  ///
  /// - Throws: ``StudyError/repeatedSchools(schools:rows:example:count:distinguishing:)``.
  init(_ source: Table, roles: Roles, repeatsSchools: Bool) throws(StudyError) {
    var notes: [StudyNote] = []
    var leftOut: Set<Int> = []
    for total in source.totalRows() where !leftOut.isSuperset(of: total.rows) {
      leftOut.formUnion(total.rows)
      let first = total.rows[0] + 1
      let rows =
        total.rows.count == 1
        ? "Row \(first) is a total" : "\(total.rows.count) rows, first row \(first), are totals"
      notes.append(
        StudyNote(
          code: "totals",
          message: "\(rows) (“\(total.column)” is “\(total.text)”); left out."))
    }
    if let school = roles.columns[.school], let column = source[school], !roles.has(.stayed) {
      let nameless = (0..<source.rowCount).filter { column.isMissing($0) && !leftOut.contains($0) }
      if !nameless.isEmpty, 10 * nameless.count <= source.rowCount {
        leftOut.formUnion(nameless)
        notes.append(
          StudyNote(
            code: "totals",
            message:
              "\(countText(nameless.count, "row")) without a school in “\(school)” (first row "
              + "\(nameless[0] + 1)) \(nameless.count == 1 ? "is" : "are") no school; left out."))
      }
    }
    let kept = (0..<source.rowCount).filter { !leftOut.contains($0) }
    table = leftOut.isEmpty ? source : source.selecting(rows: kept)
    numbers = kept.map { $0 + 1 }
    self.notes = notes
    if !repeatsSchools, !roles.has(.stayed) { try checkSchoolsOnce(table, roles: roles) }
  }
}

/// Throws if a school stands in more than one row.
private func checkSchoolsOnce(_ table: Table, roles: Roles) throws(StudyError) {
  guard let school = roles.columns[.school] else { return }
  let identifiers = [Role.state, .district].compactMap { roles.columns[$0] } + [school]
  let keys = try keys(of: table, identifiers)
  var rowsOf: [[String]: Int] = [:]
  for case let key? in keys { rowsOf[key, default: 0] += 1 }
  guard let row = keys.firstIndex(where: { $0.map { rowsOf[$0, default: 0] > 1 } ?? false }),
    let key = keys[row]
  else { return }
  throw .repeatedSchools(
    schools: rowsOf.count, rows: rowsOf.values.reduce(0, +), example: key.last ?? "",
    count: rowsOf[key, default: 0],
    remedies: try distinguishing(
      table, keys: keys, except: Set(roles.columns.values), school: school))
}

/// The labels of some columns in each row; nil where the last is missing.
private func keys(of table: Table, _ names: [String]) throws(StudyError) -> [[String]?] {
  var all = [[String]?](repeating: [], count: table.rowCount)
  for name in names {
    guard let column = table[name] else { continue }
    let isLast = name == names.last
    for (row, label) in try labels(of: column).enumerated() {
      if label == nil && isLast { all[row] = nil }
      all[row]?.append(label ?? "")
    }
  }
  return all
}

/// What would make each school stand once: conditions on the columns that tell its rows apart, or a
/// column that names schools better.
private func distinguishing(
  _ table: Table, keys: [[String]?], except used: Set<String>, school: String
) throws(StudyError) -> [String] {
  var conditions: [(levels: Int, text: String)] = []
  var partial: [(groups: Int, levels: Int, name: String, condition: String)] = []
  var identifiers: [String] = []
  let rows = keys.indices.filter { keys[$0] != nil }
  for column in table.columns where !used.contains(column.name) {
    if case .number = column.values, column.written == nil { continue }
    let found = try labels(of: column)
    let levels = Set(rows.compactMap { found[$0] })
    if levels.count < 2 { continue }
    let pairs = Set(rows.map { [found[$0] ?? ""] + (keys[$0] ?? []) })
    let isIdentifier = levels.count > 60
    if isIdentifier {
      if levels.count == rows.count { identifiers.append(column.name) }
      continue
    }
    let condition = condition(column, labels: rows.compactMap { found[$0] })
    if pairs.count == rows.count { conditions.append((levels.count, condition)) }
    partial.append((pairs.count, levels.count, column.name, condition))
  }
  if !conditions.isEmpty {
    return conditions.sorted { $0.levels < $1.levels }.prefix(2).map(\.text)
  }
  // Two columns together, such as year and subgroup: those that tell most rows apart.
  let best = partial.sorted { ($1.groups, $0.levels) < ($0.groups, $1.levels) }.prefix(6)
  for (index, first) in best.enumerated() {
    for second in best.dropFirst(index + 1) {
      guard let a = table[first.name], let b = table[second.name] else { continue }
      let (left, right) = (try labels(of: a), try labels(of: b))
      let triples = Set(rows.map { [left[$0] ?? "", right[$0] ?? ""] + (keys[$0] ?? []) })
      if triples.count == rows.count { return ["\(first.condition) && \(second.condition)"] }
    }
  }
  return identifiers.prefix(1).map { "--map school=\($0)" }
}

/// The condition that keeps one value of a column: the whole where subgroups are named, the latest of
/// numbers, else the most frequent.
private func condition(_ column: Column, labels: [String]) -> String {
  let name =
    column.name.first?.isLetter == true
      && column.name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    ? column.name : "`\(column.name)`"
  var counts: [String: Int] = [:]
  for label in labels { counts[label, default: 0] += 1 }
  let levels = counts.keys.sorted()
  if case .integer(let values) = column.values, column.written == nil, let last = values.max() {
    return "\(name) == \(last)"
  }
  let whole = levels.first { level in
    let words = level.lowercased().split { !$0.isLetter }
    return words.first == "all" || words == ["total"]
  }
  // Of years such as 2030-31 the latest.
  let areYears = levels.allSatisfy { $0.count >= 4 && $0.prefix(4).allSatisfy(\.isNumber) }
  let mostFrequent = levels.max { (counts[$0, default: 0], $1) < (counts[$1, default: 0], $0) }
  let chosen = whole ?? (areYears ? levels.last : mostFrequent) ?? ""
  let quote = chosen.contains("\"") ? "'" : "\""
  return "\(name) == \(quote)\(chosen)\(quote)"
}
