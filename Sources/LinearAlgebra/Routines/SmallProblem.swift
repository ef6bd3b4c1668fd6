// | our name       | C function                     |
// |----------------|--------------------------------|
// | formGram       | concord_add_cross_product      |
// | formResiduals  | concord_add_product            |
// | formGradient   | concord_add_transposed_product |

import CLAPACK

/// The memory in which one worker solves small problems one after the other, without an allocation
/// between them.
///
/// The arithmetic is that of `gramSystem` and `refined`, with loops in the place of LAPACK, whose
/// calls cost more than the work for a handful of columns.
struct SmallProblem {
  private typealias Numbers = UnsafeMutableBufferPointer<Double>

  /// The number of columns of the design, p.
  private let size: Int
  /// The columns of the design and one more: the response or the residuals.
  private let columns: UnsafeMutableBufferPointer<UnsafePointer<Double>?>
  /// [X y]′W [X y], then R and R⁻¹, upper triangles, of equilibrated columns.
  private let gram, factor, inverse: Numbers
  private let units, coefficients, change, scratch: Numbers
  /// One for each column and one for the response.
  private let factors, gradient: Numbers
  private let residuals, weighted: Numbers

  private init(
    size: Int, rows: Int, memory: Numbers,
    columns: UnsafeMutableBufferPointer<UnsafePointer<Double>?>
  ) {
    self.size = size
    self.columns = columns
    var free = memory[...]
    func take(_ count: Int) -> Numbers {
      defer { free = free.dropFirst(count) }
      return Numbers(rebasing: free.prefix(count))
    }
    gram = take((size + 1) * (size + 1))
    factor = take(size * size)
    inverse = take(size * size)
    units = take(size)
    coefficients = take(size)
    change = take(size)
    scratch = take(size)
    factors = take(size + 1)
    gradient = take(size + 1)
    residuals = take(rows)
    weighted = take(rows)
  }

