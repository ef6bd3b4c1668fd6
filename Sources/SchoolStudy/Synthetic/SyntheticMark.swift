import Tables

/// What of a table was made by `concord simulate`, known by the names it gives.
///
/// Schools and districts of the synthetic national study are called `Synthetic CA-1 school 01` and
/// `Synthetic CA-1`. The names stay what they are when columns are renamed or added, rows filtered or
/// sorted, and files taken through a spreadsheet; without both columns nothing tells the rows from others.
/// Responses drawn from a fit are columns called `draw1`, `draw2`, ….
public struct SyntheticMark: Sendable, Equatable {
  /// The rows with the name of a synthetic school or district in any column.
  public let rowCount: Int
  /// All rows.
  public let total: Int
  /// The columns with drawn responses among those that a study uses.
  public let drawnColumns: [String]

  /// Whether every row is synthetic.
  public var isWhole: Bool { rowCount == total }

  /// What stands first in any output on such data.
  var banner: String {
    if rowCount == 0 {
      let names = listText(drawnColumns.map { "“\($0)”" })
      return """
        SYNTHETIC data: \(names) \(drawnColumns.count == 1 ? "was" : "were") drawn from a model, and no \
        figure that rests on \(drawnColumns.count == 1 ? "it" : "them") is about a real school.
        """
    }
    if isWhole { return wholeBanner }
    return """
      SYNTHETIC data: \(countText(rowCount, "row")) of \(groupedText(Int64(total))) \
      \(rowCount == 1 ? "is of a school" : "are of schools") that \
      \(rowCount == 1 ? "does" : "do") not exist, and no figure is about real schools alone.
      """
  }
}

/// The banner where all rows are made up.
let wholeBanner = "SYNTHETIC data: no school here exists, and no figure is about a real one."

/// What of a table is synthetic, or nil where nothing is known to be.
///
/// - Parameters:
///   - table: the rows as they were read.
///   - used: the columns a study uses, where drawn responses are looked for.
/// - Returns: the counts of rows and the drawn columns, or nil.
/// - Complexity: O(rows) for each column of text.
public func syntheticMark(of table: Table, using used: [String]) -> SyntheticMark? {
  let prefixes = Set(NationalStudyDesign.published.districts.map { $0.name.lowercased() })
  var isSynthetic = [Bool](repeating: false, count: table.rowCount)
  for column in table.columns {
    switch column.values {
    case .category(let codes, let levels):
      let marked = levels.map { isSyntheticName($0, prefixes) }
      guard marked.contains(true) else { continue }
      for (row, code) in codes.enumerated()
      where marked.indices.contains(Int(code)) && marked[Int(code)] {
        isSynthetic[row] = true
      }
    case .text(let texts):
      for (row, text) in texts.enumerated() where isSyntheticName(text, prefixes) {
        isSynthetic[row] = true
      }
    case .number, .integer, .truth: continue
    }
  }
  let rowCount = isSynthetic.count { $0 }
  let drawn = used.filter(isDrawnColumn)
  if rowCount == 0 && drawn.isEmpty { return nil }
  return SyntheticMark(rowCount: rowCount, total: table.rowCount, drawnColumns: drawn)
}

/// Whether a text is the name of a synthetic district or of a school in one, whatever its case and the
/// blanks around it.
private func isSyntheticName(_ text: String, _ districts: Set<String>) -> Bool {
  let words = text.lowercased().split(separator: " ")
  guard words.count >= 2, words[0] == "synthetic" else { return false }
  let district = words.prefix(2).joined(separator: " ")
  guard districts.contains(district) else { return false }
  return words.count == 2 || words.count == 4 && words[2] == "school" && Int(words[3]) != nil
}

/// Whether a column is called `draw1`, `draw2`, … as responses drawn from a fit are.
private func isDrawnColumn(_ name: String) -> Bool {
  guard name.hasPrefix("draw") else { return false }
  let digits = name.dropFirst(4)
  return !digits.isEmpty && digits.allSatisfy(\.isNumber) && digits.first != "0"
}
