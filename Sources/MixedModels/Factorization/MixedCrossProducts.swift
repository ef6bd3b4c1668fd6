import LinearAlgebra

/// The cross-products of a mixed model's rows by level. With these nothing costs a pass over the rows.
package struct MixedCrossProducts: Sendable {
  /// n.
  package let rowCount: Int
  /// p.
  package let fixedCount: Int
  /// For each factor its levels one after the other: Z′WZ, then Z′W[X y], both by rows.
  package let levels: [[Double]]
  /// For each pair of factors, in the order of the structure, Z₁′WZ₂ of each pair of levels, by rows.
  package let pairs: [[Double]]
  /// [X y]′W[X y], (p + 1) × (p + 1), both triangles.
  package let border: Matrix

  /// The numbers themselves.
  init(
    rowCount: Int, fixedCount: Int, levels: [[Double]], pairs: [[Double]], border: Matrix
  ) {
    self.rowCount = rowCount
    self.fixedCount = fixedCount
    self.levels = levels
    self.pairs = pairs
    self.border = border
  }

  /// Sums over rows.
  ///
  /// - Parameters:
  ///   - structure: the factors and which levels meet.
  ///   - effects: the effects of each factor, n × q.
  ///   - fixed: X, n × p.
  ///   - response: y.
  ///   - weights: w, or nil for all 1.
  /// - Complexity: see `levelCrossProducts`.
  package init(
    _ structure: LevelStructure, effects: [PartitionedMatrix], fixed: PartitionedMatrix,
    response: [Double], weights: [Double]?
  ) {
    var first = 0
    let factors = zip(structure.factors, effects).map { factor, own in
      precondition(own.columnCount == factor.effectCount)
      defer { first += own.columnCount }
      return LevelEffects(
        columns: first..<first + own.columnCount, codes: factor.codes,
        levelCount: factor.levelCount)
    }
    let count = factors.count
    let places = (0..<count).flatMap { a in (a + 1..<max(a + 1, count)).map { (a, $0) } }
    let pairs = zip(places, structure.patterns).map { place, pattern in
      LevelPairs(
        first: place.0, second: place.1, entryOfRow: pattern.entryOfRow,
        entryCount: pattern.levels.count)
    }
    let sums = levelCrossProducts(
      design: joined(effects + [fixed], rowCount: response.count), response: response,
      weights: weights, factors: factors,
      pairs: pairs, firstFixed: first)
    rowCount = response.count
    fixedCount = fixed.columnCount
    levels = sums.byLevel
    self.pairs = sums.byPair
    let width = fixed.columnCount + 1
    var border = Matrix(rowCount: width, columnCount: width)
    for j in 0..<width {
      for i in 0...j {
        border[i, j] = sums.total[first + i, first + j]
        border[j, i] = border[i, j]
      }
    }
    self.border = border
  }

  /// Products of effects alone, each level's followed by zeros for y, which has length one.
  init(rowCount: Int, levels: [[Double]], pairs: [[Double]]) {
    self.rowCount = rowCount
    fixedCount = 0
    self.levels = levels
    self.pairs = pairs
    border = Matrix(rowCount: 1, columnCount: 1, elements: [1])
  }
}
