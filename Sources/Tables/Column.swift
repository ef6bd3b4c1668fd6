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

/// The unit a column was written in.
public enum ColumnUnit: Sendable, Equatable {
  /// Nothing was said.
  case plain
  /// Every value was written with a `%` sign; the numbers are per cent, not shares.
  case perCent
}

/// A named, typed column with explicit missingness.
public struct Column: Sendable, Equatable {
  /// The column's name, exactly as written.
  public let name: String
  /// The typed values.
  public let values: ColumnValues
  /// Which rows are missing, or nil if none is.
  public let missing: [Bool]?
  /// The unit the values were written in.
  public let unit: ColumnUnit

  /// A column.
  ///
  /// - Precondition: `missing`, if given, has as many entries as there are values.
  public init(name: String, values: ColumnValues, missing: [Bool]? = nil, unit: ColumnUnit = .plain)
  {
    self.name = name
    self.values = values
    self.unit = unit
    self.missing = (missing?.contains(true) ?? false) ? missing : nil
    precondition(missing == nil || missing?.count == values.count, "missing mask of other length")
  }

  /// A numeric column; values that are NaN count as missing.
  public init(_ name: String, _ numbers: [Double]) {
    self.init(name: name, values: .number(numbers), missing: numbers.map(\.isNaN))
  }

  /// The number of rows.
  public var count: Int { values.count }

  /// The number of missing cells.
  public var missingCount: Int { missing?.reduce(0) { $0 + ($1 ? 1 : 0) } ?? 0 }

  /// Whether the cell in a row (from 0) is missing.
  public func isMissing(_ row: Int) -> Bool { missing?[row] ?? false }
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
}
