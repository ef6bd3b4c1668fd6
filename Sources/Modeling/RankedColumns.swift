import LinearAlgebra

/// Which columns of a least-squares problem have a coefficient, and what reproduces the others.
package struct RankedColumns: Sendable {
  package let kept: [Int]
  package let aliased: [Int]
  package let aliasRelations: [[Double]]

  /// All of so many columns kept.
  package init(all count: Int) {
    kept = Array(0..<count)
    aliased = []
    aliasRelations = []
  }

  /// Positions with, for each aliased one, the factors of the kept ones.
  package init(kept: [Int], aliased: [Int], aliasRelations: [[Double]]) {
    self.kept = kept
    self.aliased = aliased
    self.aliasRelations = aliasRelations
  }

  package init(_ solution: LeastSquaresSolution) {
    kept = solution.kept
    aliased = solution.aliased
    aliasRelations = solution.aliasRelations
  }
}
