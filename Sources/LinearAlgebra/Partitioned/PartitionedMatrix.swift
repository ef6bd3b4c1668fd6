/// An n × p matrix kept as it came: columns of numbers where they stand, constants as one number,
/// and the columns of a factor as one code a row.
///
/// A design of a million rows then costs no copy of the data, and a factor of 2,000 levels four
/// bytes a row instead of 16,000. Row blocks are copied into small buffers when they are worked on;
/// products with factors are sums by level.
public struct PartitionedMatrix: Sendable, Equatable {
  /// The number of rows, n.
  public let rowCount: Int
  /// The number of columns, p, those of factors counted one by one.
  public let columnCount: Int
  /// The columns of numbers, in ascending order of position.
  package let dense: [DenseColumn]
  /// The factors whose columns are 0 or 1.
  package let factors: [FactorColumns]
  /// The matrix this is another view of, if it is.
  private let whole: Matrix?

  /// A matrix of parts, whose positions together are 0..<p, each once.
  ///
  /// - Precondition: every part has `rowCount` rows, and every code is a level.
  package init(
    rowCount: Int, columnCount: Int, dense: [DenseColumn], factors: [FactorColumns] = []
  ) {
    precondition(
      dense.allSatisfy { $0.values.rowCount.map { $0 == rowCount } ?? true }
        && factors.allSatisfy { $0.codes.count == rowCount }, "parts of other lengths")
    let positions = dense.map(\.position) + factors.flatMap(\.positions)
    precondition(
      positions.count == columnCount && Set(positions) == Set(0..<columnCount),
      "\(positions.count) positions for \(columnCount) columns")
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.dense = dense
    self.factors = factors
    whole = nil
  }

  /// Columns that stand in arrays of their own, without a copy.
  ///
  /// - Precondition: every column has `rowCount` elements.
  public init(columns: [[Double]], rowCount: Int) {
    self.init(
      rowCount: rowCount, columnCount: columns.count,
      dense: columns.enumerated().map { DenseColumn(position: $0, values: .numbers($1)) })
  }

  /// A dense matrix, without a copy.
  public init(_ matrix: Matrix) {
    rowCount = matrix.rowCount
    columnCount = matrix.columnCount
    dense = (0..<matrix.columnCount).map { column in
      DenseColumn(
        position: column,
        values: .numbers(
          matrix.elements, offset: column * matrix.rowCount, rows: nil, matrix.rowCount))
    }
    factors = []
    whole = matrix
  }
}

/// A column of numbers with its position in the whole.
package struct DenseColumn: Sendable, Equatable {
  package let position: Int
  package let values: DenseValues

  package init(position: Int, values: DenseValues) {
    self.position = position
    self.values = values
  }
}

/// Where the numbers of a column stand.
package enum DenseValues: Sendable, Equatable {
  /// The same number in every row.
  case constant(Double)
  /// Some elements of an array from `offset`: the first `count`, or those of the rows given, which
  /// the array may be shared with others for.
  case numbers([Double], offset: Int, rows: [Int]?, _ count: Int)
  /// Whole numbers: all of an array, or those of the rows given.
  case integers([Int64], rows: [Int]?)

  /// The rows, or nil where any number will do.
  var rowCount: Int? {
    switch self {
    case .constant: nil
    case .numbers(_, _, let rows, let count): rows?.count ?? count
    case .integers(let values, let rows): rows?.count ?? values.count
    }
  }

  /// A whole array, or the given rows of it.
  package static func numbers(_ values: [Double], rows: [Int]? = nil) -> DenseValues {
    .numbers(values, offset: 0, rows: rows, values.count)
  }
}

