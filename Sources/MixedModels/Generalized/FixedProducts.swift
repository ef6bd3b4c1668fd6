import LinearAlgebra

/// X′WX and Z′WX at a working information W.
struct FixedProducts: Sendable {
  /// X′WX, p × p.
  let square: Matrix
  /// For each column of X, Z′Wx in the order of the effects.
  let columns: [[Double]]

  /// Complexity: one pass over the rows for each column.
  init(_ problem: GeneralizedMixedProblem, information: [Double]) {
    square = problem.fixedCrossProduct(weights: information)
    columns = problem.effectsByFixed(weights: information)
  }

  /// X′WX − X′WZΛM⁻¹Λ′Z′WX: the information of β where the effects are penalised, p × p, with the factor
  /// of M = Λ′Z′WZΛ + I. Complexity: one solve for each column.
  func information(_ factor: BlockedCholesky) -> Matrix {
    let reduced = columns.map { scaledTransposed(factor.structure, factor.lambda, $0) }
    var result = square
    for (j, column) in reduced.enumerated() {
      let solved = factor.solveEffects(column)
      for i in 0...j {
        let part = zip(reduced[i], solved).reduce(0) { $0 + $1.0 * $1.1 }
        result[i, j] -= part
        if i < j { result[j, i] -= part }
      }
    }
    return result
  }
}
