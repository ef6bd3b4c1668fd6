/// The values of one column, typed.
///
/// A missing cell holds a neutral value (NaN, 0, code −1, false, "") that nothing may read; which
/// cells are missing is said by ``Column/missing``.
public enum ColumnValues: Sendable, Equatable {
  /// Real numbers.
  case number([Double])
  /// Whole numbers.
  case integer([Int64])
  /// Categories: a code into `levels` for each row.
  case category(codes: [Int32], levels: [String])
  /// Truth values.
  case truth([Bool])
  /// Text that is not to be taken as categories.
  case text([String])
}

extension ColumnValues {
  /// The number of rows.
  public var count: Int {
    switch self {
    case .number(let values): values.count
    case .integer(let values): values.count
    case .category(let codes, _): codes.count
    case .truth(let values): values.count
    case .text(let values): values.count
    }
  }

  /// The word for the type, for messages: "number", "integer", "category", "truth" or "text".
  public var typeName: String {
    switch self {
    case .number: "number"
    case .integer: "integer"
    case .category: "category"
    case .truth: "truth"
    case .text: "text"
    }
  }

  /// The values of some rows, in the order given.
  func selecting(_ rows: [Int]) -> ColumnValues {
    switch self {
    case .number(let values): .number(rows.map { values[$0] })
    case .integer(let values): .integer(rows.map { values[$0] })
    case .category(let codes, let levels): .category(codes: rows.map { codes[$0] }, levels: levels)
    case .truth(let values): .truth(rows.map { values[$0] })
    case .text(let values): .text(rows.map { values[$0] })
    }
  }
}

extension ColumnValues {
  /// The values with the neutral value in every missing cell, and the mask with every cell that
  /// holds NaN or a negative code marked as missing.
  ///
  /// - Precondition: no code is at or beyond the number of levels.
  func settled(missing: [Bool]?) -> (values: ColumnValues, missing: [Bool]?) {
    var mask = missing
    let values = settling(&mask)
    return (values, mask?.contains(true) == true ? mask : nil)
  }

  private func settling(_ mask: inout [Bool]?) -> ColumnValues {
    switch self {
    case .number(var values):
      mark(&mask, wherever: values, \.isNaN)
      neutralise(&values, mask, unless: \.isNaN, to: .nan)
      return .number(values)
    case .integer(var values):
      neutralise(&values, mask, unless: { $0 == 0 }, to: 0)
      return .integer(values)
    case .category(var codes, let levels):
      for code in codes {
        precondition(code < levels.count, "code \(code) in a column of \(levels.count) levels")
      }
      mark(&mask, wherever: codes) { $0 < 0 }
      neutralise(&codes, mask, unless: { $0 == -1 }, to: -1)
      return .category(codes: codes, levels: levels)
    case .truth(var values):
      neutralise(&values, mask, unless: { !$0 }, to: false)
      return .truth(values)
    case .text(var values):
      neutralise(&values, mask, unless: \.isEmpty, to: "")
      return .text(values)
    }
  }
}

/// Marks as missing the cells whose value satisfies a condition.
private func mark<Value>(
  _ mask: inout [Bool]?, wherever values: [Value], _ condition: (Value) -> Bool
) {
  guard values.contains(where: condition) else { return }
  var found = mask ?? [Bool](repeating: false, count: values.count)
  for (row, value) in values.enumerated() where condition(value) { found[row] = true }
  mask = found
}

/// Writes the neutral value into missing cells; values that are in order are not copied.
private func neutralise<Value>(
  _ values: inout [Value], _ mask: [Bool]?, unless isNeutral: (Value) -> Bool, to neutral: Value
) {
  guard let mask else { return }
  for (row, isMissing) in mask.enumerated() where isMissing && !isNeutral(values[row]) {
    values[row] = neutral
  }
}
