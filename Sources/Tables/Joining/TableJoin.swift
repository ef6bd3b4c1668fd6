/// Which rows a join keeps.
public enum JoinKind: String, Sendable, CaseIterable {
  /// Every row of the first table.
  case left
  /// Rows of the first table that have a match.
  case inner
  /// Every row of both tables.
  case full
}

/// Two tables joined by keys, and what did not match.
public struct TableJoin: Sendable, Equatable {
  /// The rows of the first table with the columns of the second beside.
  public let table: Table
  /// The number of rows of the first table that have a match.
  public let matched: Int
  /// The keys of the first table without a row in the second, each once, in order.
  public let unmatchedLeft: [String]
  /// The keys of the second table without a row in the first, each once, in order.
  public let unmatchedRight: [String]
  /// The number of rows of each table whose key is missing; they match nothing.
  public let missingKeys: (left: Int, right: Int)
  /// The keys that stand in several rows of the first table: many of its rows to one of the second.
  public let repeatedLeft: [String]
  /// The columns of the second table that were given another name, as its own and the new one.
  public let renamed: [String: String]

  /// Whether tables and counts are equal.
  public static func == (a: TableJoin, b: TableJoin) -> Bool {
    a.table == b.table && a.matched == b.matched && a.unmatchedLeft == b.unmatchedLeft
      && a.unmatchedRight == b.unmatchedRight && a.missingKeys == b.missingKeys
      && a.repeatedLeft == b.repeatedLeft && a.renamed == b.renamed
  }
}

extension Table {
  /// The table with the columns of another beside, by columns that both have.
  ///
  /// Keys are compared as text, as they are written: `00501` is not `501`. A key may stand in several
  /// rows of this table, in one row of the other only, so that no row is repeated. Columns of the other
  /// that this one has as well, keys apart, get an ending. Rows keep this table's order; with
  /// ``JoinKind/full`` those of the other alone come last, and keys are categories there.
  ///
  /// Complexity: O(rows of both × columns).
  ///
  /// - Parameters:
  ///   - other: the table whose columns are added.
  ///   - keys: the names of the key columns, at least one.
  ///   - kind: which rows are kept.
  ///   - ending: what names of the other table that collide end in.
  /// - Returns: The joined table, with what did not match.
  /// - Throws: ``TableError/noColumn(_:closest:)`` for a key that either table lacks,
  ///   ``TableError/repeatedKey(key:rows:keys:)`` for a key in several rows of the other.
  public func joined(
    with other: Table, by keys: [String], kind: JoinKind = .left, ending: String = ".right"
  ) throws(TableError) -> TableJoin {
    let (left, right) = (try keyTexts(keys), try other.keyTexts(keys))
    var place: [[String]: Int] = [:]
    var count: [[String]: Int] = [:]
    for (row, key) in right.enumerated() {
      guard let key else { continue }
      if place[key] == nil { place[key] = row }
      count[key, default: 0] += 1
    }
    if let (row, key) = right.enumerated().first(where: {
      $1.map { count[$0, default: 0] > 1 } ?? false
    }),
      let key
    {
      _ = row
      throw .repeatedKey(
        key: shown(key), rows: count[key, default: 0], keys: count.values.count { $0 > 1 })
    }
    let matches = left.map { key in key.flatMap { place[$0] } }
    let known = Set(left.compactMap { $0 })
    let alone = right.indices.filter { row in right[row].map { !known.contains($0) } ?? true }
    var rows: [(left: Int?, right: Int?)] = []
    for (row, match) in matches.enumerated() where kind != .inner || match != nil {
      rows.append((row, match))
    }
    if kind == .full { rows += alone.map { (nil, $0) } }
    let (columns, renamed) = joinedColumns(
      with: other, keys: keys, rows: rows, ending: ending,
      keyTexts: rows.contains { $0.left == nil } ? (left, right) : nil)
    var seen: [[String]: Int] = [:]
    for case let key? in left { seen[key, default: 0] += 1 }
    return TableJoin(
      table: try Table(columns), matched: matches.count { $0 != nil },
      unmatchedLeft: distinct(zip(left, matches).compactMap { $1 == nil ? $0 : nil }).map(shown),
      unmatchedRight: distinct(alone.compactMap { right[$0] }).map(shown),
      missingKeys: (left.count { $0 == nil }, right.count { $0 == nil }),
      repeatedLeft: distinct(left.compactMap { $0 }).filter { seen[$0, default: 0] > 1 }.map(shown),
      renamed: renamed)
  }

  private func joinedColumns(
    with other: Table, keys: [String], rows: [(left: Int?, right: Int?)], ending: String,
    keyTexts: (left: [[String]?], right: [[String]?])?
  ) -> (columns: [Column], renamed: [String: String]) {
    var columns: [Column] = []
    for column in self.columns {
      if let keyTexts, let position = keys.firstIndex(of: column.name) {
        let texts = rows.map { row in
          row.left.flatMap { keyTexts.left[$0]?[position] }
            ?? row.right.flatMap { keyTexts.right[$0]?[position] }
        }
        columns.append(categoryColumn(column.name, texts))
      } else {
        columns.append(column.selecting(optionalRows: rows.map(\.left)))
      }
    }
    var names = Set(columnNames)
    var renamed: [String: String] = [:]
    for column in other.columns where !keys.contains(column.name) {
      var name = column.name
      while names.contains(name) { name += ending }
      if name != column.name { renamed[column.name] = name }
      names.insert(name)
      columns.append(column.renamed(name).selecting(optionalRows: rows.map(\.right)))
    }
    return (columns, renamed)
  }

  /// The texts of the key columns in each row; nil where one is missing.
  private func keyTexts(_ keys: [String]) throws(TableError) -> [[String]?] {
    var texts = [[String]?](repeating: [], count: rowCount)
    for key in keys {
      let (codes, levels) = try column(key).categories()
      for (row, code) in codes.enumerated() {
        if code < 0 { texts[row] = nil } else { texts[row]?.append(levels[Int(code)]) }
      }
    }
    return texts
  }
}

extension Column {
  /// The cells of some rows, missing where there is no row.
  fileprivate func selecting(optionalRows rows: [Int?]) -> Column {
    if !rows.contains(where: { $0 == nil }) { return selecting(rows: rows.compactMap { $0 }) }
    guard count > 0 else { return Column(name, [Double](repeating: .nan, count: rows.count)) }
    let chosen = selecting(rows: rows.map { $0 ?? 0 })
    let mask = rows.indices.map { rows[$0] == nil || chosen.isMissing($0) }
    var column = Column(name: name, values: chosen.values, missing: mask, unit: unit)
    if let written = chosen.written {
      column.written = WrittenForms(
        codes: zip(written.codes, mask).map { $1 ? -1 : $0 }, levels: written.levels)
    }
    return column
  }
}

private func categoryColumn(_ name: String, _ texts: [String?]) -> Column {
  let levels = Set(texts.compactMap { $0 }).sorted(by: scalarsPrecede)
  var places: [String: Int32] = [:]
  for (place, level) in levels.enumerated() { places[level] = Int32(place) }
  let codes = texts.map { text in text.flatMap { places[$0] } ?? -1 }
  return Column(name: name, values: .category(codes: codes, levels: levels))
}

private func shown(_ key: [String]) -> String { key.joined(separator: ", ") }

private func distinct(_ keys: [[String]]) -> [[String]] {
  var seen: Set<[String]> = []
  return keys.filter { seen.insert($0).inserted }
}
