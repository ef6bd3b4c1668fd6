import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The Cholesky factor of
///
///     Λ′Z′WZΛ + I   Λ′Z′WX   Λ′Z′Wy
///     X′WZΛ         X′WX     X′Wy
///     y′WZΛ         y′WX     y′Wy
///
/// at one Λ after another, in the blocks of a ``LevelStructure``: L and a panel for each level of a
/// sparse factor, and one dense triangle for the rest.
///
/// Complexity of a factorization: Σ over sparse levels of (columns met)², and N³/3 for the dense
/// matrix. Memory: the panels and (N + p + 1)², twice each with the inverse.
package final class BlockedCholesky {
  package let structure: LevelStructure
  let fixedCount: Int
  /// L of each sparse level, q × q by rows.
  let diagonals: NumberBuffer
  /// Where each sparse factor's begin in `diagonals`.
  let diagonalStarts: [Int]
  /// L⁻¹ times what each sparse level meets, q rows by columns.
  let panels: NumberBuffer
  /// The upper triangle R of the dense matrix, once it is factored.
  var dense: Matrix
  /// Λ of every factor, q × q by rows.
  private(set) var lambda: [[Double]]
  /// log |L|² of the random part, all factors.
  private(set) var logDeterminant = Double.nan
  /// For products of the blocks of one level.
  let scratch: NumberBuffer

  package init(_ structure: LevelStructure) {
    self.structure = structure
    fixedCount = structure.fixedCount
    var end = 0
    diagonalStarts = (0..<structure.sparseCount).map { index in
      let factor = structure.factors[index]
      defer { end += factor.levelCount * factor.effectCount * factor.effectCount }
      return end
    }
    diagonals = NumberBuffer(count: end)
    panels = NumberBuffer(count: structure.panels.last?.end ?? 0)
    dense = Matrix(rowCount: structure.denseOrder, columnCount: structure.denseOrder)
    lambda = []
    let widest = structure.factors.reduce(1) { max($0, $1.effectCount) }
    scratch = NumberBuffer(count: 2 * widest * widest)
  }

  /// Factors at Λ. Returns false if some block is not positive definite, or not finite: then there is
  /// no residual left, or numbers are beyond range.
  package func factor(_ products: MixedCrossProducts, lambda: [[Double]]) -> Bool {
    self.lambda = lambda
    fillDense(products)
    for index in 0..<structure.sparseCount { fillSparse(index, products) }
    logDeterminant = 0
    for index in 0..<structure.sparseCount {
      guard let own = eliminate(index) else { return false }
      logDeterminant += own
    }
    guard factorTiledCholesky(&dense) == 0 else { return false }
    for index in 0..<structure.denseEffectCount { logDeterminant += 2 * log(dense[index, index]) }
    return logDeterminant.isFinite && residualSumOfSquares.isFinite
  }

  /// r²: the penalised residual sum of squares at the best u and β.
  package var residualSumOfSquares: Double {
    let last = structure.denseOrder - 1
    return dense[last, last] * dense[last, last]
  }

  /// log |R_X|², of the fixed part given the random one.
  package var fixedLogDeterminant: Double {
    (0..<fixedCount).reduce(0) {
      $0 + 2 * log(dense[structure.denseEffectCount + $1, structure.denseEffectCount + $1])
    }
  }
}

extension Matrix {
  /// Calls `body` with the address of the first element.
  mutating func withColumns<Result>(_ body: (UnsafeMutablePointer<Double>) -> Result) -> Result {
    elements.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("an empty dense matrix") }
      return body(base)
    }
  }
}
