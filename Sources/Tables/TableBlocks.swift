/// The rows of a table that is too large to be held, as smaller tables one after another.
///
/// ``CSVBlocks`` reads them from a file; a type of your own may fetch them from elsewhere.
public protocol TableBlocks: Sendable {
  /// A table without rows that has every column, with its type, unit and levels.
  var schema: Table { get }

  /// Passes the blocks on in order, the same blocks each time; together they are all rows.
  ///
  /// Every block has the columns asked for, in the order wanted (all if nil), with the types, units
  /// and levels of ``schema``.
  ///
  /// - Throws: what is wrong with the data, and what `body` throws.
  func forEachBlock(columns: [String]?, _ body: (Table) throws -> Void) throws
}

extension CSVBlocks: TableBlocks {}
