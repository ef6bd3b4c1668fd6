import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The coordinates a mixed model is fitted in, and the way back to those of its formula.
///
/// Fixed columns and the columns of each random term are orthonormal over the rows, the response is in units
/// of its residual standard deviation without random effects, and weights are one on average. So steps,
/// starting values and what counts as zero mean the same whatever the units and origins of the data.
struct MixedCoordinates: Sendable {
  /// X of the estimated coefficients.
  let fixed: StandardColumns
  /// Z of each factor.
  let effects: [StandardColumns]
  /// The unit of the response.
  let response: Double
  /// The mean weight.
  let weight: Double

  /// Coordinates made of their parts.
  init(
    fixed: StandardColumns, effects: [StandardColumns], response: Double = 1, weight: Double = 1
  ) {
    self.fixed = fixed
    self.effects = effects
    self.response = response
    self.weight = weight
  }

  /// Standard columns of fixed and random effects for a model whose response and weights stay what they are.
  ///
  /// - Throws: what `leastSquares` throws.
  init(fixed: StandardColumns, _ design: RandomEffectsDesign) throws(LinearAlgebraError) {
    var effects: [StandardColumns] = []
    for block in design.blocks {
      effects.append(try StandardColumns(block.effects, groups: block.termRanges))
    }
    self.init(fixed: fixed, effects: effects)
  }

  /// The coefficients of X for those of the standard columns.
  func coefficients(_ standard: [Double]) -> [Double] {
    product(fixed.basis, standard).map { $0 * response }
  }

  /// The contrast of standard coefficients that is a contrast of the coefficients.
  func contrast(_ given: [Double]) -> [Double] { transposedProduct(fixed.basis, given) }

  /// The effects of Z, level by level, for those of the standard columns.
  func effects(_ standard: [Double], _ structure: LevelStructure) -> [Double] {
    multiplied(standard, structure, effects.map(\.basis), factor: response)
  }

  /// The effects of the columns that rows are read from.
  func readEffects(_ standard: [Double], _ structure: LevelStructure) -> [Double] {
    multiplied(standard, structure, effects.map(\.fromRead), factor: response)
  }

  /// S′v for R′v, level by level, with a unit that is the caller's.
  func standardSums(_ read: [Double], _ structure: LevelStructure, factor: Double) -> [Double] {
    multiplied(read, structure, effects.map(\.fromRead.transposed), factor: factor)
  }

  /// Factors F with FF′ the covariances of the effects of Z, q × q, for a Λ and a σ in standard
  /// coordinates.
  func covarianceFactors(_ lambda: [[Double]], sigma: Double) -> [Matrix] {
    zip(effects, lambda).map { own, lambda in
      let q = own.basis.columnCount
      var standard = Matrix(rowCount: q, columnCount: q)
      for i in 0..<q {
        for j in 0...i { standard[i, j] = sigma * response * lambda[i * q + j] }
      }
      return product(own.basis, standard)
    }
  }

  /// Λ of the formula's own coordinates, lower triangular by rows: σ²ΛΛ′ is the covariance of the effects of
  /// Z with σ² the variance of a row of weight one.
  func factors(_ lambda: [[Double]]) -> [[Double]] {
    covarianceFactors(lambda, sigma: 1 / (response * weight.squareRoot())).map(lowerTriangular)
  }

  /// What −2 log L of the data has beyond that of the standard coordinates.
  func criterionConstant(_ estimation: MixedEstimation, rowCount: Int) -> Double {
    let count = fixed.basis.columnCount
    switch estimation {
    case .ml: return 2 * Double(rowCount) * log(response)
    case .reml:
      return 2 * Double(rowCount - count) * log(response) - 2 * fixed.logDeterminant
    }
  }

  private func multiplied(
    _ values: [Double], _ structure: LevelStructure, _ matrices: [Matrix], factor: Double
  ) -> [Double] {
    var result = values
    for (index, matrix) in matrices.enumerated() {
      let q = matrix.columnCount
      for first in stride(
        from: structure.effectStarts[index], to: structure.effectStarts[index + 1], by: max(1, q))
      {
        for r in 0..<q {
          var sum = 0.0
          for c in 0..<q { sum += matrix[r, c] * values[first + c] }
          result[first + r] = factor * sum
        }
      }
    }
    return result
  }
}

/// The lower triangular L, by rows, with LL′ = FF′ and no negative diagonal entry, by rotations: F's zeros
/// stay what they are.
func lowerTriangular(_ f: Matrix) -> [Double] {
  let q = f.rowCount
  var a = f
  for i in 0..<q {
    for j in i + 1..<max(i + 1, q) where a[i, j] != 0 {
      let length = hypot(a[i, i], a[i, j])
      let (c, s) = (a[i, i] / length, a[i, j] / length)
      for r in i..<q {
        let (x, y) = (a[r, i], a[r, j])
        a[r, i] = c * x + s * y
        a[r, j] = c * y - s * x
      }
      a[i, j] = 0
    }
    if a[i, i] < 0 {
      for r in i..<q { a[r, i] = -a[r, i] }
    }
  }
  return (0..<q).flatMap { row in (0..<q).map { $0 <= row ? a[row, $0] : 0 } }
}
