/// X′WX reduced, ready to solve for steps: whole, or with a factor's columns eliminated.
package struct InformationSystem: Sendable {
  /// X′WX, both triangles.
  package let information: Matrix
  /// (X′WX)⁻¹.
  package let inverse: Matrix
  private let form: Form

  private enum Form: Sendable {
    case whole(TriangularSystem)
    case eliminated(EliminatedSystem)
  }

  /// Reduces the sums of a design.
  ///
  /// Nil where cross-products can't be trusted to, by the rules of `leastSquares`: they are not
  /// positive definite, or their condition number is above `largestGramCondition`, or they are near
  /// the ends of the range of `Double`. Complexity: O(p³), less for an eliminated factor.
  package init?(_ sums: PartitionedSums, of design: PartitionedMatrix) {
    guard hasOrdinaryDiagonal(sums) else { return nil }
    information = sums.gram(of: design)
    if design.factors.isEmpty {
      let size = design.columnCount
      var bordered = Matrix(rowCount: size + 1, columnCount: size + 1)
      for j in 0..<size {
        for i in 0..<size { bordered[i, j] = information[i, j] }
      }
      guard let system = gramSystem(bordered) else { return nil }
      form = .whole(system)
      var inverse = system.inverse
      for j in 0..<size {
        for i in 0..<size { inverse[i, j] *= system.units[i] * system.units[j] }
      }
      self.inverse = inverse
    } else {
      guard let system = EliminatedSystem(sums, of: design) else { return nil }
      form = .eliminated(system)
      inverse = system.inverse()
    }
  }

  /// The δ with X′WX δ = g.
  package func solve(_ g: [Double]) -> [Double] {
    switch form {
    case .whole(let system):
      zip(system.solve(zip(g, system.units).map { $0 * $1 }), system.units).map { $0 * $1 }
    case .eliminated(let system): system.solve(g)
    }
  }

  /// A factor F of (X′WX)⁻¹ = F F′; upper triangular unless a factor's columns were eliminated.
  package func inverseFactor() -> Matrix {
    switch form {
    case .whole(let system):
      var factor = system.inverseFactor
      for j in 0..<factor.columnCount {
        for i in 0..<factor.rowCount { factor[i, j] *= system.units[i] }
      }
      return factor
    case .eliminated(let system): return system.inverseFactor()
    }
  }

  /// a′ X′WX b.
  package func innerProduct(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, product(information, b)).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
