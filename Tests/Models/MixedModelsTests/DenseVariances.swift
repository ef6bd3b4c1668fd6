import LinearAlgebra

@testable import MixedModels

/// Expected information and Kenward and Roger's terms by their definitions over n × n matrices.
struct DenseVariances {
  /// Φ = (X′Σ⁻¹X)⁻¹.
  let covariance: Matrix
  /// Φ_A.
  let adjusted: Matrix
  /// ΦPᵢΦ.
  let slopes: [Matrix]
  /// W.
  let parameterCovariance: Matrix
  /// Σ⁻¹.
  let inverse: Matrix

  init(_ numbers: ScenarioNumbers, theta: [Double], residualVariance s: Double) throws {
    let n = numbers.frame.rowCount
    let x = numbers.frame.design.matrix()
    var directions = [Matrix(rowCount: n, columnCount: n)]
    for i in 0..<n { directions[0][i, i] = 1 / numbers.weights[i] }
    var sigma = s * directions[0]
    let lambdas = numbers.structure.templates.factors(at: theta)
    for (index, block) in numbers.design.blocks.enumerated() {
      let q = block.effects.columnCount
      let z = block.effects.denseMatrix()
      var gamma = Matrix(rowCount: q, columnCount: q)
      for i in 0..<q {
        for j in 0..<q {
          for k in 0..<q { gamma[i, j] += lambdas[index][i * q + k] * lambdas[index][j * q + k] }
        }
      }
      func spread(_ inner: Matrix) -> Matrix {
        let all = product(z, product(inner, z.transposed))
        var result = Matrix(rowCount: n, columnCount: n)
        for i in 0..<n {
          for j in 0..<n where block.codes[i] == block.codes[j] { result[i, j] = all[i, j] }
        }
        return result
      }
      sigma = sigma + s * spread(gamma)
      for entry in block.template.entries {
        var inner = Matrix(rowCount: q, columnCount: q)
        inner[entry.row, entry.column] = 1
        inner[entry.column, entry.row] = 1
        directions.append(spread(inner))
      }
    }
    let factor = try CholeskyFactorization(sigma)
    let inverse = factor.inverse()
    self.inverse = inverse
    let solved = factor.solve(x)
    let phi = try CholeskyFactorization(product(x.transposed, solved)).inverse()
    covariance = phi
    let p = directions.map { -1 * product(solved.transposed, product($0, solved)) }
    let half = directions.map { product(inverse, $0) }
    let count = directions.count
    var information = Matrix(rowCount: count, columnCount: count)
    var q: [[Matrix]] = []
    for i in 0..<count {
      q.append([])
      for j in 0..<count {
        let own = product(
          solved.transposed,
          product(directions[i], product(inverse, product(directions[j], solved))))
        q[i].append(own)
        let trace = product(half[i], half[j]).diagonal.reduce(0, +)
        let correction =
          2 * product(phi, own).diagonal.reduce(0, +)
          - product(product(phi, p[i]), product(phi, p[j])).diagonal.reduce(0, +)
        information[i, j] = trace - correction
      }
    }
    parameterCovariance = 2 * (try CholeskyFactorization(information.symmetrized).inverse())
    slopes = p.map { product(phi, product($0, phi)) }
    var sum = Matrix(rowCount: phi.rowCount, columnCount: phi.rowCount)
    for i in 0..<count {
      for j in 0..<count {
        sum =
          sum + parameterCovariance[i, j]
          * (q[i][j] - product(p[i], product(phi, p[j])))
      }
    }
    adjusted = phi + 2 * product(phi, product(sum, phi))
  }
}
