// | our name                     | C function                           |
// |------------------------------|--------------------------------------|
// | addCrossProduct              | concord_add_cross_product, or dsyrk  |
// | addProduct                   | concord_add_product                  |
// | addTransposedProduct         | concord_add_transposed_product       |

import CLAPACK

/// The number of columns up to which the kernel is faster than `dsyrk` (measured on Zen 3: 4 to 6
/// times for 7 columns, 1.25 times for 52, even for 200).
let widestKernel = 192

/// Reads the dense columns of a partitioned matrix block by block: numbers where they stand, and
/// what has to be converted, gathered or scaled from a buffer that stays in the cache.
///
/// Lives inside `withReader` only, which keeps the memory it points to.
struct BlockReader {
  /// The columns: the dense ones of the matrix, then the response if there is one.
  let columnCount: Int
  /// The rows loaded.
  private(set) var rows = 0..<0
  private let sources: [DenseValues]
  private let scales: [Double]?
  private let places: [Place]
  /// Where the rows loaded begin in each column.
  private var columns: [UnsafePointer<Double>]
  private let buffer: UnsafeMutableBufferPointer<Double>
  private let capacity: Int

  /// Where a column is read.
  private enum Place {
    /// In the array it stands in, from its first row.
    case array(UnsafePointer<Double>)
    /// In the buffer, from this element; refilled for each block unless constant.
    case buffer(start: Int, isConstant: Bool)
  }

  /// Takes up some rows, as many as the capacity or fewer. Each row is multiplied by its factor,
  /// where every column is in the buffer.
  mutating func load(_ rows: Range<Int>, factors: [Double]? = nil) {
    precondition(rows.count <= capacity, "\(rows.count) rows for \(capacity)")
    precondition(factors == nil || isBuffered, "factors without a buffer")
    self.rows = rows
    for (index, place) in places.enumerated() {
      switch place {
      case .array(let base): columns[index] = base + rows.lowerBound
      case .buffer(let start, let isConstant):
        if isConstant && factors == nil { continue }
        fill(
          UnsafeMutableBufferPointer(rebasing: buffer[start..<start + rows.count]), index, factors)
      }
    }
  }

  private func fill(
    _ target: UnsafeMutableBufferPointer<Double>, _ index: Int, _ factors: [Double]?
  ) {
    sources[index].copy(rows, to: target)
    // The power of two first: the product with the weight cannot then overflow.
    if let scale = scales?[index], scale != 1 { for i in target.indices { target[i] *= scale } }
    if let factors { for i in target.indices { target[i] *= factors[i] } }
  }

  /// Whether all columns are in the buffer, at equal distances.
  private var isBuffered: Bool {
    places.allSatisfy { if case .buffer = $0 { true } else { false } }
  }

  /// sums += Z′WZ over the rows loaded, in the upper triangle of a square matrix without gaps.
  ///
  /// - Parameters:
  ///   - weights: weights of any sign, or nil for all 1.
  ///   - firstWeight: where in `weights` those of the rows begin.
  ///   - portable: whether to leave the processor's wide registers alone; for tests.
  ///   - sums: the sums.
  func addCrossProduct(
    weights: [Double]? = nil, firstWeight: Int = 0, portable: Bool = false,
    to sums: inout [Double]
  ) {
    precondition(sums.count == columnCount * columnCount, "\(sums.count) for \(columnCount)")
    precondition(weights.map { $0.count >= firstWeight + rows.count } ?? true)
    if rows.isEmpty || columnCount == 0 { return }
    guard let weights else {
      if columnCount > widestKernel {
        clapack_dsyrk(
          BLAS.upper, BLAS.transposed, BLAS.integer(columnCount), BLAS.integer(rows.count), 1,
          columns[0], BLAS.integer(capacity), 1, &sums, BLAS.integer(columnCount))
      } else {
        let add = portable ? concord_add_cross_product_portable : concord_add_cross_product
        add(optional(columns), columnCount, nil, rows.count, &sums)
      }
      return
    }
    weights.withUnsafeBufferPointer { weights in
      let add = portable ? concord_add_cross_product_portable : concord_add_cross_product
      add(
        optional(columns), columnCount, weights.baseAddress.map { $0 + firstWeight }, rows.count,
        &sums)
    }
  }

