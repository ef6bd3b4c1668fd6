/// Named columns of equal length.
public struct Table: Sendable, Equatable {
  /// The columns, in order; their names are unique.
  public let columns: [Column]
  /// The number of rows.
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
}
