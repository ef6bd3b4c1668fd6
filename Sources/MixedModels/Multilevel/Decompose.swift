import LinearAlgebra
import Modeling

/// The parts of the variance: `components` are the estimated covariances, block by block and term
/// by term, `counts` says how many observations a row stands for (nil for one), `residual` is the
/// variance of one around its mean.
func decomposition(
  frame: ModelFrame, coefficients: CoefficientEstimates, blocks: [RandomEffectsDesign.Block],
  components: [VarianceComponent], counts: [Double]?,
  residual: (scale: ResidualScale, variance: Double)
) -> VarianceDecomposition {
  let fixed = product(
    frame.design.parts.selectingColumns(coefficients.designColumns), coefficients.values)
  var next = 0
  let variances = blocks.map { block in
    defer { next += block.terms.count }
    return averageVariance(block, Array(components[next..<next + block.terms.count]))
  }
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

/// The mean over rows of z′Σz, which is the trace of ΣZ′Z/n.
private func averageVariance(
  _ block: RandomEffectsDesign.Block, _ components: [VarianceComponent]
) -> Double {
  let moments = crossProduct(block.effects)
  var sum = 0.0
  var first = 0
  for component in components {
    let size = component.effects.count
    for i in 0..<size {
      for j in 0..<size {
        sum += component.covariance[i, j] * moments[first + i, first + j]
      }
    }
    first += size
  }
  return sum / Double(block.effects.rowCount)
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
