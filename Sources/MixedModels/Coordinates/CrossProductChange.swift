import LinearAlgebra

/// A linear change of what cross-products are of: the effects Z T of each factor for Z, and [X y] G for
/// [X y].
struct CrossProductChange: Sendable {
  /// T of each factor; nil where nothing changes.
  var effects: [Matrix?]
  /// G, (p + 1) × (p′ + 1); the last column makes the new y.
  var border: Matrix
  /// What all products are multiplied by: the unit of the weights.
  var factor = 1.0

  /// No change.
  init(factorCount: Int, fixedCount: Int) {
    effects = [Matrix?](repeating: nil, count: factorCount)
    border = .identity(fixedCount + 1)
  }
}

extension MixedCrossProducts {
  /// The products after a change. No row is read. Complexity: O(q³ + q p²) a level, O(q³) a pair.
  func changed(by change: CrossProductChange, _ structure: LevelStructure) -> MixedCrossProducts {
    let factor = change.factor
    let columns = SparseColumns(change.border)
    let levels = structure.factors.indices.map { index in
      changedLevels(
        self.levels[index], order: structure.factors[index].effectCount,
        effects: change.effects[index], columns, factor: factor)
    }
    var pairs = pairs
    let count = structure.factors.count
    for first in 0..<count {
      for second in first + 1..<max(first + 1, count) {
        let (left, right) = (change.effects[first], change.effects[second])
        if left == nil && right == nil && factor == 1 { continue }
        let q = structure.factors[first].effectCount
        let width = structure.factors[second].effectCount
        pairs[structure.pairIndex(first, second)] = changedBlocks(
          pairs[structure.pairIndex(first, second)], rows: q, columns: width,
          left: left, right: right, factor: factor)
      }
    }
    let border = factor * transposedProduct(change.border, product(self.border, change.border))
    return MixedCrossProducts(
      rowCount: rowCount, fixedCount: change.border.columnCount - 1, levels: levels, pairs: pairs,
      border: border.symmetrized)
  }

  /// T′AT and T′BG of each level.
  private func changedLevels(
    _ given: [Double], order q: Int, effects: Matrix?, _ columns: SparseColumns, factor: Double
  ) -> [Double] {
    let (width, target) = (fixedCount + 1, columns.count)
    let stride = q * (q + width)
    let levelCount = given.count / stride
    let t = (effects ?? .identity(q)).elements
    var result = [Double](repeating: 0, count: levelCount * q * (q + target))
    // A and B beside each other, and T′ times both.
    var rows = [Double](repeating: 0, count: q * (q + width))
    for level in 0..<levelCount {
      let (source, place) = (level * stride, level * q * (q + target))
      for r in 0..<q {
        for i in 0..<q + width { rows[r * (q + width) + i] = 0 }
        for k in 0..<q where t[r * q + k] != 0 {
          let share = factor * t[r * q + k]
          for c in 0..<q { rows[r * (q + width) + c] += share * given[source + k * q + c] }
          for j in 0..<width {
            rows[r * (q + width) + q + j] += share * given[source + q * q + k * width + j]
          }
        }
      }
      for r in 0..<q {
        for c in 0..<q {
          var sum = 0.0
          for k in 0..<q { sum += rows[r * (q + width) + k] * t[c * q + k] }
          result[place + r * q + c] = sum
        }
        for j in 0..<target {
          result[place + q * q + r * target + j] = columns.product(
            rows, from: r * (q + width) + q, column: j)
        }
      }
    }
    return result
  }
}

/// L′ B R times a factor, for blocks by rows one after the other; nil for no change.
private func changedBlocks(
  _ given: [Double], rows: Int, columns: Int, left: Matrix?, right: Matrix?, factor: Double
) -> [Double] {
  let l = (left ?? .identity(rows)).elements
  let r = (right ?? .identity(columns)).elements
  if rows == 1 && columns == 1 {
    let share = factor * l[0] * r[0]
    return given.map { share * $0 }
  }
  var result = [Double](repeating: 0, count: given.count)
  var inner = [Double](repeating: 0, count: rows * columns)
  for start in stride(from: 0, to: given.count, by: rows * columns) {
    for i in 0..<rows {
      for c in 0..<columns {
        var sum = 0.0
        for k in 0..<rows { sum += l[i * rows + k] * given[start + k * columns + c] }
        inner[i * columns + c] = factor * sum
      }
    }
    for i in 0..<rows {
      for c in 0..<columns {
        var sum = 0.0
        for k in 0..<columns { sum += inner[i * columns + k] * r[c * columns + k] }
        result[start + i * columns + c] = sum
      }
    }
  }
  return result
}

/// The columns of a matrix by what is not zero in them: most are triangular or nearly a diagonal.
private struct SparseColumns {
  private let places: [[Int]]
  private let values: [[Double]]

  var count: Int { places.count }

  init(_ matrix: Matrix) {
    let columns = (0..<matrix.columnCount).map { matrix.column($0) }
    places = columns.map { column in column.indices.filter { column[$0] != 0 } }
    values = zip(columns, places).map { column, places in places.map { column[$0] } }
  }

  /// Σ row[first + k] G[k, column].
  func product(_ row: [Double], from first: Int, column: Int) -> Double {
    var sum = 0.0
    for (k, value) in zip(places[column], values[column]) { sum += row[first + k] * value }
    return sum
  }
}