  /// Calls `body` with memory for problems of at most so many rows.
  static func withMemory<Result>(
    size: Int, rows: Int, _ body: (SmallProblem) -> Result
  ) -> Result {
    let needed = (size + 1) * (size + 1) + 2 * size * size + 4 * size + 2 * (size + 1) + 2 * rows
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: needed) { memory in
      memory.initialize(repeating: 0)
      return withUnsafeTemporaryAllocation(
        of: UnsafePointer<Double>?.self, capacity: size + 1
      ) { columns in
        columns.initialize(repeating: nil)
        return body(SmallProblem(size: size, rows: rows, memory: memory, columns: columns))
      }
    }
  }

  /// Solves for the rows a reader has loaded, its last column the response.
  ///
  /// - Parameters:
  ///   - reader: the rows.
  ///   - weights: a weight for each of the rows, or nil for all 1.
  /// - Returns: Σ wᵢ (yᵢ − xᵢ′b)², or nil where the cross-products cannot be trusted.
  func solve(_ reader: BlockReader, weights: UnsafePointer<Double>?) -> Double? {
    let rows = reader.rows.count
    if rows < size || rows == 0 { return nil }
    reader.forEachColumn { columns[$0] = $1 }
    formGram(rows, weights)
    guard let norm = equilibrate(), factorize() else { return nil }
    invert()
    guard size == 0 || (norm * inverseNorm()).squareRoot() <= largestGramCondition else {
      return nil
    }
    for i in 0..<size {
      gradient[i] = gram[i + size * (size + 1)] * units[i]
      coefficients[i] = 0
    }
    step()
    return correct(rows, weights)
  }

  /// The coefficient of a column.
  func coefficient(_ column: Int) -> Double { coefficients[column] * units[column] }

  /// The diagonal element of (X′WX)⁻¹ for a column.
  func variance(_ column: Int) -> Double {
    var sum = 0.0
    for k in column..<size {
      sum += inverse[at(column, k)] * inverse[at(column, k)]
    }
    return sum * units[column] * units[column]
  }

  /// Where element (i, j) of a p × p matrix stands; the memory taken bounds it.
  @inline(__always)
  private func at(_ i: Int, _ j: Int) -> Int { i &+ j &* size }

  private func formGram(_ rows: Int, _ weights: UnsafePointer<Double>?) {
    gram.update(repeating: 0)
    concord_add_cross_product(columns.baseAddress, size + 1, weights, rows, gram.baseAddress)
  }

  /// Scales by powers of two, and the 1-norm of the result; nil unless all sums of squares are
  /// ordinary numbers.
  private func equilibrate() -> Double? {
    for j in 0...size {
      let square = gram[j + j * (size + 1)]
      guard isOrdinary(sumOfSquares: square) else { return nil }
      if j < size { units[j] = unitScale(forLength: square.squareRoot()) }
    }
    scratch.update(repeating: 0)
    for j in 0..<size {
      for i in 0...j {
        let element = gram[i + j * (size + 1)] * units[i] * units[j]
        factor[at(i, j)] = element
        scratch[j] += element.magnitude
        if i < j { scratch[i] += element.magnitude }
      }
    }
    return scratch.reduce(0) { max($0, $1) }
  }

  /// Cholesky's R in the place of the upper triangle; false if a pivot is not positive.
  private func factorize() -> Bool {
    for j in 0..<size {
      for i in 0...j {
        var sum = factor[at(i, j)]
        for k in 0..<i { sum -= factor[at(k, i)] * factor[at(k, j)] }
        if i < j {
          // The reciprocal of the pivot, kept on the diagonal of the inverse.
          factor[at(i, j)] = sum * inverse[at(i, i)]
        } else {
          guard sum > 0 else { return false }
          let pivot = sum.squareRoot()
          factor[at(j, j)] = pivot
          inverse[at(j, j)] = 1 / pivot
        }
      }
    }
    return true
  }

  /// R⁻¹ from R, column by column.
  private func invert() {
    for j in 0..<size {
      for i in stride(from: j - 1, through: 0, by: -1) {
        var sum = 0.0
        for k in i + 1...j { sum += factor[at(i, k)] * inverse[at(k, j)] }
        inverse[at(i, j)] = -sum * inverse[at(i, i)]
      }
    }
  }

  /// ‖R⁻¹R⁻ᵀ‖₁.
  private func inverseNorm() -> Double {
    scratch.update(repeating: 0)
    for j in 0..<size {
      for i in 0...j {
        var sum = 0.0
        for k in j..<size { sum += inverse[at(i, k)] * inverse[at(j, k)] }
        scratch[j] += sum.magnitude
        if i < j { scratch[i] += sum.magnitude }
      }
    }
    return scratch.reduce(0) { max($0, $1) }
  }

  /// Adds (X′WX)⁻¹g to the coefficients. Returns the product of both, by how much that lowers the
  /// sum of squares.
  @discardableResult
  private func step() -> Double {
    for j in 0..<size {
      var sum = 0.0
      for i in 0...j { sum += inverse[at(i, j)] * gradient[i] }
      scratch[j] = sum
    }
    var gain = 0.0
    for i in 0..<size {
      var sum = 0.0
      for k in i..<size { sum += inverse[at(i, k)] * scratch[k] }
      coefficients[i] += sum
      gain += sum * gradient[i]
    }
    return gain
  }

  /// Corrects by true residuals, once or until that leaves the sum of squares as it is, and returns
  /// this sum.
  private func correct(_ rows: Int, _ weights: UnsafePointer<Double>?) -> Double? {
    var sum = 0.0
    for _ in 0..<3 {
      formResiduals(rows)
      let squares = formGradient(rows, weights)
      let gain = step()
      // ‖r − Xδ‖² = ‖r‖² − δ′g where δ solves X′WXδ = g.
      sum = max(0, squares - gain)
      if gain <= squares * 0x1p-20 { break }
    }
    return sum.isFinite ? sum : nil
  }

  private func formResiduals(_ rows: Int) {
    for j in 0..<size { factors[j] = -coefficients[j] * units[j] }
    factors[size] = 1
    for row in 0..<rows { residuals[row] = 0 }
    concord_add_product(
      columns.baseAddress, size + 1, factors.baseAddress, rows, residuals.baseAddress)
  }

  /// The gradient X′Wr of equilibrated columns, and r′Wr.
  private func formGradient(_ rows: Int, _ weights: UnsafePointer<Double>?) -> Double {
    var target = residuals
    if let weights {
      for row in 0..<rows { weighted[row] = weights[row] * residuals[row] }
      target = weighted
    }
    let response = columns[size]
    columns[size] = UnsafePointer(residuals.baseAddress)
    gradient.update(repeating: 0)
    concord_add_transposed_product(
      columns.baseAddress, size + 1, target.baseAddress, rows, gradient.baseAddress)
    columns[size] = response
    for j in 0..<size { gradient[j] *= units[j] }
    return gradient[size]
  }
}

/// Solves some problems, each on its rows, and calls `body` after each with the sum of squares its
/// memory is left at; nil where the problem has to be solved in another way.
func solveSmallProblems(
  _ problems: [Range<Int>], design: PartitionedMatrix, response: [Double], weights: [Double]?,
  _ body: (Int, SmallProblem, Double?) -> Void
) {
  let most = problems.reduce(0) { max($0, $1.count) }
  (weights ?? []).withUnsafeBufferPointer { all in
    design.withReader(capacity: most, response: response) { reader in
      SmallProblem.withMemory(size: design.columnCount, rows: most) { memory in
        for (index, rows) in problems.enumerated() {
          reader.load(rows)
          let own = weights == nil ? nil : all.baseAddress.map { $0 + rows.lowerBound }
          body(index, memory, memory.solve(reader, weights: own))
        }
      }
    }
  }
}
