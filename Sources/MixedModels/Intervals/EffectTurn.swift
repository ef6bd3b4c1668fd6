import LinearAlgebra

/// Other effects of one factor in the place of its own, so that what is to be held stands in the first rows
/// of its Λ: Q b for b, within a term.
struct EffectTurn: Sendable {
  let factor: Int
  /// Q.
  let matrix: Matrix
  /// Q⁻¹: the columns are Z Q⁻¹ then.
  let inverse: Matrix

  /// The term's first new effects have given rows, brought to length one, the others are orthogonal to them
  /// and to each other.
  ///
  /// - Parameters:
  ///   - factor: of which factor.
  ///   - count: its effects.
  ///   - term: the places of the term's effects.
  ///   - leading: one or two rows, over the term's effects, not multiples of each other.
  init(factor: Int, count: Int, term: Range<Int>, leading: [[Double]]) {
    self.factor = factor
    var rows = leading.map(unit)
    var orthogonal: [[Double]] = []
    for row in rows { orthogonal.append(unit(remainder(row, orthogonal))) }
    while rows.count < term.count {
      // Of the coordinates the one that the rows so far say least of.
      let left = term.indices.map { place in
        remainder(term.indices.map { $0 == place ? 1.0 : 0 }, orthogonal)
      }
      let next = left.max { length($0) < length($1) } ?? []
      rows.append(unit(next))
      orthogonal.append(unit(next))
    }
    var matrix = Matrix.identity(count)
    var inverse = matrix
    // Q = L O with O the orthogonal rows; L is the identity but for the second row.
    let (along, across) =
      leading.count == 2 ? (dot(rows[1], orthogonal[0]), dot(rows[1], orthogonal[1])) : (0, 1)
    for (i, place) in term.enumerated() {
      for (j, other) in term.enumerated() {
        matrix[place, other] = rows[i][j]
        inverse[other, place] = orthogonal[i][j]
      }
    }
    if leading.count == 2 {
      let (first, second) = (term.lowerBound, term.lowerBound + 1)
      for other in term {
        inverse[other, second] /= across
        inverse[other, first] -= along * inverse[other, second]
      }
    }
    self.matrix = matrix
    self.inverse = inverse
  }
}

private func dot(_ a: [Double], _ b: [Double]) -> Double {
  zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
}

private func length(_ a: [Double]) -> Double { dot(a, a).squareRoot() }

private func unit(_ a: [Double]) -> [Double] {
  let size = length(a)
  return a.map { $0 / size }
}

/// What is left of a vector after orthonormal ones, twice for rounding's sake.
private func remainder(_ a: [Double], _ rows: [[Double]]) -> [Double] {
  var left = a
  for _ in 0..<2 {
    for row in rows {
      let share = dot(left, row)
      for i in left.indices { left[i] -= share * row[i] }
    }
  }
  return left
}

extension MixedCrossProducts {
  /// The same rows with other effects of a factor.
  func turned(_ turn: EffectTurn, _ structure: LevelStructure) -> MixedCrossProducts {
    var change = CrossProductChange(factorCount: structure.factors.count, fixedCount: fixedCount)
    change.effects[turn.factor] = turn.inverse
    return changed(by: change, structure)
  }
}

extension RowEffects {
  /// The same with other effects.
  func turned(_ turn: EffectTurn) -> RowEffects {
    let all = PartitionedMatrix(
      rowCount: codes.count, columnCount: columns.count,
      dense: columns.enumerated().map {
        DenseColumn(position: $0, values: $1.map { .numbers($0) } ?? .constant(1))
      })
    return RowEffects(
      codes: codes, levelCount: levelCount,
      columns: (0..<turn.inverse.columnCount).map { column in
        let shares = turn.inverse.column(column)
        if shares.filter({ $0 != 0 }) == [1], let own = shares.firstIndex(of: 1) {
          return columns[own]
        }
        return product(all, shares)
      }, first: first)
  }
}

/// The free entries of the factors of the same covariances once one factor has other effects.
func turned(_ theta: [Double], _ turn: EffectTurn, _ templates: [CovarianceTemplate]) -> [Double] {
  var all = templates.factors(at: theta)
  let q = turn.matrix.columnCount
  let lambda = Matrix(rowCount: q, columnCount: q, elements: all[turn.factor]).transposed
  all[turn.factor] = lowerTriangular(product(turn.matrix, lambda))
  return templates.freeEntries(of: all)
}
