/// What can be wrong with a table or the text it is read from.
public enum TableError: Error, Sendable, Equatable {
  /// No column has this name; the closest that exists.
  case noColumn(String, closest: String?)
  /// Two columns have this name.
  case duplicateColumn(String)
  /// A column is longer or shorter than the first.
  case unequalLengths(column: String, count: Int, expected: Int)
}

/// The name closest to the one asked for by edit distance, if any is near.
package func nearestName(to name: String, among names: [String]) -> String? { nil }
extension Table {
  public func selecting(rows: [Int]) -> Table { self }
  public func selecting(columns: [String]) throws(TableError) -> Table { self }
  package func numericValues(of name: String) throws(TableError) -> [Double] { [] }
}
