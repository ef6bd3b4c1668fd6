import CLAPACK

/// A block of rows copied into memory of its own, scaled on the way, so that no scaled copy of the
/// whole matrix is ever made.
///
/// The rows stand without gaps: element `(i, j)` of the block at `elements[i + j * rowCount]`.
struct RowBlockBuffer {
  private(set) var elements: [Double]
  private(set) var rowCount = 0
  let columnCount: Int

  init(rowCapacity: Int, columnCount: Int) {
    elements = [Double](repeating: 0, count: rowCapacity * columnCount)
    self.columnCount = columnCount
  }

  /// The block as a matrix to read.
  var panel: Panel { Panel(elements, rowCount: rowCount, columnCount: columnCount) }

  /// Loads rows of all columns of a matrix, each at its position and factors as zeros and ones, and
  /// of `response` into the column after them.
  ///
  /// - Parameters:
  ///   - matrix: where the rows come from.
  ///   - rows: the rows; they fit the capacity.
  ///   - response: a last column, if the buffer has one.
  ///   - factors: one for each row of the block.
  ///   - scales: one for each column of the buffer.
  mutating func loadExpanded(
    _ matrix: PartitionedMatrix, rows: Range<Int>, response: [Double]? = nil,
    factors: [Double]? = nil, scales: [Double]? = nil
  ) {
    precondition(matrix.columnCount + (response == nil ? 0 : 1) == columnCount)
    prepare(for: rows, of: matrix)
    for source in matrix.dense {
      let column = source.position
      copy(source.values, rows, to: column, factors: factors, scale: scales?[column] ?? 1)
    }
    for factor in matrix.factors { expand(factor, rows, factors: factors, scales: scales) }
    loadResponse(response, rows, factors: factors, scale: scales?.last)
  }

  /// sums += B′WB over the rows of the block, in the upper triangle of a square matrix without gaps;
  /// `weights` may be longer than the block has rows.
  func addCrossProduct(weights: [Double], to sums: inout [Double]) {
    precondition(weights.count >= rowCount && sums.count == columnCount * columnCount)
    if rowCount == 0 || columnCount == 0 { return }
    elements.withUnsafeBufferPointer { elements in
      guard let base = elements.baseAddress else { return }
      let columns = (0..<columnCount).map { Optional(base + $0 * rowCount) }
      concord_add_cross_product(columns, columnCount, weights, rowCount, &sums)
    }
  }

  /// Gives the elements away to a routine that overwrites them; the capacity stays.
  mutating func withElements(_ body: (inout [Double], Int) -> Void) { body(&elements, rowCount) }

  private mutating func prepare(for rows: Range<Int>, of matrix: PartitionedMatrix) {
    precondition(rows.count * columnCount <= elements.count && rows.upperBound <= matrix.rowCount)
    rowCount = rows.count
  }

  private mutating func loadResponse(
    _ response: [Double]?, _ rows: Range<Int>, factors: [Double]?, scale: Double?
  ) {
    guard let response else { return }
    copy(.numbers(response), rows, to: columnCount - 1, factors: factors, scale: scale ?? 1)
  }

  private mutating func copy(
    _ source: DenseValues, _ rows: Range<Int>, to column: Int, factors: [Double]?, scale: Double
  ) {
    let count = rowCount
    elements.withUnsafeMutableBufferPointer { target in
      let part = UnsafeMutableBufferPointer(rebasing: target[column * count..<(column + 1) * count])
      source.copy(rows, to: part)
    }
    // The power of two first: the product with the weight cannot then overflow.
    if scale != 1 { multiply(column) { _ in scale } }
    if let factors { multiply(column) { factors[$0] } }
  }

  /// Zeros, and a one (scaled, times the row's factor) where a row has a level.
  private mutating func expand(
    _ factor: FactorColumns, _ rows: Range<Int>, factors: [Double]?, scales: [Double]?
  ) {
    for column in factor.columnOfLevel where column >= 0 {
      let start = Int(column) * rowCount
      for i in start..<start + rowCount { elements[i] = 0 }
    }
    for (i, row) in rows.enumerated() {
      let column = Int(factor.columnOfLevel[Int(factor.codes[row])])
      if column < 0 { continue }
      elements[column * rowCount + i] = (scales?[column] ?? 1) * (factors?[i] ?? 1)
    }
  }

  @inline(__always)
  private mutating func multiply(_ column: Int, by factor: (Int) -> Double) {
    let count = rowCount
    elements.withUnsafeMutableBufferPointer { target in
      let start = column * count
      for i in 0..<count { target[start + i] *= factor(i) }
    }
  }
}

extension DenseValues {
  /// Copies the numbers of some rows to memory of their number.
  func copy(_ range: Range<Int>, to target: UnsafeMutableBufferPointer<Double>) {
    precondition(target.count == range.count)
    if range.isEmpty { return }
    switch self {
    case .constant(let value):
      target.update(repeating: value)
    case .numbers(let values, let offset, let rows, let count):
      guard let rows else {
        precondition(range.upperBound <= count && offset + count <= values.count)
        values.withUnsafeBufferPointer { source in
          guard let from = source.baseAddress, let to = target.baseAddress else { return }
          let start = from + offset + range.lowerBound
          concord_fetch(start + range.count, range.count)
          to.update(from: start, count: range.count)
        }
        return
      }
      gather(values, offset, rows, range, target) { $0 }
    case .integers(let values, let rows):
      if let rows {
        gather(values, 0, rows, range, target) { Double($0) }
      } else {
        for (i, row) in range.enumerated() { target[i] = Double(values[row]) }
      }
    }
  }
}

/// Copies the elements that `rows[range]` names.
@inline(__always)
private func gather<Value>(
  _ values: [Value], _ offset: Int, _ rows: [Int], _ range: Range<Int>,
  _ target: UnsafeMutableBufferPointer<Double>, _ convert: (Value) -> Double
) {
  values.withUnsafeBufferPointer { values in
    rows.withUnsafeBufferPointer { rows in
      for (i, position) in range.enumerated() {
        target[i] = convert(values[offset + rows[position]])
      }
    }
  }
}
