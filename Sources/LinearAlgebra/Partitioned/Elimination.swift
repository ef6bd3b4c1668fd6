/// Which factor's columns are eliminated, and how the columns of the design are written in terms of
/// one column for each of its levels and the others.
///
/// A factor coded by contrasts spans, with a constant column, the same space as one column for each
/// of its levels. In those columns its block of the cross-products is diagonal, so that eliminating
/// it costs next to nothing, however many levels there are.
struct EliminationLayout: Sendable, Equatable {
  /// The index of the factor.
  let factor: Int
  /// For each level its column in the design, or −1 for the reference level.
  let columnOfLevel: [Int32]
  /// The reference level and the constant column that stands for it; nil if every level has a column.
  let reference: (level: Int, column: Int, constant: Double)?
  /// The columns of the design beside these, ascending.
  let rest: [Int]

  /// The layout for the factor with the most levels among those that can be eliminated; nil if none
  /// can.
  init?(_ matrix: PartitionedMatrix) {
    let constant = matrix.dense.lazy.compactMap { column -> (Int, Double)? in
      guard case .constant(let value) = column.values, value != 0 else { return nil }
      return (column.position, value)
    }.first
    let eligible = matrix.factors.indices.filter { index in
      let missing = matrix.factors[index].columnOfLevel.lazy.filter { $0 < 0 }.count
      return missing == 0 || missing == 1 && constant != nil
    }
    guard
      let chosen = eligible.max(by: {
        matrix.factors[$0].levelCount < matrix.factors[$1].levelCount
      })
    else { return nil }
    let columns = matrix.factors[chosen].columnOfLevel
    factor = chosen
    columnOfLevel = columns
    var taken = Set(columns.map { Int($0) })
    if let level = columns.firstIndex(of: -1), let constant {
      reference = (level, constant.0, constant.1)
      taken.insert(constant.0)
    } else {
      reference = nil
    }
    rest = (0..<matrix.columnCount).filter { !taken.contains($0) }
  }

  static func == (left: EliminationLayout, right: EliminationLayout) -> Bool {
    left.factor == right.factor && left.columnOfLevel == right.columnOfLevel
      && left.rest == right.rest && left.reference?.column == right.reference?.column
  }

  /// X′v over the levels' own columns, from X′v over the columns of the design.
  func levelSums(_ g: [Double]) -> [Double] {
    var sums = columnOfLevel.map { $0 < 0 ? 0 : g[Int($0)] }
    if let reference {
      sums[reference.level] = g[reference.column] / reference.constant - sums.reduce(0, +)
    }
    return sums
  }

  /// The coefficients of the design's columns from those of the levels and of the rest.
  func coefficients(levels: [Double], rest values: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: columnOfLevel.count + rest.count)
    let base = reference.map { levels[$0.level] } ?? 0
    for (level, column) in columnOfLevel.enumerated() where column >= 0 {
      result[Int(column)] = levels[level] - base
    }
    if let reference { result[reference.column] = base / reference.constant }
    for (position, column) in rest.enumerated() { result[column] = values[position] }
    return result
  }
}

/// The normal equations of a partitioned design after a factor was eliminated: with one column for
/// each of its levels, X′WX is [D B; B′ C] with D diagonal, and S = C − B′D⁻¹B is left.
package struct EliminatedSystem: Sendable {
  let layout: EliminationLayout
  /// D: the weight of each level.
  let levelWeights: [Double]
  /// D⁻¹B, the means of the other columns by level, levels × rest.
  let means: Matrix
  /// The means of the response by level.
  let responseMeans: [Double]
  /// S, reduced.
  let rest: TriangularSystem

  /// Eliminates a factor.
  ///
  /// Nil where that can't be done safely: no factor fits, a level has no weight, or what is left of
  /// a column after the levels is too little, or too nearly dependent, for cross-products to tell
  /// (see `largestGramCondition`).
  package init?(_ sums: PartitionedSums, of matrix: PartitionedMatrix) {
    guard let layout = EliminationLayout(matrix) else { return nil }
    self.layout = layout
    let weights = sums.levelWeights[layout.factor]
    guard weights.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    levelWeights = weights
    let parts = RestSums(sums, of: matrix, layout: layout)
    var means = parts.byLevel
    for j in 0..<means.columnCount {
      for level in weights.indices { means[level, j] /= weights[level] }
    }
    let schur = parts.gram - transposedProduct(parts.byLevel, means)
    for j in 0..<layout.rest.count
    where !(schur[j, j] * largestGramCondition * largestGramCondition >= parts.gram[j, j]) {
      return nil
    }
    guard let rest = gramSystem(schur) else { return nil }
    self.rest = rest
    self.means = means.selectingColumns(Array(layout.rest.indices))
    responseMeans = means.column(layout.rest.count)
  }

  /// The least-squares coefficients of the design's columns, as the sums have them.
  var coefficients: [Double] {
    let values = zip(rest.coefficients, rest.units).map { $0 * $1 }
    let levels = zip(responseMeans, product(means, values)).map { $0 - $1 }
    return layout.coefficients(levels: levels, rest: values)
  }

  /// The δ with X′WX δ = g, both over the columns of the design.
  package func solve(_ g: [Double]) -> [Double] {
    let ofLevels = layout.levelSums(g)
    let fromLevels = transposedProduct(means, ofLevels)
    let reduced = layout.rest.indices.map {
      (g[layout.rest[$0]] - fromLevels[$0]) * rest.units[$0]
    }
    let values = zip(rest.solve(reduced), rest.units).map { $0 * $1 }
    let explained = product(means, values)
    let levels = ofLevels.indices.map { ofLevels[$0] / levelWeights[$0] - explained[$0] }
    return layout.coefficients(levels: levels, rest: values)
  }
}

/// The sums that elimination needs, over the rest of the columns and the response after them.
private struct RestSums {
  /// B with the response: levels × (rest + 1).
  var byLevel: Matrix
  /// C with the response: (rest + 1) × (rest + 1).
  let gram: Matrix

  init(_ sums: PartitionedSums, of matrix: PartitionedMatrix, layout: EliminationLayout) {
    let whole = sums.gram(of: matrix)
    let hasResponse = whole.columnCount > matrix.columnCount
    let positions = layout.rest + (hasResponse ? [matrix.columnCount] : [])
    let size = layout.rest.count + 1
    var gram = Matrix(rowCount: size, columnCount: size)
    for (j, column) in positions.enumerated() {
      for (i, row) in positions.enumerated() { gram[i, j] = whole[row, column] }
    }
    self.gram = gram
    let levels = layout.columnOfLevel.count
    byLevel = Matrix(rowCount: levels, columnCount: size)
    let placeOf = Dictionary(uniqueKeysWithValues: positions.enumerated().map { ($1, $0) })
    let denseColumns = matrix.dense.map(\.position) + (hasResponse ? [matrix.columnCount] : [])
    for (index, column) in denseColumns.enumerated() {
      guard let place = placeOf[column] else { continue }
      for level in 0..<levels { byLevel[level, place] = sums.byLevel[layout.factor][level, index] }
    }
    for (pair, weights) in zip(sums.pairs, sums.byPair) {
      guard pair.first == layout.factor || pair.second == layout.factor else { continue }
      let isFirst = pair.first == layout.factor
      let other = matrix.factors[isFirst ? pair.second : pair.first]
      for (otherLevel, column) in other.columnOfLevel.enumerated() {
        guard let place = placeOf[Int(column)] else { continue }
        for level in 0..<levels {
          byLevel[level, place] = isFirst ? weights[level, otherLevel] : weights[otherLevel, level]
        }
      }
    }
  }
}
