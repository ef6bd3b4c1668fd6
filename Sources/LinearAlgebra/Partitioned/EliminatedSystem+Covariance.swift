extension EliminatedSystem {
  /// A factor F of (X′WX)⁻¹ = F F′ over the columns of the design, p × p.
  ///
  /// The levels' own coefficients have D⁻¹ + (M R⁻¹)(M R⁻¹)′ for the R of the rest and the means M;
  /// each coefficient of the design is a difference of them, so F is its row of (D^-½, −M R⁻¹).
  /// Complexity: O(p r²) for r columns beside the factor's, and O(p²) memory.
  package func inverseFactor() -> Matrix {
    let levels = levelWeights.count
    let spread = spreadOfRest()
    let size = levels + layout.rest.count
    var factor = Matrix(rowCount: size, columnCount: size)
    for row in 0..<size {
      for j in 0..<spread.columnCount { factor[row, levels + j] = spread[row, j] }
    }
    for (level, column) in layout.columnOfLevel.enumerated() where column >= 0 {
      factor[Int(column), level] = 1 / levelWeights[level].squareRoot()
    }
    if let reference = layout.reference {
      let root = 1 / levelWeights[reference.level].squareRoot()
      factor[reference.column, reference.level] = root / reference.constant
      for column in layout.columnOfLevel where column >= 0 {
        factor[Int(column), reference.level] = -root
      }
    }
    return factor
  }

  /// (X′WX)⁻¹ over the columns of the design. Complexity: O(p² r).
  package func inverse() -> Matrix {
    var result = crossProduct(spreadOfRest().transposed)
    for (level, column) in layout.columnOfLevel.enumerated() where column >= 0 {
      result[Int(column), Int(column)] += 1 / levelWeights[level]
    }
    guard let reference = layout.reference else { return result }
    let share = 1 / levelWeights[reference.level]
    let columns = layout.columnOfLevel.lazy.filter { $0 >= 0 }.map { Int($0) }
    for j in columns {
      for i in columns { result[i, j] += share }
      result[reference.column, j] -= share / reference.constant
      result[j, reference.column] -= share / reference.constant
    }
    result[reference.column, reference.column] +=
      share / reference.constant / reference.constant
    return result
  }

  /// The part of F that comes of the rest: R⁻¹ for the rest, −M R⁻¹ for levels, p × r.
  private func spreadOfRest() -> Matrix {
    let size = layout.rest.count
    var inverse = rest.inverseFactor
    for j in 0..<size {
      for i in 0..<size { inverse[i, j] *= rest.units[i] }
    }
    let ofLevels = product(means, inverse)
    var spread = Matrix(rowCount: levelWeights.count + size, columnCount: size)
    for j in 0..<size {
      let base = layout.reference.map { ofLevels[$0.level, j] } ?? 0
      for (level, column) in layout.columnOfLevel.enumerated() where column >= 0 {
        spread[Int(column), j] = base - ofLevels[level, j]
      }
      if let reference = layout.reference {
        spread[reference.column, j] = -base / reference.constant
      }
      for (position, column) in layout.rest.enumerated() {
        spread[column, j] = inverse[position, j]
      }
    }
    return spread
  }
}
