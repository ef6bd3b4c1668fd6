/// How many rows there are, and which of them are missing.
struct RowMarks: Sendable {
  private(set) var count = 0
  /// Marks up to the last missing row.
  private(set) var mask: [Bool] = []

  /// The mask over all rows, or nil if none is missing.
  consuming func missing() -> [Bool]? {
    if mask.isEmpty { return nil }
    var whole = mask
    mask = []
    whole.append(contentsOf: repeatElement(false, count: count - whole.count))
    return whole
  }

  mutating func reserve(_ rows: Int) { mask.reserveCapacity(rows) }

  @inline(__always)
  mutating func appendPresent(_ rows: Int = 1) { count &+= rows }

  mutating func appendMissing() {
    if mask.count < count {
      mask.append(contentsOf: repeatElement(false, count: count - mask.count))
    }
    mask.append(true)
    count &+= 1
  }

  /// The rows of another after these.
  mutating func append(_ other: RowMarks) {
    if !other.mask.isEmpty {
      mask.append(contentsOf: repeatElement(false, count: count - mask.count))
      mask.append(contentsOf: other.mask)
    }
    count += other.count
  }

  /// Integers of as many rows as numbers, NaN where missing.
  func numbers(_ integers: [Int64]) -> [Double] {
    var numbers = integers.map { Double($0) }
    for (row, isMissing) in mask.enumerated() where isMissing { numbers[row] = .nan }
    return numbers
  }
}