  /// values += Z f over the rows loaded. A row's result does not depend on its block.
  func addProduct(_ factors: [Double], portable: Bool = false, to values: inout [Double]) {
    precondition(factors.count == columnCount && values.count >= rows.count)
    if rows.isEmpty || columnCount == 0 { return }
    let add = portable ? concord_add_product_portable : concord_add_product
    add(optional(columns), columnCount, factors, rows.count, &values)
  }

  /// sums += Z′v over the rows loaded; `v` may be longer than there are rows.
  func addTransposedProduct(_ v: [Double], portable: Bool = false, to sums: inout [Double]) {
    precondition(sums.count == columnCount && v.count >= rows.count)
    if rows.isEmpty || columnCount == 0 { return }
    let add = portable ? concord_add_transposed_product_portable : concord_add_transposed_product
    add(optional(columns), columnCount, v, rows.count, &sums)
  }

  /// Calls `body` with each column's rows.
  func forEachColumn(_ body: (Int, UnsafePointer<Double>) -> Void) {
    if rows.isEmpty { return }
    for (index, column) in columns.enumerated() { body(index, column) }
  }
}

/// The pointers as C's `const double *const *` is seen.
@inline(__always)
private func optional(_ pointers: [UnsafePointer<Double>]) -> [UnsafePointer<Double>?] {
  pointers.map { $0 }
}

extension PartitionedMatrix {
  /// Calls `body` with a reader of the dense columns.
  ///
  /// - Parameters:
  ///   - capacity: the most rows of a block.
  ///   - response: a last column, or none.
  ///   - scales: what each column is multiplied by, the response's last; nil for 1.
  ///   - isBuffered: whether to copy every column to the buffer.
  ///   - body: what to do with the reader.
  /// - Returns: what `body` returns.
  func withReader<Result>(
    capacity: Int, response: [Double]? = nil, scales: [Double]? = nil, isBuffered: Bool = false,
    _ body: (inout BlockReader) -> Result
  ) -> Result {
    var sources = dense.map(\.values)
    if let response { sources.append(.numbers(response)) }
    let copiesAll = isBuffered || scales != nil || sources.count > widestKernel
    let isDirect = sources.map { !copiesAll && $0.standsWhole }
    let buffered = isDirect.lazy.filter { !$0 }.count
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: max(1, buffered * capacity)) {
      buffer in
      buffer.initialize(repeating: 0)
      return withBases(sources, isDirect) { bases in
        var reader = BlockReader(
          sources, bases: bases, scales: scales, buffer: buffer, capacity: capacity)
        return body(&reader)
      }
    }
  }
}

extension BlockReader {
  fileprivate init(
    _ sources: [DenseValues], bases: [UnsafePointer<Double>?], scales: [Double]?,
    buffer: UnsafeMutableBufferPointer<Double>, capacity: Int
  ) {
    self.sources = sources
    self.scales = scales
    self.buffer = buffer
    self.capacity = capacity
    columnCount = sources.count
    var columns: [UnsafePointer<Double>] = []
    var places: [Place] = []
    var start = 0
    for (source, base) in zip(sources, bases) {
      if let base {
        places.append(.array(base))
        columns.append(base)
        continue
      }
      guard let memory = buffer.baseAddress else { preconditionFailure("no buffer") }
      columns.append(UnsafePointer(memory + start))
      var isConstant = false
      if case .constant(let value) = source, scales == nil {
        isConstant = true
        for i in 0..<capacity { buffer[start + i] = value }
      }
      places.append(.buffer(start: start, isConstant: isConstant))
      start += capacity
    }
    self.columns = columns
    self.places = places
  }
}

extension DenseValues {
  /// Whether the numbers stand in an array one after the other.
  fileprivate var standsWhole: Bool {
    if case .numbers(_, _, nil, let count) = self { count > 0 } else { false }
  }
}

/// Calls `body` with the addresses of the columns that are read where they stand, nil for others.
///
/// Nested as deep as there are such columns, at most `widestKernel` and one.
private func withBases<Result>(
  _ sources: [DenseValues], _ isDirect: [Bool],
  _ body: ([UnsafePointer<Double>?]) -> Result
) -> Result {
  var found = [UnsafePointer<Double>?](repeating: nil, count: sources.count)
  let direct = sources.indices.filter { isDirect[$0] }
  func descend(_ depth: Int) -> Result {
    guard depth < direct.count, case .numbers(let values, let offset, _, _) = sources[direct[depth]]
    else { return body(found) }
    return values.withUnsafeBufferPointer { values in
      found[direct[depth]] = values.baseAddress.map { $0 + offset }
      return descend(depth + 1)
    }
  }
  return descend(0)
}
