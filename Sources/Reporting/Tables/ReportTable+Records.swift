extension ReportTable {
  /// The names of the values of a row in CSV and JSON, all different: one a column, two for a column
  /// of intervals, and `group` in front where rows are grouped.
  var recordKeys: [String] {
    var keys = hasGroups ? ["group"] : []
    for (index, column) in columns.enumerated() {
      if isInterval(column: index) {
        keys.append(column.key.map { $0 + "Lower" } ?? "lower")
        keys.append(column.key.map { $0 + "Upper" } ?? "upper")
      } else {
        keys.append(column.key ?? column.header)
      }
    }
    return Self.unique(keys)
  }

  private static func unique(_ keys: [String]) -> [String] {
    var seen: Set<String> = []
    return keys.map { key in
      var candidate = key
      var count = 2
      while !seen.insert(candidate).inserted {
        candidate = "\(key)_\(count)"
        count += 1
      }
      return candidate
    }
  }

  func isInterval(column: Int) -> Bool {
    if case .interval = columns[column].kind { return true }
    return rows.contains { row in
      if case .cells(let cells) = row { cells[column].isInterval } else { false }
    }
  }

  /// The values of the rows, in the order of `recordKeys`. Intervals are two numbers.
  var records: [[Cell]] {
    let isInterval = columns.indices.map { self.isInterval(column: $0) }
    let hasGroups = hasGroups
    var group = Cell.missing
    var records: [[Cell]] = []
    records.reserveCapacity(rows.count)
    for row in rows {
      switch row {
      case .group(let name): group = .text(name)
      case .cells(let cells):
        var record: [Cell] = hasGroups ? [group] : []
        for (cell, isInterval) in zip(cells, isInterval) {
          switch cell {
          case .interval(let lower, let upper):
            record.append(.number(lower))
            record.append(.number(upper))
          default:
            record.append(cell)
            if isInterval { record.append(.missing) }
          }
        }
        records.append(record)
      }
    }
    return records
  }

  /// The rows as JSON objects with unrounded numbers, keyed by the columns' keys.
  public var jsonRows: [JSONValue] {
    let keys = recordKeys
    return records.map { record in
      .object(zip(keys, record).map { JSONValue.Member($0, $1.json) })
    }
  }

  /// The table as a JSON object: `title`, `columns` (their keys and headings), `rows`, `notes`.
  public var json: JSONValue {
    [
      "title": .string(title),
      "columns": .array(columns.map { ["header": .string($0.header), "key": .init($0.key)] }),
      "rows": .array(jsonRows),
      "notes": .array(notes.map { .string($0) }),
    ]
  }
}

extension Cell {
  fileprivate var json: JSONValue {
    switch self {
    case .text(let text): .string(text)
    case .number(let value), .pValue(let value): .number(value)
    case .integer(let value): .integer(value)
    case .interval(let lower, let upper): [.number(lower), .number(upper)]
    case .missing: .null
    }
  }
}
