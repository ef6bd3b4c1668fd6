import LinearAlgebra
import Modeling

/// The parts of the variance: `variances` are those of each grouping's effects, averaged over rows, `counts` says how many observations a row stands for (nil for one), `residual` is the
/// variance of one around its mean.
func decomposition(
  frame: ModelFrame, coefficients: Parameters, blocks: [RandomEffectsDesign.Block],
  variances: [Double], counts: [Double]?,
  residual: (scale: ResidualScale, variance: Double)
) -> VarianceDecomposition {
  let fixed = product(
    frame.design.parts.selectingColumns(coefficients.designColumns), coefficients.values)
  let isEachRow = blocks.map { $0.levelCount == frame.rowCount }
  let overdispersion = zip(variances, isEachRow).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
  let total = variances.reduce(residual.variance, +)
  let groupings = blocks.indices.filter { !isEachRow[$0] }.map { index in
    let block = blocks[index]
    let coarser = blocks.indices.filter { $0 != index && isNested(block, in: blocks[$0]) }
    let shared = coarser.reduce(variances[index]) { $0 + variances[$1] }
    let sizes = groupSizes(block, counts: counts)
    let observations = sizes.reduce(0, +)
    return IntraclassCorrelation(
      grouping: block.name, within: coarser.map { blocks[$0].name }, variance: variances[index],
      shareOfVariance: variances[index] / total, intraclassCorrelation: shared / total,
      groupCount: block.levelCount,
      averageGroupSize: observations / Double(block.levelCount),
      sizeWeightedGroupSize: sizes.reduce(0) { $0 + $1 * $1 } / observations)
  }
  return VarianceDecomposition(
    fixed: sampleVariance(fixed), groupings: groupings, residual: residual.variance,
    residualScale: residual.scale, overdispersion: overdispersion)
}

extension MixedCoordinates {
  /// For each grouping the mean over rows of z′Σz, for a Λ and a σ in standard coordinates: the trace of
  /// F′R′RF/n with the columns R that rows are read from and a factor F of their effects' covariance.
  func averageVariances(_ lambda: [[Double]], sigma: Double) -> [Double] {
    zip(effects, lambda).map { own, lambda in
      let q = own.fromRead.columnCount
      var factor = Matrix(rowCount: q, columnCount: q)
      for i in 0..<q {
        for j in 0...i { factor[i, j] = sigma * response * lambda[i * q + j] }
      }
      factor = product(own.fromRead, factor)
      let moments = crossProduct(own.read)
      return (0..<q).reduce(0) { $0 + quadraticForm(factor.column($1), moments) }
        / Double(own.read.rowCount)
    }
  }
}

/// Whether every group of one grouping lies in one group of the other.
func isNested(
  _ block: RandomEffectsDesign.Block, in other: RandomEffectsDesign.Block
) -> Bool {
  onlyLevels((block.codes, block.levelCount), other.codes) != nil
}

/// The number of observations in each group.
private func groupSizes(_ block: RandomEffectsDesign.Block, counts: [Double]?) -> [Double] {
  var sizes = [Double](repeating: 0, count: block.levelCount)
  if let counts {
    for (row, code) in block.codes.enumerated() { sizes[Int(code)] += counts[row] }
  } else {
    for code in block.codes { sizes[Int(code)] += 1 }
  }
  return sizes
}

/// Σ (v − v̄)² / (n − 1).
private func sampleVariance(_ values: [Double]) -> Double {
  let mean = values.reduce(0, +) / Double(values.count)
  var sum = 0.0
  for value in values { sum += (value - mean) * (value - mean) }
  return sum / Double(values.count - 1)
}
