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
    let rows = offered ?? Array(0..<rowCount)
    var isLost: [Bool] = []
    var missing: [CompleteRows.ColumnCount] = []
    var dropped: [CompleteRows.ColumnCount] = []
    var asked = Set<String>()
    for name in names {
      guard let mask = try column(name).missing, asked.insert(name).inserted else { continue }
      if isLost.isEmpty { isLost = [Bool](repeating: false, count: rows.count) }
      let (count, newlyLost) = markLost(rows, where: mask, in: &isLost)
      if count > 0 { missing.append(.init(column: name, count: count)) }
      if newlyLost > 0 { dropped.append(.init(column: name, count: newlyLost)) }
    }
    let droppedTotal = dropped.reduce(0) { $0 + $1.count }
    return CompleteRows(
      rows: droppedTotal == 0 ? rows : kept(rows, isLost, count: rows.count - droppedTotal),
      missing: missing, dropped: dropped, droppedTotal: droppedTotal)
  }
}

/// Marks the places of the rows that a mask holds for; how many there are, and how many of them were
/// not marked before.
private func markLost(
  _ rows: [Int], where mask: [Bool], in isLost: inout [Bool]
) -> (count: Int, newlyLost: Int) {
  var (count, newlyLost) = (0, 0)
  for (place, row) in rows.enumerated() where mask[row] {
    count += 1
    newlyLost += isLost[place] ? 0 : 1
    isLost[place] = true
  }
  return (count, newlyLost)
}

/// The rows that are not lost, in an array of just their size.
private func kept(_ rows: [Int], _ isLost: [Bool], count: Int) -> [Int] {
  var result: [Int] = []
  result.reserveCapacity(count)
  for (place, row) in rows.enumerated() where !isLost[place] { result.append(row) }
  return result
}
