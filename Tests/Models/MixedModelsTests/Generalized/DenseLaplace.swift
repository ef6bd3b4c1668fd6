import Families
import LinearAlgebra

@testable import MixedModels

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Laplace's approximation with Z written out, and with derivatives of the log-likelihood by
/// differences of it.
struct DenseLaplace {
  let deviance: Double
  /// Λû.
  let effects: [Double]
  /// diag(ZΛM⁻¹Λ′Z′).
  let rowVariances: [Double]

  init(_ numbers: GeneralizedNumbers, fixed: [Double], theta: [Double]) throws {
    let dispersion =
      numbers.point.count > fixed.count + theta.count ? exp(numbers.point.last ?? 0) : 1
    let problem = numbers.problem.with(dispersion: dispersion)
    let n = problem.rowCount
    var columns: [[Double]] = []
    for (block, lambda) in zip(
      numbers.design.blocks, problem.structure.templates.factors(at: theta))
    {
      let q = block.effects.columnCount
      let own = block.effects.denseMatrix()
      for level in 0..<block.levelCount {
        for c in 0..<q {
          columns.append(
            (0..<n).map { row in
              guard Int(block.codes[row]) == level else { return 0 }
              return (c..<q).reduce(0) { $0 + own[row, $1] * lambda[$1 * q + c] }
            })
        }
      }
    }
    let z = Matrix(columns: columns)
    let base = problem.fixedPredictor(fixed)
    func halfDeviance(_ row: Int, _ eta: Double) -> Double {
      let value = problem.link.inverse(eta)
      return 0.5 * (problem.weights?[row] ?? 1)
        * problem.family.unitDeviance(
          response: problem.response[row], mean: value.mean, complement: value.complement)
    }
    func first(_ row: Int, _ eta: Double) -> Double {
      let h = 1e-3
      func f(_ k: Double) -> Double { halfDeviance(row, eta + k * h) }
      return (45 * (f(1) - f(-1)) - 9 * (f(2) - f(-2)) + (f(3) - f(-3))) / (60 * h)
    }
    func second(_ row: Int, _ eta: Double) -> Double {
      let h = 0.01
      func f(_ k: Double) -> Double { halfDeviance(row, eta + k * h) }
      let sum = 270 * (f(1) + f(-1)) - 27 * (f(2) + f(-2)) + 2 * (f(3) + f(-3)) - 490 * f(0)
      return sum / (180 * h * h)
    }
    var u = [Double](repeating: 0, count: z.columnCount)
    var factor = try CholeskyFactorization(Matrix.identity(z.columnCount))
    for _ in 0..<60 {
      let eta = zip(base, product(z, u)).map { $0 + $1 }
      let scores = eta.indices.map { -first($0, eta[$0]) }
      let information = eta.indices.map { second($0, eta[$0]) }
      var m = crossProduct(z, weights: information.map { max($0, 1e-8) })
      for i in 0..<m.rowCount { m[i, i] += 1 }
      factor = try CholeskyFactorization(m)
      let step = factor.solve(zip(transposedProduct(z, scores), u).map { $0 - $1 })
      for i in u.indices { u[i] += 0.7 * step[i] }
    }
    let eta = zip(base, product(z, u)).map { $0 + $1 }
    var m = Matrix.identity(z.columnCount)
    for row in 0..<n {
      let weight = second(row, eta[row])
      for i in 0..<m.rowCount where z[row, i] != 0 {
        for j in 0..<m.rowCount { m[i, j] += weight * z[row, i] * z[row, j] }
      }
    }
    factor = try CholeskyFactorization(m)
    let inverse = factor.inverse()
    rowVariances = (0..<n).map { quadraticForm(z.row($0), inverse) }
    effects = u
    deviance =
      eta.indices.reduce(0) { $0 + 2 * halfDeviance($1, eta[$1]) }
      + u.reduce(0) { $0 + $1 * $1 }
      + (0..<m.rowCount).reduce(0) { $0 + 2 * log(factor.upper[$1, $1]) }
  }
}
