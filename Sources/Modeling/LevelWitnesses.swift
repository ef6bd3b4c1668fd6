import Tables

/// Rows in which every level of some columns occurs, gathered from blocks of a table: a small table
/// that trains a schema as the whole would.
struct LevelWitnesses {
  private let columns: [String]
  private var seen: [Set<Key>]
  private var rows: [Table] = []

  init(of columns: [String]) {
    self.columns = columns
    seen = columns.map { _ in [] }
  }

  private enum Key: Hashable {
    case code(Int)
    case number(Double)
    case text(String)
  }

  /// The number of levels seen in all columns.
  var count: Int { seen.reduce(0) { $0 + $1.count } }

  /// Looks for levels not seen before among some rows of a block.
  mutating func add(_ table: Table, rows candidates: [Int]) throws {
    var found: Set<Int> = []
    if rows.isEmpty, let first = candidates.first { found.insert(first) }
    for (index, name) in columns.enumerated() {
      let values = try table.column(name).asWritten.values
      if case .category(let codes, let levels) = values {
        found.formUnion(newCodes(codes, levels: levels.count, among: candidates, index))
        continue
      }
      for row in candidates where seen[index].insert(key(values, row)).inserted {
        found.insert(row)
      }
    }
    if !found.isEmpty { rows.append(table.selecting(rows: found.sorted())) }
  }

  /// The rows found. Complexity: O(rows found × columns).
  ///
  /// - Precondition: some rows were added.
  func table() throws -> Table {
    try Table(
      rows[0].columns.indices.map { position in
        let parts = rows.map { $0.columns[position] }
        let whole = Column(
          name: parts[0].name, values: joined(parts.map(\.values)),
          missing: parts.contains { $0.missing != nil }
            ? parts.flatMap { part in (0..<part.count).map { part.isMissing($0) } } : nil,
          unit: parts[0].unit)
        return whole.noting(likeBlocks: parts)
      })
  }

  /// The first rows of codes not seen before; a table of codes saves hashing every row.
  private mutating func newCodes(
    _ codes: [Int32], levels: Int, among candidates: [Int], _ index: Int
  ) -> [Int] {
    if seen[index].count == levels { return [] }
    var isKnown = [Bool](repeating: false, count: levels)
    for case .code(let code) in seen[index] { isKnown[code] = true }
    var found: [Int] = []
    for row in candidates {
      let code = Int(codes[row])
      if isKnown[code] { continue }
      isKnown[code] = true
      seen[index].insert(.code(code))
      found.append(row)
    }
    return found
  }

  private func key(_ values: ColumnValues, _ row: Int) -> Key {
    switch values {
    case .number(let values): .number(values[row])
    case .integer(let values): .code(Int(values[row]))
    case .category(let codes, _): .code(Int(codes[row]))
    case .truth(let values): .code(values[row] ? 1 : 0)
    case .text(let values): .text(values[row])
    }
  }
}

/// Values of one type one after another; categories have the levels of the first part.
private func joined(_ parts: [ColumnValues]) -> ColumnValues {
  parts.dropFirst().reduce(parts[0]) { all, part in
    switch (all, part) {
    case (.number(let values), .number(let more)): .number(values + more)
    case (.integer(let values), .integer(let more)): .integer(values + more)
    case (.category(let codes, let levels), .category(let more, _)):
      .category(codes: codes + more, levels: levels)
    case (.truth(let values), .truth(let more)): .truth(values + more)
    case (.text(let values), .text(let more)): .text(values + more)
    default: preconditionFailure("blocks whose columns have different types")
    }
  }
}
