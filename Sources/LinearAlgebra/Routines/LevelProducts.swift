// Cross-products by level of a factor. Our own loops: BLAS has none.
//
// | our name       | C function                     |
// |----------------|--------------------------------|
// | LevelBlock.add | concord_add_transposed_product |

import CLAPACK

/// Products of columns that are summed by a code of the rows: for each code and each column on the left
/// its products with the columns on the right, one range of them after the other, by rows.
struct LevelProducts: Sendable {
  /// The code of each row, from 0.
  let codes: [Int32]
  let codeCount: Int
  let left: Range<Int>
  let right: [Range<Int>]

  /// The numbers of one code.
  var stride: Int { left.count * right.reduce(0) { $0 + $1.count } }
}

/// Sums for the codes that some rows have, in a range from the least of them to the largest: rows that are
/// sorted by code need little memory and have little to merge.
struct CodeSums: Sendable {
  private(set) var codes: Range<Int>
  let stride: Int
  fileprivate(set) var values: [Double]

  init(codes: Range<Int>, stride: Int) {
    self.codes = codes
    self.stride = stride
    values = [Double](repeating: 0, count: codes.count * stride)
  }

  /// Zeros for the codes of some rows.
  init(_ products: LevelProducts, rows: Range<Int>) {
    var (lowest, highest) = (Int32.max, Int32.min)
    for code in products.codes[rows] {
      lowest = min(lowest, code)
      highest = max(highest, code)
    }
    let codes = rows.isEmpty ? 0..<0 : Int(lowest)..<Int(highest) + 1
    // Checked: they are places in memory from here on.
    precondition(codes.lowerBound >= 0 && codes.upperBound <= products.codeCount)
    self.init(codes: codes, stride: products.stride)
  }

  /// Adds the sums of other rows.
  mutating func add(_ other: CodeSums) {
    precondition(stride == other.stride)
    if other.codes.isEmpty { return }
    if other.codes.lowerBound < codes.lowerBound || other.codes.upperBound > codes.upperBound {
      let both =
        codes.isEmpty
        ? other.codes
        : min(
          codes.lowerBound, other.codes.lowerBound)..<max(codes.upperBound, other.codes.upperBound)
      let own = self
      self = CodeSums(codes: both, stride: stride)
      if !own.codes.isEmpty { add(own) }
    }
    let start = (other.codes.lowerBound - codes.lowerBound) * stride
    for i in other.values.indices { values[start + i] += other.values[i] }
  }
}

/// A block of rows of a joint design with the response last, from which products are summed by code.
struct LevelBlock {
  private var buffer: RowBlockBuffer
  private var weights: [Double]
  private var rows = 0..<0
  /// The block by rows, once a code asks for it.
  private var byRow: [Double]
  private var isTransposed = false
  /// A column on the left times the weights.
  private var left: [Double]

  init(rowCapacity: Int, columnCount: Int) {
    buffer = RowBlockBuffer(rowCapacity: rowCapacity, columnCount: columnCount)
    weights = [Double](repeating: 1, count: rowCapacity)
    byRow = [Double](repeating: 0, count: rowCapacity * columnCount)
    left = weights
  }

  mutating func load(
    _ design: PartitionedMatrix, _ response: [Double], _ weights: [Double]?, _ rows: Range<Int>
  ) {
    buffer.loadExpanded(design, rows: rows, response: response)
    self.rows = rows
    isTransposed = false
    if let weights {
      for (i, row) in rows.enumerated() { self.weights[i] = weights[row] }
    }
  }

  func addCrossProduct(to sums: inout [Double]) {
    buffer.addCrossProduct(weights: weights, to: &sums)
  }

  /// Adds the products of the rows to the sums of their codes.
  mutating func add(_ products: LevelProducts, to sums: inout CodeSums) {
    precondition(
      rows.upperBound <= products.codes.count && products.left.upperBound <= buffer.columnCount
        && products.right.allSatisfy { $0.upperBound <= buffer.columnCount })
    if runCount(products.codes, rows) * shortestRun <= rows.count {
      addRuns(products, to: &sums)
    } else {
      addRows(products, to: &sums)
    }
  }

  /// Runs of rows with one code: inner products of columns.
  private mutating func addRuns(_ products: LevelProducts, to sums: inout CodeSums) {
    let count = rows.count
    let right = products.right.flatMap { $0.map { $0 * count } }
    let runs = runs(of: products.codes, in: rows)
    var inner = [Double](repeating: 0, count: right.count)
    for (place, column) in products.left.enumerated() {
      for i in 0..<count { left[i] = weights[i] * buffer.elements[column * count + i] }
      for run in runs {
        for j in inner.indices { inner[j] = 0 }
        addInnerProducts(run, right: right, to: &inner)
        let code = Int(products.codes[rows.lowerBound + run.lowerBound])
        var target = (code - sums.codes.lowerBound) * sums.stride
        var next = 0
        for range in products.right {
          for k in 0..<range.count {
            sums.values[target + place * range.count + k] += inner[next]
            next += 1
          }
          target += products.left.count * range.count
        }
      }
    }
  }

  /// inner += the products of the column on the left with those that begin at some elements, over a run.
  private func addInnerProducts(_ run: Range<Int>, right: [Int], to inner: inout [Double]) {
    buffer.elements.withUnsafeBufferPointer { elements in
      left.withUnsafeBufferPointer { left in
        guard let elements = elements.baseAddress, let left = left.baseAddress else { return }
        let columns = right.map { Optional(elements + $0 + run.lowerBound) }
        concord_add_transposed_product(
          columns, columns.count, left + run.lowerBound, run.count, &inner)
      }
    }
  }

  /// Row by row, where codes change often.
  private mutating func addRows(_ products: LevelProducts, to sums: inout CodeSums) {
    if !isTransposed { transpose() }
    let width = buffer.columnCount
    let (first, stride) = (sums.codes.lowerBound, sums.stride)
    let effects = products.left
    byRow.withUnsafeBufferPointer { byRow in
      products.codes.withUnsafeBufferPointer { codes in
        sums.values.withUnsafeMutableBufferPointer { sums in
          for (i, row) in rows.enumerated() {
            var target = (Int(codes[row]) - first) * stride
            let here = i * width
            for range in products.right {
              for a in effects {
                let z = weights[i] * byRow[here + a]
                for b in range {
                  sums[target] += z * byRow[here + b]
                  target += 1
                }
              }
            }
          }
        }
      }
    }
  }

  private mutating func transpose() {
    let (count, width) = (rows.count, buffer.columnCount)
    buffer.elements.withUnsafeBufferPointer { source in
      byRow.withUnsafeMutableBufferPointer { target in
        for column in 0..<width {
          for row in 0..<count { target[row * width + column] = source[column * count + row] }
        }
      }
    }
    isTransposed = true
  }
}

/// Rows of one code for which inner products are worth a call each.
private let shortestRun = 16

/// Runs of one code, counted from the first of the rows.
private func runs(of codes: [Int32], in rows: Range<Int>) -> [Range<Int>] {
  var found: [Range<Int>] = []
  var start = rows.lowerBound
  while start < rows.upperBound {
    var end = start + 1
    while end < rows.upperBound && codes[end] == codes[start] { end += 1 }
    found.append(start - rows.lowerBound..<end - rows.lowerBound)
    start = end
  }
  return found
}

/// The number of runs of one code.
private func runCount(_ codes: [Int32], _ rows: Range<Int>) -> Int {
  var count = 0
  var last: Int32 = -1
  for code in codes[rows] where code != last {
    count += 1
    last = code
  }
  return count
}
