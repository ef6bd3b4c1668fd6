#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension BlockedCholesky {
  /// For each factor and level the share of ``logDeterminant`` on its part of the diagonal.
  ///
  /// Where sets of levels share no row, the shares of a set sum to the log-determinant of its block.
  func levelLogDeterminants() -> [[Double]] {
    structure.factors.enumerated().map { index, factor in
      let q = factor.effectCount
      return (0..<factor.levelCount).map { level in
        var sum = 0.0
        for effect in 0..<q {
          if index < structure.sparseCount {
            sum += log(diagonals[diagonalStarts[index] + (level * q + effect) * q + effect])
          } else {
            let place = structure.denseStarts[index] + level * q + effect
            sum += log(dense[place, place])
          }
        }
        return 2 * sum
      }
    }
  }
}
