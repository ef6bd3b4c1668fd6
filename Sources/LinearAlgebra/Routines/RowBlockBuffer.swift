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

  /// Loads rows of a matrix into the first columns, and of `response` into the column after them.
  ///
  /// - Parameters:
  ///   - matrix: where the rows come from.
  ///   - rows: the rows; they fit the capacity.
  ///   - response: a last column, if the buffer has one.
  ///   - factors: one for each row of the block.
  ///   - scales: one for each column of the buffer.
  mutating func load(
    _ matrix: Matrix, rows: Range<Int>, response: [Double]? = nil, factors: [Double]? = nil,
    scales: [Double]? = nil
  ) {
    precondition(matrix.columnCount + (response == nil ? 0 : 1) == columnCount)
    precondition(rows.count * columnCount <= elements.count && rows.upperBound <= matrix.rowCount)
    rowCount = rows.count
    for column in 0..<matrix.columnCount {
      copyColumn(
        column, from: matrix.elements, at: column * matrix.rowCount + rows.lowerBound,
        factors: factors, scale: scales?[column] ?? 1)
    }
    if let response {
      copyColumn(
        columnCount - 1, from: response, at: rows.lowerBound, factors: factors,
        scale: scales?[columnCount - 1] ?? 1)
    }
  }

  /// Gives the elements away to a routine that overwrites them; the capacity stays.
  mutating func withElements(_ body: (inout [Double], Int) -> Void) { body(&elements, rowCount) }

  private mutating func copyColumn(
    _ column: Int, from source: [Double], at offset: Int, factors: [Double]?, scale: Double
  ) {
    let count = rowCount
    precondition(offset + count <= source.count && factors.map { $0.count == count } ?? true)
    elements.withUnsafeMutableBufferPointer { target in
      source.withUnsafeBufferPointer { source in
        guard count > 0, let from = source.baseAddress, let base = target.baseAddress else {
          return
        }
        let to = base + column * count
        guard let factors else {
          if scale == 1 {
            to.update(from: from + offset, count: count)
          } else {
            for i in 0..<count { to[i] = from[offset + i] * scale }
          }
          return
        }
        factors.withUnsafeBufferPointer { factors in
          guard let factor = factors.baseAddress else { return }
          // The power of two first: the product with the weight cannot then overflow.
          for i in 0..<count { to[i] = from[offset + i] * scale * factor[i] }
        }
      }
    }
  }
}
