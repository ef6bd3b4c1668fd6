import LinearAlgebra
import Modeling

@testable import MixedModels

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

func logarithm(_ x: Double) -> Double { log(x) }

/// A linear mixed model by its definition: V = ZΛΛ′Z′ + W⁻¹ written out, n × n.
struct DenseMixedModel {
  let coefficients: [Double]
  let deviance: Double
  let residualVariance: Double
  /// (X′V⁻¹X)⁻¹.
  let covariance: Matrix
  /// ΛΛ′Z′V⁻¹(y − Xβ), factor by factor, level by level.
  let modes: [Double]

  init(_ numbers: ScenarioNumbers, theta: [Double], estimation: MixedEstimation) throws {
    let n = numbers.frame.rowCount
    let x = numbers.frame.design.matrix()
    let y = numbers.frame.response.values
    var v = Matrix(rowCount: n, columnCount: n)
    for i in 0..<n { v[i, i] = 1 / numbers.weights[i] }
    var wide: [(z: Matrix, gamma: Matrix)] = []
    for (block, lambda) in zip(
      numbers.design.blocks, numbers.structure.templates.factors(at: theta))
    {
      let q = block.effects.columnCount
      let own = block.effects.denseMatrix()
      var z = Matrix(rowCount: n, columnCount: block.levelCount * q)
      for row in 0..<n {
        for c in 0..<q { z[row, Int(block.codes[row]) * q + c] = own[row, c] }
      }
      var small = Matrix(rowCount: q, columnCount: q)
      for i in 0..<q {
        for j in 0..<q { small[i, j] = lambda[i * q + j] }
      }
      let square = product(small, small.transposed)
      var gamma = Matrix(rowCount: z.columnCount, columnCount: z.columnCount)
      for level in 0..<block.levelCount {
        for i in 0..<q {
          for j in 0..<q { gamma[level * q + i, level * q + j] = square[i, j] }
        }
      }
      let part = product(product(z, gamma), z.transposed)
      for i in 0..<n {
        for j in 0..<n { v[i, j] += part[i, j] }
      }
      wide.append((z, gamma))
    }
    let factor = try CholeskyFactorization(v)
    let solvedX = factor.solve(x)
    let information = try CholeskyFactorization(product(x.transposed, solvedX))
    let solvedY = factor.solve(Matrix(columns: [y]))
    let beta = information.solve(product(x.transposed, solvedY)).elements
    let fitted = product(x, beta)
    let residuals = zip(y, fitted).map { $0 - $1 }
    let weighted = factor.solve(Matrix(columns: [residuals])).elements
    let sum = zip(residuals, weighted).reduce(0) { $0 + $1.0 * $1.1 }
    let p = x.columnCount
    let count = Double(estimation == .reml ? n - p : n)
    let determinant = (0..<n).reduce(0) { $0 + 2 * log(factor.upper[$1, $1]) }
    let fixed = (0..<p).reduce(0) { $0 + 2 * log(information.upper[$1, $1]) }
    coefficients = beta
    residualVariance = sum / count
    deviance =
      determinant + (estimation == .reml ? fixed : 0)
      + count * (1 + log(2 * Double.pi * sum / count))
    covariance = information.solve(Matrix.identity(p))
    modes = wide.flatMap { z, gamma in
      product(gamma, product(z.transposed, Matrix(columns: [weighted]))).elements
    }
  }
}
