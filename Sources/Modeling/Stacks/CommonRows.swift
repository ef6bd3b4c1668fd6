import Tables

/// The rows that several fits to one table have in common.
struct CommonRows: Sendable {
  /// For each fit the number, from 1, that each row of its table has among all; nil where tables are the
  /// same, so that rows go by their own numbers.
  private let numbers: [[Int]]?
  /// The table.
  let table: Table
  /// The rows of the table that any fit used, ascending.
  let used: [Int]

  /// The rows of fits to one table; nil where a fit has none in memory or another table.
  init?(_ fits: [any Estimated]) {
    let frames = fits.compactMap(\.data)
    guard let table = frames.first?.table, frames.count == fits.count,
      frames.allSatisfy({ $0.table == table })
    else { return nil }
    self.table = table
    numbers = nil
    used = Set(frames.flatMap(\.rows.used)).sorted()
  }

  /// The rows of fits to rows drawn from a table, with the number of each of its rows.
  init(drawn: Table, numbers: [[Int]]) {
    table = drawn
    used = Array(0..<drawn.rowCount)
    self.numbers = numbers
  }

  /// The number, from 1, of a row of a fit's table among all.
  func number(of tableRow: Int, in fit: Int) -> Int {
    numbers.map { $0[fit][tableRow - 1] } ?? tableRow
  }
}
