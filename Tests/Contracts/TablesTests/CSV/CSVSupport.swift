@testable import Tables

/// The cells of a table as text, row by row; nil where missing.
func cells(_ table: Table) -> [[String?]] {
  (0..<table.rowCount).map { row in table.columns.map { cell($0, row) } }
}

/// A cell as text, nil if missing.
func cell(_ column: Column, _ row: Int) -> String? {
  if column.isMissing(row) { return nil }
  return switch column.values {
  case .number(let values): numberText(values[row]) + (column.unit == .perCent ? "%" : "")
  case .integer(let values): String(values[row])
  case .category(let codes, let levels): levels[Int(codes[row])]
  case .truth(let values): values[row] ? "TRUE" : "FALSE"
  case .text(let values): values[row]
  }
}

/// A small seeded generator (SplitMix64), so that a failure can be had again.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
