extension Table {
  /// A column's values as categories: see ``Column/categories(levels:)``.
  ///
  /// - Throws: ``TableError/noColumn(_:closest:)`` and what the column throws.
  public func categories(of name: String, levels: [String]? = nil) throws(TableError) -> (
    codes: [Int32], levels: [String]
  ) {
    try column(name).categories(levels: levels)
  }
}

extension Column {
  /// The values as categories: a code into the levels for each row, −1 where it is missing.
  ///
  /// Without `levels`, those of a category column are its own, in their order, used or not;
  /// numbers and integers become levels in ascending order, written as ``numberText(_:)`` writes
  /// them, unless the column keeps their texts (`00501`), which are the levels then; dates are written as `2016-02-29`; truth values `FALSE`, `TRUE`; text in the order of Unicode scalars: only those that
  /// occur. With `levels`, codes refer to these, and a number finds its level however the level
  /// spells it (`1`, `1.0`). Complexity: O(rows), and O(levels log levels) to sort.
  ///
  /// - Throws: ``TableError/unknownLevel(column:value:row:levels:)`` for a value outside `levels`,
  ///   ``TableError/repeatedLevel(column:level:)`` if two levels are the same.
  public func categories(levels: [String]? = nil) throws(TableError) -> (
    codes: [Int32], levels: [String]
  ) {
    let natural = naturalCategories()
    guard let levels else { return natural }
    var positions: [String: Int32] = [:]
    for (position, level) in levels.enumerated() {
      if positions.updateValue(Int32(position), forKey: canonical(level)) != nil {
        throw .repeatedLevel(column: name, level: level)
      }
    }
    let recoded = natural.levels.map { positions[$0] }
    var codes = natural.codes
    for (row, code) in natural.codes.enumerated() where code >= 0 {
      guard let position = recoded[Int(code)] else {
        throw .unknownLevel(
          column: name, value: natural.levels[Int(code)], row: row + 1, levels: levels)
      }
      codes[row] = position
    }
    return (codes, levels)
  }

  /// The values as categories with the levels that come of themselves.
  func naturalCategories() -> (codes: [Int32], levels: [String]) {
    if let written { return (written.codes, written.levels) }
    switch values {
    case .category(let codes, let levels): return (codes, levels)
    case .number(let values):
      let (codes, distinct) = coded(values, missing, by: <)
      return (codes, distinct.map(unit == .date ? dateText : numberText))
    case .integer(let values):
      let (codes, distinct) = coded(values, missing, by: <)
      return (codes, distinct.map { unit == .date ? dateText(Double($0)) : String($0) })
    case .truth(let values):
      let (codes, distinct) = coded(values, missing) { !$0 && $1 }
      return (codes, distinct.map { $0 ? "TRUE" : "FALSE" })
    case .text(let values):
      let (codes, distinct) = coded(values, missing, by: scalarsPrecede)
      return (codes, distinct)
    }
  }

  /// A level given from outside, spelled as this column spells its own.
  private func canonical(_ level: String) -> String {
    if written != nil { return level }
    switch values {
    case .category, .text: return level
    case .truth: return truthWords[level].map { $0 ? "TRUE" : "FALSE" } ?? level
    case .number where unit == .date, .integer where unit == .date:
      return isoDays(level).map(dateText) ?? level
    case .number: return parsedNumber(level).map(numberText) ?? level
    case .integer:
      if let integer = Int64(level) { return String(integer) }
      return parsedNumber(level).map(numberText) ?? level
    }
  }
}

/// The spellings of truth values in text.
let truthWords = [
  "TRUE": true, "true": true, "True": true, "FALSE": false, "false": false, "False": false,
]

/// Whether one text comes before another in the order of Unicode scalars, whatever the locale.
func scalarsPrecede(_ left: String, _ right: String) -> Bool {
  left.utf8.lexicographicallyPrecedes(right.utf8)  // UTF-8 sorts as its scalars do
}

/// Codes into the distinct present values, sorted; −1 where missing.
private func coded<Value: Hashable>(
  _ values: [Value], _ missing: [Bool]?, by precedes: (Value, Value) -> Bool
) -> (codes: [Int32], distinct: [Value]) {
  var firstCodes: [Value: Int32] = [:]
  var found: [Value] = []
  var codes = [Int32](repeating: -1, count: values.count)
  for (row, value) in values.enumerated() where missing?[row] != true {
    if let known = firstCodes[value] {
      codes[row] = known
    } else {
      let code = Int32(found.count)
      firstCodes[value] = code
      found.append(value)
      codes[row] = code
    }
  }
  let sorted = sortedLevels(found, codes: codes, by: precedes)
  return (sorted.codes, sorted.levels)
}

/// Levels in sorted order, and the codes that refer to them there.
func sortedLevels<Level>(
  _ levels: [Level], codes: [Int32], by precedes: (Level, Level) -> Bool
) -> (codes: [Int32], levels: [Level]) {
  let order = levels.indices.sorted { precedes(levels[$0], levels[$1]) }
  var positions = [Int32](repeating: 0, count: levels.count)
  for (position, level) in order.enumerated() { positions[level] = Int32(position) }
  return (codes.map { $0 < 0 ? -1 : positions[Int($0)] }, order.map { levels[$0] })
}

extension Column {
  /// The values as texts, as they are written where the column keeps that; nil where missing.
  public var labels: [String?] {
    let (codes, levels) = naturalCategories()
    return codes.map { $0 < 0 ? nil : levels[Int($0)] }
  }
}
