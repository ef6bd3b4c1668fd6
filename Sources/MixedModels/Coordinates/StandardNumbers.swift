import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a linear mixed model takes from its rows, in standard coordinates.
struct StandardNumbers: Sendable {
  let numbers: MixedNumbers
  let coordinates: MixedCoordinates

  /// Sums cross-products of the rows as they are and changes them to standard coordinates; where columns are
  /// far from zero or nearly dependent, of ``SteadyColumns`` in their place.
  ///
  /// - Parameters:
  ///   - structure: the groupings.
  ///   - design: the effects.
  ///   - fixed: X of the columns with a coefficient.
  ///   - residuals: of least squares, not all zero.
  ///   - weights: of the rows, or nil.
  ///   - estimation: REML or ML.
  /// - Complexity: one pass over the rows, or two and a least-squares fit for each column.
  /// - Throws: what `leastSquares` throws.
  init(
    _ structure: LevelStructure, _ design: RandomEffectsDesign, fixed: PartitionedMatrix,
    residuals: [Double], weights: [Double]?, estimation: MixedEstimation
  ) throws(LinearAlgebraError) {
    let count = Double(residuals.count)
    let total = weights?.reduce(0, +) ?? count
    let terms = design.blocks.map(\.termRanges)
    let whole = [0..<fixed.columnCount]
    var read = (effects: design.blocks.map(\.effects), fixed: fixed)
    func sums() -> MixedCrossProducts {
      MixedCrossProducts(
        structure, effects: read.effects, fixed: read.fixed, response: residuals,
        weights: weights)
    }
    var products = sums()
    var steady = [SteadyColumns?](repeating: nil, count: terms.count)
    var steadyFixed: SteadyColumns?
    for index in terms.indices
    where !isSteady(products.effectGram(index, structure, total: total), groups: terms[index]) {
      steady[index] = try SteadyColumns(
        read.effects[index], groups: terms[index], weights: weights)
    }
    if !isSteady(products.fixedGram(total: total), groups: whole) {
      steadyFixed = try SteadyColumns(fixed, groups: whole, weights: weights)
    }
    if steadyFixed != nil || steady.contains(where: { $0 != nil }) {
      read.effects = zip(read.effects, steady).map { $1?.columns ?? $0 }
      read.fixed = steadyFixed?.columns ?? fixed
      products = sums()
    }
    coordinates = MixedCoordinates(
      fixed: StandardColumns(
        fixed, steady: steadyFixed, gram: products.fixedGram(total: total), groups: whole),
      effects: terms.indices.map { index in
        StandardColumns(
          design.blocks[index].effects, steady: steady[index],
          gram: products.effectGram(index, structure, total: total), groups: terms[index])
      },
      response: (products.border.diagonal[fixed.columnCount] / total).squareRoot(),
      weight: total / count)
    let logMean = log(coordinates.weight)
    numbers = MixedNumbers(
      structure: structure,
      products: products.changed(by: coordinates.changeOfProducts, structure),
      estimation: estimation, logWeightSum: weights?.reduce(0) { $0 + log($1) - logMean } ?? 0)
  }
}

extension MixedCoordinates {
  /// From cross-products of the columns that rows are read from to those of the standard columns.
  fileprivate var changeOfProducts: CrossProductChange {
    let p = fixed.fromRead.columnCount
    var change = CrossProductChange(factorCount: effects.count, fixedCount: p)
    change.effects = effects.map {
      $0.fromRead == .identity($0.fromRead.columnCount) ? nil : $0.fromRead
    }
    for j in 0..<p {
      for i in 0..<p { change.border[i, j] = fixed.fromRead[i, j] }
    }
    change.border[p, p] = 1 / response
    change.factor = 1 / weight
    return change
  }
}

extension MixedCrossProducts {
  /// Z′WZ of a factor over all levels, over the sum of the weights.
  fileprivate func effectGram(_ index: Int, _ structure: LevelStructure, total: Double) -> Matrix {
    let q = structure.factors[index].effectCount
    let step = q * (q + fixedCount + 1)
    var gram = Matrix(rowCount: q, columnCount: q)
    for start in stride(from: 0, to: levels[index].count, by: step) {
      for r in 0..<q {
        for c in 0..<q { gram[r, c] += levels[index][start + r * q + c] / total }
      }
    }
    return gram
  }

  /// X′WX over the sum of the weights.
  fileprivate func fixedGram(total: Double) -> Matrix {
    let columns = Array(0..<fixedCount)
    return (1 / total) * border.selectingRows(columns).selectingColumns(columns)
  }
}
