import LinearAlgebra

/// The uncertainty of the conditional modes b̂ of a fit, for predictions that include them.
///
/// Given β, b − b̂ has the covariance scale · ΛM⁻¹Λ′ with M = Λ′Z′WZΛ + I; and b̂ follows β along
/// −ΛM⁻¹Λ′Z′WX (Henderson, C. R. (1975), Biometrics 31, 423–447).
struct ModeUncertainty {
  let structure: LevelStructure
  /// σ², or 1 where Λ is not relative to it.
  let scale: Double
  /// ∂b̂/∂β, effects × p.
  let slopes: Matrix
  private let factor: BlockedCholesky
  private let covariances: EffectCovariances

  /// - Parameters:
  ///   - factor: the factor of M.
  ///   - fixedProducts: for each column of X, Z′Wx.
  ///   - scale: σ² or 1.
  /// - Complexity: the inverse of the factor on its pattern, and a solve for each column.
  init(_ factor: BlockedCholesky, fixedProducts: [[Double]], scale: Double) {
    self.factor = factor
    self.scale = scale
    structure = factor.structure
    let inverse = SelectedInverse(factor)
    inverse.invert(factor, includesFixed: false)
    covariances = EffectCovariances(inverse, factor)
    let columns = fixedProducts.map { reduced(factor, $0).map { -$0 } }
    slopes = Matrix(
      rowCount: structure.effectCount, columnCount: columns.count,
      elements: columns.flatMap { $0 })
  }

  /// The covariance of a level's effects, q × q by rows, without the scale.
  func block(_ index: Int, _ level: Int) -> ArraySlice<Double> {
    let size = structure.factors[index].effectCount * structure.factors[index].effectCount
    return covariances.levels[index][level * size..<(level + 1) * size]
  }

  /// The covariance of the effects of two levels that meet in the fit, by rows, without the scale; nil where
  /// they do not meet.
  func block(_ first: Int, _ level: Int, _ second: Int, _ other: Int32) -> ArraySlice<Double>? {
    let pattern = structure.pattern(first, second)
    var (low, high) = (pattern.starts[level], pattern.starts[level + 1])
    while low < high {
      let middle = (low + high) / 2
      if pattern.levels[middle] < other { low = middle + 1 } else { high = middle }
    }
    guard low < pattern.starts[level + 1], pattern.levels[low] == other else { return nil }
    let size = structure.factors[first].effectCount * structure.factors[second].effectCount
    return covariances.pairs[structure.pairIndex(first, second)][low * size..<(low + 1) * size]
  }

  /// The covariances of each effect of a level with all effects, without the scale. Complexity: a solve for
  /// each effect of the level.
  func columns(_ index: Int, _ level: Int) -> [[Double]] {
    let q = structure.factors[index].effectCount
    return (0..<q).map { effect in
      var unit = [Double](repeating: 0, count: structure.effectCount)
      unit[structure.effectStarts[index] + level * q + effect] = 1
      return reduced(factor, unit)
    }
  }
}

/// ΛM⁻¹Λ′ v.
private func reduced(_ factor: BlockedCholesky, _ v: [Double]) -> [Double] {
  let inner = factor.solveEffects(scaledTransposed(factor.structure, factor.lambda, v))
  return scaled(factor.structure, factor.lambda, inner)
}
