/// Which rows have a value in every one of some columns, and what was lost to the others.
package struct CompleteRows: Sendable, Equatable {
  /// A number of rows, laid to one column.
  package struct ColumnCount: Sendable, Equatable {
    /// The column's name.
    package let column: String
    /// The number of rows.
    package let count: Int
  }

  /// The complete rows (from 0), in the order they were offered.
  package let rows: [Int]
  /// The rows offered in which a column is missing, for each column asked about that misses any.
  package let missing: [ColumnCount]
  /// The rows dropped, each laid to the first of the columns asked about that is missing in it.
  ///
  /// In the order of the columns, those with none left out; the counts sum to ``droppedTotal``.
  package let dropped: [ColumnCount]
  /// The number of rows dropped.
  package let droppedTotal: Int
}

extension Table {
  /// The rows, of those offered (all if nil), that have a value in every named column.
  ///
  /// A column named twice counts once. Complexity: O(rows × columns with missing cells).
  ///
  /// - Throws: ``TableError/noColumn(_:closest:)``.
  /// - Precondition: every row offered is in `0..<rowCount`.
  package func completeRows(in names: [String], among offered: [Int]? = nil) throws(TableError)
    -> CompleteRows
  {
    var rows = offered ?? Array(0..<rowCount)
    let offered = rows
    var missing: [CompleteRows.ColumnCount] = []
    var dropped: [CompleteRows.ColumnCount] = []
    var asked = Set<String>()
    for name in names {
      guard let mask = try column(name).missing, asked.insert(name).inserted else { continue }
      let count = offered.reduce(0) { $0 + (mask[$1] ? 1 : 0) }
      let before = rows.count
      rows.removeAll { mask[$0] }
      if count > 0 { missing.append(.init(column: name, count: count)) }
      if rows.count < before { dropped.append(.init(column: name, count: before - rows.count)) }
    }
    return CompleteRows(
      rows: rows, missing: missing, dropped: dropped, droppedTotal: offered.count - rows.count)
  }
}
