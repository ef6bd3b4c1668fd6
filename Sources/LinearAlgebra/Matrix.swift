/// A dense matrix of `Double` in column-major order.
///
/// A value type over one array: copies share storage until one of them is changed. Element
/// `(i, j)` stands at `elements[i + j * rowCount]`, the layout BLAS and LAPACK use, so that no
/// routine needs a transposed copy. Matrices with no rows or no columns are allowed.
public struct Matrix: Sendable, Equatable {
  /// The number of rows, at least 0.
  public let rowCount: Int
  /// The number of columns, at least 0.
  public let columnCount: Int
  /// The elements, column after column; `rowCount * columnCount` of them.
  public package(set) var elements: [Double]

  /// A matrix with every element the same.
  public init(rowCount: Int, columnCount: Int, repeating value: Double = 0) {
    precondition(rowCount >= 0 && columnCount >= 0, "a matrix of \(rowCount) × \(columnCount)")
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.elements = [Double](repeating: value, count: rowCount * columnCount)
  }

  /// A matrix over elements given column after column.
  ///
  /// - Precondition: `elements.count == rowCount * columnCount`.
  public init(rowCount: Int, columnCount: Int, elements: [Double]) {
    precondition(
      rowCount >= 0 && columnCount >= 0 && elements.count == rowCount * columnCount,
      "\(elements.count) elements for a \(rowCount) × \(columnCount) matrix")
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.elements = elements
  }

  /// A matrix from columns of equal length. No columns give a 0 × 0 matrix.
  public init(columns: [[Double]]) {
    let rows = columns.first?.count ?? 0
    precondition(columns.allSatisfy { $0.count == rows }, "columns of unequal length")
    self.init(rowCount: rows, columnCount: columns.count, elements: Array(columns.joined()))
  }

  /// A matrix from rows of equal length. No rows give a 0 × 0 matrix.
  public init(rows: [[Double]]) {
    let columns = rows.first?.count ?? 0
    precondition(rows.allSatisfy { $0.count == columns }, "rows of unequal length")
    self.init(rowCount: rows.count, columnCount: columns)
    for (i, row) in rows.enumerated() {
      for (j, value) in row.enumerated() { elements[i + j * rowCount] = value }
    }
  }

  /// The identity matrix of the given size.
  public static func identity(_ size: Int) -> Matrix {
    var result = Matrix(rowCount: size, columnCount: size)
    for i in 0..<size { result.elements[i + i * size] = 1 }
    return result
  }

  /// The element in a row and a column, both counted from 0.
  @inlinable
  public subscript(row: Int, column: Int) -> Double {
    get {
      precondition(row >= 0 && row < rowCount && column >= 0 && column < columnCount)
      return elements[row + column * rowCount]
    }
    set {
      precondition(row >= 0 && row < rowCount && column >= 0 && column < columnCount)
      setElement(newValue, at: row + column * rowCount)
    }
  }

  @usableFromInline
  mutating func setElement(_ value: Double, at position: Int) { elements[position] = value }
}

extension Matrix {
  /// A copy of one column. Complexity: O(rows).
  public func column(_ index: Int) -> [Double] {
    precondition(index >= 0 && index < columnCount, "column \(index) of \(columnCount)")
    return Array(elements[index * rowCount..<(index + 1) * rowCount])
  }

  /// A copy of one row. Complexity: O(columns).
  public func row(_ index: Int) -> [Double] {
    precondition(index >= 0 && index < rowCount, "row \(index) of \(rowCount)")
    return (0..<columnCount).map { elements[index + $0 * rowCount] }
  }

  /// The transpose, as a copy.
  public var transposed: Matrix {
    var result = Matrix(rowCount: columnCount, columnCount: rowCount)
    for j in 0..<columnCount {
      for i in 0..<rowCount { result.elements[j + i * columnCount] = elements[i + j * rowCount] }
    }
    return result
  }

  /// The matrix of the given columns, in the given order.
  public func selectingColumns(_ indices: [Int]) -> Matrix {
    if indices.count == columnCount && indices.elementsEqual(0..<columnCount) { return self }
    var result: [Double] = []
    result.reserveCapacity(rowCount * indices.count)
    for j in indices { result.append(contentsOf: elements[j * rowCount..<(j + 1) * rowCount]) }
    return Matrix(rowCount: rowCount, columnCount: indices.count, elements: result)
  }

  /// The matrix of the given rows, in the given order.
  public func selectingRows(_ indices: [Int]) -> Matrix {
    var result = Matrix(rowCount: indices.count, columnCount: columnCount)
    for j in 0..<columnCount {
      for (i, row) in indices.enumerated() {
        result.elements[i + j * indices.count] = elements[row + j * rowCount]
      }
    }
    return result
  }

  /// The diagonal: the elements `(i, i)`.
  public var diagonal: [Double] {
    (0..<min(rowCount, columnCount)).map { elements[$0 + $0 * rowCount] }
  }
}
