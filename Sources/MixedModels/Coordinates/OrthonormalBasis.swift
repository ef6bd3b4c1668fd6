import LinearAlgebra

/// A change of coordinates that makes columns orthonormal: S = C U with S′S = I.
struct OrthonormalBasis: Sendable {
  /// U, upper triangular within each group of columns.
  var basis: Matrix
  /// U⁻¹.
  var inverse: Matrix
  /// The least share of a column's square that is left after the columns before it; 1 without columns.
  var leastPivot = 1.0

  /// Gram and Schmidt's process from cross-products. A column that depends on those before it is
  /// brought to length one and nothing more.
  ///
  /// - Parameters:
  ///   - gram: C′C; only the blocks of the groups are read.
  ///   - groups: the columns that may be mixed with each other.
  /// - Complexity: O(q³) a group.
  init(gram: Matrix, groups: [Range<Int>]) {
    basis = .identity(gram.rowCount)
    inverse = .identity(gram.rowCount)
    for group in groups { orthonormalize(gram, group) }
  }

  private mutating func orthonormalize(_ gram: Matrix, _ group: Range<Int>) {
    var independent: [Int] = []
    for j in group {
      let whole = gram[j, j]
      guard whole > 0, whole.isFinite else { continue }
      var left = whole
      var shares: [Double] = []
      for (place, k) in independent.enumerated() {
        var sum = gram[k, j]
        for (before, l) in independent[..<place].enumerated() {
          sum -= inverse[l, k] * shares[before]
        }
        shares.append(sum / inverse[k, k])
        left -= shares[place] * shares[place]
      }
      leastPivot = min(leastPivot, max(0, left) / whole)
      let isDependent = left <= dependentShare * whole
      inverse[j, j] = (isDependent ? whole : left).squareRoot()
      if !isDependent {
        for (place, k) in independent.enumerated() { inverse[k, j] = shares[place] }
        independent.append(j)
      }
      // U by back substitution: its column j from those before.
      basis[j, j] = 1 / inverse[j, j]
      for i in group.lowerBound..<j {
        var sum = 0.0
        for k in i..<j { sum += basis[i, k] * inverse[k, j] }
        basis[i, j] = -sum * basis[j, j]
      }
    }
  }
}

/// What is left of a column's square where it depends on the columns before it.
private let dependentShare = 1e-12
