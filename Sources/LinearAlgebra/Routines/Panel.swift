/// A rectangle of a column-major array that routines read in place: some rows of some columns.
///
/// Element `(i, j)` stands at `elements[offset + i + j * stride]`. The panel shares the array, so
/// a block of a tall matrix costs no copy.
struct Panel {
  let elements: [Double]
  let offset: Int
  let rowCount: Int
  let columnCount: Int
  let stride: Int

  /// The given rows of all columns of a matrix.
  @inline(__always)
  init(_ matrix: Matrix, rows: Range<Int>) {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= matrix.rowCount)
    elements = matrix.elements
    offset = rows.lowerBound
    rowCount = rows.count
    columnCount = matrix.columnCount
    stride = max(1, matrix.rowCount)
  }

  /// A whole matrix.
  @inline(__always)
  init(_ matrix: Matrix) { self.init(matrix, rows: 0..<matrix.rowCount) }

  /// All rows of the given columns of a matrix.
  @inline(__always)
  init(_ matrix: Matrix, columns: Range<Int>) {
    precondition(columns.lowerBound >= 0 && columns.upperBound <= matrix.columnCount)
    elements = matrix.elements
    offset = columns.lowerBound * matrix.rowCount
    rowCount = matrix.rowCount
    columnCount = columns.count
    stride = max(1, matrix.rowCount)
  }

  /// The first elements of an array as a matrix without gaps.
  @inline(__always)
  init(_ elements: [Double], rowCount: Int, columnCount: Int) {
    precondition(elements.count >= rowCount * columnCount)
    self.elements = elements
    offset = 0
    self.rowCount = rowCount
    self.columnCount = columnCount
    stride = max(1, rowCount)
  }

  /// Whether there is nothing in it.
  @inline(__always)
  var isEmpty: Bool { rowCount == 0 || columnCount == 0 }

  /// Calls `body` with the address of the first element; the panel must not be empty.
  @inline(__always)
  func withPointer<Result>(_ body: (UnsafePointer<Double>) -> Result) -> Result {
    elements.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("an empty panel") }
      return body(base + offset)
    }
  }
}
