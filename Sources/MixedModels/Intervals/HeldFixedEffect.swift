import LinearAlgebra

extension MixedCrossProducts {
  /// The cross-products with a column of X moved into the offset at a coefficient: y − t xⱼ stands for
  /// y, and X has a column less.
  ///
  /// No row is read, since they are quadratic in (X, y). Complexity: that of a copy.
  func holding(column: Int, at value: Double, _ structure: LevelStructure) -> MixedCrossProducts {
    let width = fixedCount + 1
    let kept = (0..<width).filter { $0 != column }
    let shortened = zip(levels, structure.factors).map { own, factor in
      let q = factor.effectCount
      var result: [Double] = []
      result.reserveCapacity(factor.levelCount * q * (q + width - 1))
      for level in 0..<factor.levelCount {
        let start = level * q * (q + width)
        result += own[start..<start + q * q]
        for effect in 0..<q {
          let row = start + q * q + effect * width
          for j in kept.dropLast() { result.append(own[row + j]) }
          result.append(own[row + width - 1] - value * own[row + column])
        }
      }
      return result
    }
    var reduced = Matrix(rowCount: width - 1, columnCount: width - 1)
    func moved(_ i: Int, _ j: Int) -> Double {
      border[i, j] - (j == width - 1 ? value * border[i, column] : 0)
    }
    for (b, j) in kept.enumerated() {
      for (a, i) in kept.enumerated() {
        reduced[a, b] = moved(i, j) - (i == width - 1 ? value * moved(column, j) : 0)
      }
    }
    return MixedCrossProducts(
      rowCount: rowCount, fixedCount: fixedCount - 1, levels: shortened, pairs: pairs,
      border: reduced)
  }
}
