import LinearAlgebra

extension MixedCrossProducts {
  /// The cross-products with a contrast of the coefficients moved into the offset at a value: y − t Xv
  /// stands for y, and X has a column less.
  ///
  /// No row is read, since they are quadratic in (X, y). Complexity: that of a copy.
  func holding(
    _ contrast: HeldContrast, at value: Double, _ structure: LevelStructure
  ) -> MixedCrossProducts {
    let p = fixedCount
    var change = CrossProductChange(factorCount: structure.factors.count, fixedCount: p)
    change.border = Matrix(rowCount: p + 1, columnCount: p)
    for (j, column) in contrast.complement.enumerated() {
      for i in 0..<p { change.border[i, j] = column[i] }
    }
    for i in 0..<p { change.border[i, p - 1] = -value * contrast.direction[i] }
    change.border[p, p - 1] = 1
    return changed(by: change, structure)
  }
}
