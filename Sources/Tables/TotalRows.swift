/// Rows that look like totals of others.
public struct TotalRows: Sendable, Equatable {
  /// The column that says so.
  public let column: String
  /// What stands there, such as `Total` or `Statewide`.
  public let text: String
  /// The rows, from 0.
  public let rows: [Int]

  /// Rows that a column calls a total.
  public init(column: String, text: String, rows: [Int]) {
    self.column = column
    self.text = text
    self.rows = rows
  }
}

extension Table {
  /// The rows, among some (from 0, all if nil), that a column of categories calls a total, an average
  /// or all of something, where at most a tenth of the rows are called so.
  ///
  /// Complexity: O(rows × columns of categories that have such a level).
  public func totalRows(among rows: [Int]? = nil) -> [TotalRows] {
    var found: [TotalRows] = []
    for column in columns {
      guard case .category(let codes, let levels) = column.asWritten.values else { continue }
      for (level, text) in levels.enumerated() where isTotal(text) {
        let offered = rows ?? Array(codes.indices)
        let called = offered.filter { codes[$0] == Int32(level) }
        if called.isEmpty || 10 * called.count > max(10, offered.count) || offered.count < 3 {
          continue
        }
        found.append(TotalRows(column: column.name, text: text, rows: called))
      }
    }
    return found
  }
}

/// Whether a text names a total: made of nothing but words for totals and what is totalled.
package func isTotal(_ text: String) -> Bool {
  let words = text.lowercased().split { !$0.isLetter }.map(String.init)
  guard (1...5).contains(words.count) else { return false }
  let totals: Set<String> = [
    "total", "totals", "subtotal", "statewide", "districtwide", "countywide", "citywide",
    "nationwide", "overall", "average", "mean", "sum", "aggregate",
  ]
  let units: Set<String> = [
    "all", "grand", "state", "district", "districts", "school", "schools", "county", "counties",
    "city", "region", "nation", "national", "of", "the", "for", "and", "in", "sub",
  ]
  let isWhole =
    words == ["all"] || words.count > 1 && words[0] == "all" && words.allSatisfy(units.contains)
  return isWhole
    || words.contains(where: totals.contains)
      && words.allSatisfy { totals.contains($0) || units.contains($0) }
}
