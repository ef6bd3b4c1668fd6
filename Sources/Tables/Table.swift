/// Named columns of equal length.
public struct Table: Sendable, Equatable {
  /// The columns, in order; their names are unique.
  public let columns: [Column]
  /// The number of rows; 0 in a table without columns.
  public let rowCount: Int
  private let positions: [String: Int]

  /// A table over columns.
  ///
  /// - Throws: ``TableError/duplicateColumn(_:)`` or ``TableError/unequalLengths(column:count:expected:)``.
  public init(_ columns: [Column]) throws(TableError) {
    let rows = columns.first?.count ?? 0
    var positions: [String: Int] = [:]
    for (index, column) in columns.enumerated() {
      if column.count != rows {
        throw .unequalLengths(column: column.name, count: column.count, expected: rows)
      }
      if positions.updateValue(index, forKey: column.name) != nil {
        throw .duplicateColumn(column.name)
      }
    }
    self.columns = columns
    self.rowCount = rows
    self.positions = positions
  }

  private init(columns: [Column], rowCount: Int, positions: [String: Int]) {
    self.columns = columns
    self.rowCount = rowCount
    self.positions = positions
  }

  /// The names of the columns, in order.
  public var columnNames: [String] { columns.map(\.name) }

  /// The column of a name, or nil.
  public subscript(name: String) -> Column? { positions[name].map { columns[$0] } }

  /// The column of a name.
  ///
  /// - Throws: ``TableError/noColumn(_:closest:)`` with the nearest name.
  public func column(_ name: String) throws(TableError) -> Column {
    guard let column = self[name] else {
      throw .noColumn(name, closest: nearestName(to: name, among: columnNames))
    }
    return column
  }

  /// The table of some rows (from 0), in the order given, repeats included.
  ///
  /// Categories keep all their levels. Complexity: O(columns × rows asked for).
  ///
  /// - Precondition: every row is in `0..<rowCount`.
  public func selecting(rows: [Int]) -> Table {
    for row in rows {
      precondition(row >= 0 && row < rowCount, "row \(row) of a table of \(rowCount) rows")
    }
    return Table(
      columns: columns.map { $0.selecting(rows: rows) },
      rowCount: columns.isEmpty ? 0 : rows.count, positions: positions)
  }

  /// The table of some columns, in the order given.
  ///
  /// - Throws: ``TableError/noColumn(_:closest:)`` or, for a name given twice,
  ///   ``TableError/duplicateColumn(_:)``.
  public func selecting(columns names: [String]) throws(TableError) -> Table {
    var chosen: [Column] = []
    for name in names { chosen.append(try column(name)) }
    return try Table(chosen)
  }

  /// The table with one more column, after the others.
  ///
  /// - Throws: ``TableError/duplicateColumn(_:)`` or ``TableError/unequalLengths(column:count:expected:)``.
  public func adding(_ column: Column) throws(TableError) -> Table {
    try Table(columns + [column])
  }
}
