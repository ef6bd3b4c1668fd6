/// A record at the beginning of a text.
struct SniffedRecord: Sendable, Equatable {
  let fields: [String]
  /// Where it begins, and where the next line does.
  let start: Int
  let end: Int

  /// The number of fields that are not empty.
  var filledCount: Int { fields.reduce(0) { $0 + ($1.isEmpty ? 0 : 1) } }
}

/// What the beginning of a text is taken to be: a pure function of its first records.
struct CSVLayout: Sendable, Equatable {
  /// The number of records above the header.
  var titles = 0
  /// The number of header rows, the first of which holds the names.
  var headerRows = 1
  /// Whether the header has no name for the first field of the rows, as R writes them.
  var hasRowNames = false
}

extension CSVLayout {
  /// The layout of the records of a text.
  ///
  /// Titles are records above the first one that has as many fields as most and is full of words: they
  /// have fewer fields, or hardly any that hold something. Row names, as R writes them, are there if
  /// every row has one field more than the header and the first fields differ from each other. Further
  /// header rows are there if two columns or more are numbers below them, and words of some length in
  /// them that differ.
  init(_ records: [SniffedRecord], headerRows: Int?, isAtHeader: Bool, words: MissingWords) {
    let width = commonWidth(records)
    if !isAtHeader, width > 1 { titles = titleCount(records, width: width) }
    guard titles < records.count else { return }
    let header = records[titles]
    let rows = records[(titles + 1)...]
    hasRowNames =
      headerRows == nil && header.fields.count == width - 1 && rows.count >= 2
      && rows.allSatisfy { $0.fields.count == width }
      && !rows.allSatisfy { $0.fields.last == "" }
      && Set(rows.map { $0.fields[0] }).count == rows.count
      && rows.allSatisfy { !$0.fields[0].isEmpty }
    if let headerRows {
      self.headerRows = headerRows
    } else if !hasRowNames {
      self.headerRows = 1 + labelRows(Array(rows), width: header.fields.count, words: words)
    }
  }
}

/// The number of fields that most records have, the larger of two that are as frequent; empty fields
/// at the end of every record that has that many are not counted where the header has fewer.
private func commonWidth(_ records: [SniffedRecord]) -> Int {
  var width = mode(records.map(\.fields.count))
  while width > 1 {
    let full = records.filter { $0.fields.count == width }
    let isTrailing =
      full.allSatisfy { $0.fields.last == "" } && records.contains { $0.fields.count == width - 1 }
    if !isTrailing { break }
    width -= 1
  }
  return width
}

/// The most frequent number, the larger of two.
func mode(_ numbers: [Int]) -> Int {
  var counts: [Int: Int] = [:]
  for number in numbers { counts[number, default: 0] += 1 }
  return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
}

private func titleCount(_ records: [SniffedRecord], width: Int) -> Int {
  for (index, record) in records.enumerated() {
    let count = record.fields.count
    let isWide = count >= width && 2 * record.filledCount > width
    if isWide {
      let isHeader = record.fields.allSatisfy { NumberStyle.point.fastNumber($0) == nil }
      // Without a header below them the lines above may be anything.
      guard index > 0, isHeader, index + 1 < records.count else { return 0 }
      let isBare = records[index - 1].fields.count == width - 1
      return isBare && !holdsNumbersBelow(records, header: index) ? 0 : index
    }
    if count >= width && record.filledCount > 1 && width < 4 { return 0 }
  }
  return 0
}

/// Whether some column is a word in the header and numbers in every row below.
private func holdsNumbersBelow(_ records: [SniffedRecord], header: Int) -> Bool {
  let rows = records[(header + 1)...].filter { $0.fields.count == records[header].fields.count }
  guard !rows.isEmpty else { return false }
  return records[header].fields.indices.contains { column in
    NumberStyle.point.fastNumber(records[header].fields[column]) == nil
      && rows.allSatisfy { NumberStyle.point.fastNumber($0.fields[column]) != nil }
  }
}

/// The number of rows below the names that are labels or units.
private func labelRows(_ rows: [SniffedRecord], width: Int, words: MissingWords) -> Int {
  for count in [3, 2, 1] where rows.count >= count + 2 {
    let body = rows[count...].filter { $0.fields.count >= width }
    guard body.count >= 2 else { continue }
    let numeric = (0..<width).filter { column in
      let cells = body.map { $0.fields[column] }.filter { words.index(of: $0) < 0 }
      return cells.count >= 2
        && cells.allSatisfy {
          NumberStyle.point.fastNumber($0) != nil || NumberStyle.comma.fastNumber($0) != nil
        }
    }
    guard numeric.count >= 2 else { continue }
    let areLabels = rows[..<count].allSatisfy { row in
      guard row.fields.count >= width else { return false }
      let texts = numeric.map { row.fields[$0] }
      return Set(texts).count >= 2 && texts.allSatisfy { isLabel($0, words) }
    }
    if areLabels { return count }
  }
  return 0
}

/// Whether a text is a label rather than a word that stands for a value.
private func isLabel(_ text: String, _ words: MissingWords) -> Bool {
  let letters = text.filter(\.isLetter).count
  let gaps = [
    "n/a", "null", "none", "missing", "masked", "suppressed", "redacted", "withheld",
    "not available", "not applicable", "no data", "unknown", "refused", "don't know",
  ]
  return letters >= 4 && words.index(of: text) < 0 && !isRange(text)
    && !gaps.contains(trimmed(text).lowercased())
}
