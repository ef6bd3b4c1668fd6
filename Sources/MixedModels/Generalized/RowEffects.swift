import LinearAlgebra

/// The random effects of one factor as rows see them: the level, and what multiplies each effect of it.
struct RowEffects: Sendable {
  /// The level of each row.
  let codes: [Int32]
  /// The number of levels.
  let levelCount: Int
  /// For each effect its numbers by row; nil stands for ones.
  let columns: [[Double]?]
  /// Where its effects begin among all effects.
  let first: Int

  /// q.
  var effectCount: Int { columns.count }

  /// Whether it is an intercept alone.
  var isIntercept: Bool { columns.count == 1 && columns[0] == nil }

  init(codes: [Int32], levelCount: Int, columns: [[Double]?], first: Int) {
    self.codes = codes
    self.levelCount = levelCount
    self.columns = columns
    self.first = first
  }

  /// The levels of a grouping with the numbers of its effects' columns.
  init(_ block: RandomEffectsDesign.Block, columns given: PartitionedMatrix, first: Int) {
    codes = block.codes
    levelCount = block.levelCount
    self.first = first
    let rows = given.rowCount
    var columns = [[Double]?](repeating: nil, count: given.columnCount)
    for column in given.dense {
      if case .constant(1) = column.values { continue }
      columns[column.position] = column.values.array(rowCount: rows)
    }
    for factor in given.factors {
      for position in factor.columnOfLevel where position >= 0 {
        columns[Int(position)] = [Double](repeating: 0, count: rows)
      }
      for (row, code) in factor.codes.enumerated() {
        let position = Int(factor.columnOfLevel[Int(code)])
        if position >= 0 { columns[position]?[row] = 1 }
      }
    }
    self.columns = columns
  }

  /// z of a row.
  @inline(__always)
  func load(_ row: Int, to z: inout [Double]) {
    for (c, column) in columns.enumerated() { z[c] = column?[row] ?? 1 }
  }
}

extension [RowEffects] {
  /// values[i] += z′b for each of the rows, where `values` begins with the first of them.
  func addProduct(_ b: [Double], rows: Range<Int>, to values: inout [Double]) {
    for own in self {
      let q = own.effectCount
      b.withUnsafeBufferPointer { b in
        own.codes.withUnsafeBufferPointer { codes in
          values.withUnsafeMutableBufferPointer { values in
            for (c, column) in own.columns.enumerated() {
              let first = own.first + c
              if let column {
                column.withUnsafeBufferPointer { column in
                  for i in 0..<rows.count {
                    let row = rows.lowerBound + i
                    values[i] += column[row] * b[first + q * Int(codes[row])]
                  }
                }
              } else {
                for i in 0..<rows.count {
                  values[i] += b[first + q * Int(codes[rows.lowerBound + i])]
                }
              }
            }
          }
        }
      }
    }
  }

  /// Z b.
  func product(_ b: [Double], rowCount: Int) -> [Double] {
    var result = [Double](repeating: 0, count: rowCount)
    addProduct(b, rows: 0..<rowCount, to: &result)
    return result
  }

  /// Z′v, in the order of the effects. Complexity: one pass over the rows for each factor, in
  /// parallel.
  func transposedProduct(_ v: [Double]) -> [Double] {
    let factors = self
    return concurrentMap(count: count) { index in
      let own = factors[index]
      let q = own.effectCount
      var sums = [Double](repeating: 0, count: own.levelCount * q)
      sums.withUnsafeMutableBufferPointer { sums in
        v.withUnsafeBufferPointer { v in
          own.codes.withUnsafeBufferPointer { codes in
            for (c, column) in own.columns.enumerated() {
              if let column {
                for row in 0..<v.count { sums[q * Int(codes[row]) + c] += column[row] * v[row] }
              } else {
                for row in 0..<v.count { sums[q * Int(codes[row]) + c] += v[row] }
              }
            }
          }
        }
      }
      return sums
    }.flatMap { $0 }
  }
}
