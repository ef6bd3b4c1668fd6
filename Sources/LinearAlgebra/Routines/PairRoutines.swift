// | our name                    | C function                       |
// |-----------------------------|----------------------------------|
// | timesUpper                  | concord_pair_times_upper         |
// | addCrossProduct             | concord_pair_add_cross_product   |
// | subtractProduct             | concord_pair_subtract_product    |

import CLAPACK

/// Rows of numbers in twice the working precision, column after column without gaps.
struct PairBlock: Sendable {
  let rowCount: Int
  let columnCount: Int
  var high: [Double]
  var low: [Double]

  init(rowCount: Int, columnCount: Int) {
    self.rowCount = rowCount
    self.columnCount = columnCount
    high = [Double](repeating: 0, count: rowCount * columnCount)
    low = high
  }

  /// The first `upper.columnCount` columns times an upper triangle, in the first columns of another.
  func timesUpper(_ upper: Matrix, into result: inout PairBlock) {
    let count = upper.columnCount
    precondition(upper.rowCount == count && count <= columnCount)
    precondition(result.rowCount == rowCount && count <= result.columnCount)
    if rowCount == 0 || count == 0 { return }
    concord_pair_times_upper(
      high, low, rowCount, count, upper.elements, &result.high, &result.low)
  }

  /// r −= (first columns) b for a column of pairs.
  func subtractProduct(_ b: [DoubleDouble], from high: inout [Double], low: inout [Double]) {
    precondition(b.count <= columnCount && high.count >= rowCount && low.count >= rowCount)
    if rowCount == 0 || b.isEmpty { return }
    concord_pair_subtract_product(
      self.high, self.low, rowCount, b.count, b.map(\.high), b.map(\.low), &high, &low)
  }
}

/// The sums of products of the columns of blocks, in twice the working precision; upper triangle.
struct PairGram: Sendable {
  let size: Int
  private(set) var high: [Double]
  private(set) var low: [Double]

  init(size: Int) {
    self.size = size
    high = [Double](repeating: 0, count: size * size)
    low = high
  }

  /// Takes the rows of a block; weights are one for each of its rows, or nil for all 1.
  mutating func add(_ block: PairBlock, weights: [Double]?) {
    precondition(block.columnCount == size && weights.map { $0.count == block.rowCount } ?? true)
    if block.rowCount == 0 || size == 0 { return }
    var scratch = [Double](repeating: 0, count: 2 * block.rowCount)
    guard let weights else {
      concord_pair_add_cross_product(
        block.high, block.low, block.rowCount, size, nil, &scratch, &high, &low)
      return
    }
    concord_pair_add_cross_product(
      block.high, block.low, block.rowCount, size, weights, &scratch, &high, &low)
  }

  mutating func merge(_ other: PairGram) {
    for index in high.indices {
      let sum =
        DoubleDouble(high: high[index], low: low[index])
        + DoubleDouble(high: other.high[index], low: other.low[index])
      (high[index], low[index]) = (sum.high, sum.low)
    }
  }

  /// An element of the upper triangle.
  subscript(row: Int, column: Int) -> DoubleDouble {
    DoubleDouble(high: high[row + column * size], low: low[row + column * size])
  }
}
