/// A value that can be a cell of a column made in Swift: a number, a whole number, a truth value, a
/// text, or an optional of one of these, whose nil is a missing cell.
///
/// Texts become categories with levels in the order of Unicode scalars, as text in a file does. For
/// a column of ``ColumnValues/text(_:)`` use ``Column/init(name:values:missing:unit:)``.
public protocol CellValue: Sendable {
  /// Returns the values of a column of such cells; where a cell is nil the value may be any.
  static func columnValues(of cells: [Self?]) -> ColumnValues
  /// Returns whether a cell is missing. Default: false; a number that is NaN is missing by
  /// ``Column`` itself.
  var isMissingCell: Bool { get }
}

extension CellValue {
  /// False: a value is not missing.
  public var isMissingCell: Bool { false }
}

extension Double: CellValue {
  /// Returns a column of numbers.
  public static func columnValues(of cells: [Double?]) -> ColumnValues {
    .number(cells.map { $0 ?? .nan })
  }
}

extension Float: CellValue {
  /// Returns a column of numbers.
  public static func columnValues(of cells: [Float?]) -> ColumnValues {
    .number(cells.map { $0.map(Double.init) ?? .nan })
  }
}

extension Int: CellValue {
  /// Returns a column of integers.
  public static func columnValues(of cells: [Int?]) -> ColumnValues {
    .integer(cells.map { Int64($0 ?? 0) })
  }
}

extension Int64: CellValue {
  /// Returns a column of integers.
  public static func columnValues(of cells: [Int64?]) -> ColumnValues {
    .integer(cells.map { $0 ?? 0 })
  }
}

extension Bool: CellValue {
  /// Returns a column of truth values.
  public static func columnValues(of cells: [Bool?]) -> ColumnValues {
    .truth(cells.map { $0 ?? false })
  }
}

extension String: CellValue {
  /// Returns a column of categories, levels in the order of Unicode scalars.
  public static func columnValues(of cells: [String?]) -> ColumnValues {
    let texts = Column(
      name: "", values: .text(cells.map { $0 ?? "" }), missing: cells.map { $0 == nil })
    let coded = texts.naturalCategories()
    return .category(codes: coded.codes, levels: coded.levels)
  }
}

extension Optional: CellValue where Wrapped: CellValue {
  /// Returns the column of what the cells hold.
  public static func columnValues(of cells: [Wrapped??]) -> ColumnValues {
    Wrapped.columnValues(of: cells.map { $0 ?? nil })
  }
  /// Whether there is no value.
  public var isMissingCell: Bool { self?.isMissingCell ?? true }
}
