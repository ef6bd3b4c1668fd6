/// The unit a column was written in.
public enum ColumnUnit: Sendable, Equatable {
  /// Nothing was said.
  case plain
  /// Every value was written with a `%` sign; the numbers are per cent, not shares.
  case perCent
  /// The numbers are dates: days since 1970-01-01, the time of day as a fraction.
  case date
}

/// A named, typed column with explicit missingness.
///
/// Two columns are equal if their names, units, types, missing cells and present values are; what a
/// missing cell holds and what was noticed in reading take no part.
public struct Column: Sendable {
  /// The column's name, exactly as written.
  public let name: String
  /// The typed values.
  public let values: ColumnValues
  /// Which rows are missing, or nil if none is.
  public let missing: [Bool]?
  /// The unit the values were written in.
  public let unit: ColumnUnit
  /// The texts of a column of numbers that are written like identifiers: what groups, factors and
  /// output go by.
  package var written: WrittenForms?
  /// What was noticed when the column was read.
  public internal(set) var record: ColumnRecord?

  /// A column.
  ///
  /// A number that is NaN and a code below 0 are missing, whether the mask says so or not, and a
  /// missing cell comes to hold the neutral value of its type. Complexity: O(rows).
  ///
  /// - Precondition: `missing`, if given, has as many entries as there are values, and every code
  ///   of a category is below the number of levels.
  public init(name: String, values: ColumnValues, missing: [Bool]? = nil, unit: ColumnUnit = .plain)
  {
    precondition(
      missing == nil || missing?.count == values.count,
      "a missing mask of \(missing?.count ?? 0) entries for \(values.count) values")
    self.name = name
    self.unit = unit
    (self.values, self.missing) = values.settled(missing: missing)
  }

  /// A column whose values and mask are settled already: see ``ColumnValues/settled(missing:)``.
  init(settled values: ColumnValues, name: String, missing: [Bool]?, unit: ColumnUnit) {
    self.name = name
    self.values = values
    self.missing = missing
    self.unit = unit
  }

  /// A numeric column; values that are NaN count as missing.
  public init(_ name: String, _ numbers: [Double]) {
    self.init(name: name, values: .number(numbers))
  }

  /// The column with what was noticed when it was read.
  package func noting(_ record: ColumnRecord?) -> Column {
    var column = self
    column.record = record
    return column
  }

  /// The number of rows.
  public var count: Int { values.count }

  /// The number of missing cells. Complexity: O(rows).
  public var missingCount: Int { missing?.reduce(0) { $0 + ($1 ? 1 : 0) } ?? 0 }

  /// Whether the cell in a row (from 0) is missing.
  public func isMissing(_ row: Int) -> Bool { missing?[row] ?? false }

  /// The same values under another name.
  public func renamed(_ name: String) -> Column {
    var column = Column(settled: values, name: name, missing: missing, unit: unit)
    column.written = written
    column.record = record
    return column
  }

  /// The cells of some rows (from 0), in the order given, repeats included.
  ///
  /// A category keeps all its levels. Complexity: O(rows asked for).
  ///
  /// - Precondition: every row is in `0..<count`.
  public func selecting(rows: [Int]) -> Column {
    let mask = missing.map { mask in rows.map { mask[$0] } }
    var column = Column(
      settled: values.selecting(rows), name: name,
      missing: mask?.contains(true) == true ? mask : nil, unit: unit)
    if let written {
      column.written = WrittenForms(
        codes: rows.map { written.codes[$0] }, levels: written.levels)
    }
    column.record = record
    return column
  }
}

extension Column: Equatable {
  /// Whether names, units, types, missing cells and present values are equal.
  public static func == (left: Column, right: Column) -> Bool {
    guard left.name == right.name, left.unit == right.unit, left.missing == right.missing else {
      return false
    }
    // Neutral values equal themselves in every type but number, where they are NaN.
    guard case .number(let mine) = left.values, case .number(let theirs) = right.values else {
      return left.values == right.values
    }
    return mine.elementsEqual(theirs) { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }
}