/// The columns of a factor: 1 where a row has the column's level, else 0.
package struct FactorColumns: Sendable, Equatable {
  /// The level of each row, from 0.
  package let codes: [Int32]
  /// For each level the position of its column, or −1 if it has none, as a reference level.
  package let columnOfLevel: [Int32]

  package init(codes: [Int32], columnOfLevel: [Int32]) {
    self.codes = codes
    self.columnOfLevel = columnOfLevel
  }

  package var levelCount: Int { columnOfLevel.count }

  /// The positions of its columns, by level.
  var positions: [Int] { columnOfLevel.lazy.filter { $0 >= 0 }.map { Int($0) } }
}

extension PartitionedMatrix {
  /// The matrix of the given columns, in the given order. Complexity: O(columns); no number is
  /// copied.
  public func selectingColumns(_ indices: [Int]) -> PartitionedMatrix {
    if indices.count == columnCount && indices.elementsEqual(0..<columnCount) { return self }
    var newPosition = [Int32](repeating: -1, count: columnCount)
    for (position, column) in indices.enumerated() { newPosition[column] = Int32(position) }
    let kept = dense.filter { newPosition[$0.position] >= 0 }
      .map { DenseColumn(position: Int(newPosition[$0.position]), values: $0.values) }
      .sorted { $0.position < $1.position }
    let recoded = factors.map { factor in
      FactorColumns(
        codes: factor.codes,
        columnOfLevel: factor.columnOfLevel.map { $0 < 0 ? -1 : newPosition[Int($0)] })
    }
    return PartitionedMatrix(
      rowCount: rowCount, columnCount: indices.count, dense: kept,
      factors: recoded.filter { $0.columnOfLevel.contains { $0 >= 0 } })
  }

  /// All its numbers in one array, n × p. Complexity: O(n p) time and memory.
  public func denseMatrix() -> Matrix {
    if let whole { return whole }
    var buffer = RowBlockBuffer(rowCapacity: rowCount, columnCount: columnCount)
    buffer.loadExpanded(self, rows: 0..<rowCount)
    return Matrix(rowCount: rowCount, columnCount: columnCount, elements: buffer.elements)
  }

  /// Some rows, in the order given, spread out. Complexity: O(rows asked for × p).
  package func selectingRows(_ rows: [Int]) -> Matrix {
    var result = Matrix(rowCount: rows.count, columnCount: columnCount)
    for column in dense {
      let start = column.position * rows.count
      for (i, row) in rows.enumerated() { result.elements[start + i] = column.values.element(row) }
    }
    for factor in factors {
      for (i, row) in rows.enumerated() {
        let column = Int(factor.columnOfLevel[Int(factor.codes[row])])
        if column >= 0 { result.elements[column * rows.count + i] = 1 }
      }
    }
    return result
  }

  /// The number in a row and a column. Complexity: O(log p), or O(levels) in a factor.
  package subscript(row: Int, column: Int) -> Double {
    precondition(row >= 0 && row < rowCount && column >= 0 && column < columnCount)
    if let found = dense.first(where: { $0.position == column }) {
      return found.values.element(row)
    }
    for factor in factors where factor.columnOfLevel[Int(factor.codes[row])] == Int32(column) {
      return 1
    }
    return 0
  }
}

extension DenseValues {
  /// An array in which the numbers stand one after the other from an offset: the stored one where it
  /// will do.
  func contiguous(rowCount: Int) -> (elements: [Double], offset: Int) {
    if case .numbers(let values, let offset, nil, _) = self { return (values, offset) }
    return (array(rowCount: rowCount), 0)
  }

  /// All numbers in one array; the stored one where it is whole.
  package func array(rowCount: Int) -> [Double] {
    if case .numbers(let values, 0, nil, let count) = self, count == values.count { return values }
    var buffer = [Double](repeating: 0, count: rowCount)
    buffer.withUnsafeMutableBufferPointer { copy(0..<rowCount, to: $0) }
    return buffer
  }

  func element(_ row: Int) -> Double {
    switch self {
    case .constant(let value): value
    case .numbers(let values, let offset, let rows, _): values[offset + (rows?[row] ?? row)]
    case .integers(let values, let rows): Double(values[rows?[row] ?? row])
    }
  }
}
