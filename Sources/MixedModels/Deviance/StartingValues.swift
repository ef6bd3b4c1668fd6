/// Where to begin: Λ diagonal, from the scatter of level sums of the least-squares residuals.
///
/// For the effect j of a level g the sum s = Σ w z e has about the variance σ² A + τ² A², A = Σ w z²;
/// equating Σ s²/A with its expectation gives τ², with σ² from what is left of the residual sum of squares.
/// Only the size has to be right. No diagonal entry is zero, where the deviance is flat by
/// symmetry.
///
/// - Precondition: the response of the products is the least-squares residual.
func startingValues(_ structure: LevelStructure, _ products: MixedCrossProducts) -> [Double] {
  let rows = Double(products.rowCount)
  let last = products.fixedCount
  let total = products.border[last, last]
  var moments: [(scatter: Double, levels: Double, size: Double)] = []
  for (index, factor) in structure.factors.enumerated() {
    let q = factor.effectCount
    let width = last + 1
    for effect in 0..<q {
      var moment = (scatter: 0.0, levels: 0.0, size: 0.0)
      for level in 0..<factor.levelCount {
        let source = level * q * (q + width)
        let own = products.levels[index][source + effect * q + effect]
        let sum = products.levels[index][source + q * q + effect * width + last]
        if own <= 0 { continue }
        moment.scatter += sum * sum / own
        moment.levels += 1
        moment.size += own
      }
      moments.append(moment)
    }
  }
  var residual = total / max(1, rows - Double(last))
  var variances = moments.map { _ in 0.0 }
  for _ in 0..<4 {
    variances = moments.map { max(0, ($0.scatter - $0.levels * residual) / max($0.size, 1e-300)) }
    let explained = zip(variances, moments).reduce(0) { $0 + $1.0 * $1.1.size }
    // At least a twentieth is left: effects that say the same are all counted in full.
    residual = max(total - explained, 0.05 * total) / max(1, rows - Double(last))
  }
  let ratios = zip(variances, moments).map { variance, moment in
    // Not below a share of a per cent of a row's variance.
    max(variance / residual, 0.01 * rows / max(moment.size, 1e-300)).squareRoot()
  }
  var next = 0
  return structure.factors.flatMap { factor in
    let own = Array(ratios[next..<next + factor.effectCount])
    next += factor.effectCount
    return factor.template.entries.map { $0.isDiagonal ? own[$0.row] : 0 }
  }
}
