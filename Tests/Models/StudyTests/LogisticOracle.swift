/// Logistic regression of counts on collaboration * poverty by Newton's method, written for these tests
/// alone so that the draw is checked by nothing it is built from.
struct LogisticOracle {
  private(set) var coefficients = [0.0, 0, 0, 0]

  init(successes: [Int], trials: [Int], poverty: [Double], collaboration: [Double]) {
    let rows = zip(poverty, collaboration).flatMap {
      LogisticOracle.row(poverty: $0, collaboration: $1)
    }
    for _ in 0..<30 {
      var gradient = [0.0, 0, 0, 0]
      var hessian = Array(repeating: [0.0, 0, 0, 0], count: 4)
      for index in successes.indices {
        var logit = 0.0
        for i in 0..<4 { logit += rows[4 * index + i] * coefficients[i] }
        let share = LogisticOracle.expit(logit)
        let count = Double(trials[index])
        let residual = Double(successes[index]) - count * share
        let weight = count * share * (1 - share)
        for i in 0..<4 {
          let x = rows[4 * index + i]
          gradient[i] += x * residual
          for j in 0...i { hessian[i][j] += weight * x * rows[4 * index + j] }
        }
      }
      for i in 0..<4 { for j in 0..<i { hessian[j][i] = hessian[i][j] } }
      let step = LogisticOracle.solve(hessian, gradient)
      for i in 0..<4 { coefficients[i] += step[i] }
      if step.allSatisfy({ $0.magnitude < 1e-10 }) { break }
    }
  }

  func share(poverty: Double, collaboration: Double) -> Double {
    let x = LogisticOracle.row(poverty: poverty, collaboration: collaboration)
    return LogisticOracle.expit(zip(x, coefficients).reduce(0) { $0 + $1.0 * $1.1 })
  }

  /// Centred and scaled, which changes no prediction.
  private static func row(poverty: Double, collaboration: Double) -> [Double] {
    let (p, c) = ((poverty - 50) / 25, (collaboration - 3.3) / 0.5)
    return [1, c, p, c * p]
  }

  private static func expit(_ x: Double) -> Double { 1 / (1 + exponential(-x)) }

  /// By halving the argument until the series converges at once.
  private static func exponential(_ x: Double) -> Double {
    let small = x / 1024
    var term = 1.0
    var sum = 1.0
    for k in 1...12 {
      term *= small / Double(k)
      sum += term
    }
    return (0..<10).reduce(sum) { power, _ in power * power }
  }

  /// Gaussian elimination of a positive definite system, which needs no pivots.
  private static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
    var a = matrix
    var b = right
    for k in 0..<4 {
      for i in (k + 1)..<max(4, k + 1) {
        let factor = a[i][k] / a[k][k]
        for j in k..<4 { a[i][j] -= factor * a[k][j] }
        b[i] -= factor * b[k]
      }
    }
    for k in stride(from: 3, through: 0, by: -1) {
      for j in (k + 1)..<max(4, k + 1) { b[k] -= a[k][j] * b[j] }
      b[k] /= a[k][k]
    }
    return b
  }
}
