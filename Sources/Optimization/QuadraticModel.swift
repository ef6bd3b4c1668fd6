/// A symmetric positive definite matrix that stands for second derivatives, row after row.
struct QuadraticModel {
  let count: Int
  private(set) var elements: [Double]

  /// A multiple of the identity.
  init(count: Int, diagonal: Double) {
    self.count = count
    elements = [Double](repeating: 0, count: count * count)
    for i in 0..<count { elements[i * count + i] = diagonal }
  }

  /// The matrix given, its diagonal raised until it is positive definite.
  init(_ matrix: [Double], count: Int) {
    self.count = count
    elements = matrix
    let all = Array(0..<count)
    let largest = all.reduce(0) { max($0, matrix[$1 * count + $1].magnitude) }
    var raise = 1e-3
    while factor(all) == nil && raise < 1e12 {
      for i in all {
        let own = matrix[i * count + i].magnitude
        elements[i * count + i] = matrix[i * count + i] + raise * max(own, 1e-8 * largest, 1e-300)
      }
      raise *= 8
    }
  }

  /// Makes the model agree with a change of gradient along a step (Broyden, Fletcher, Goldfarb,
  /// Shanno), unless the gradient did not rise along it.
  mutating func update(step: [Double], change: [Double]) {
    let along = dot(step, change)
    guard along > 1e-10 * (dot(step, step) * dot(change, change)).squareRoot() else { return }
    let image = (0..<count).map { i in
      (0..<count).reduce(0) { $0 + elements[i * count + $1] * step[$1] }
    }
    let curvature = dot(step, image)
    guard curvature > 0 else { return }
    for i in 0..<count {
      for j in 0..<count {
        elements[i * count + j] += change[i] * change[j] / along - image[i] * image[j] / curvature
      }
    }
  }

  /// The step to the model's minimum in some of the variables, the others held; nil if the matrix has
  /// lost its definiteness.
  func newtonStep(_ gradient: [Double], free: [Int]) -> [Double]? {
    guard let lower = factor(free) else { return nil }
    let size = free.count
    var solution = free.map { -gradient[$0] }
    for i in 0..<size {
      for j in 0..<i { solution[i] -= lower[i * size + j] * solution[j] }
      solution[i] /= lower[i * size + i]
    }
    for i in (0..<size).reversed() {
      for j in i + 1..<max(i + 1, size) { solution[i] -= lower[j * size + i] * solution[j] }
      solution[i] /= lower[i * size + i]
    }
    var step = [Double](repeating: 0, count: count)
    for (place, index) in free.enumerated() { step[index] = solution[place] }
    return step
  }

  /// The lower Cholesky factor of a principal submatrix, nil if that is not positive definite.
  private func factor(_ indices: [Int]) -> [Double]? {
    let size = indices.count
    var lower = [Double](repeating: 0, count: size * size)
    for i in 0..<size {
      for j in 0...i {
        var sum = elements[indices[i] * count + indices[j]]
        for k in 0..<j { sum -= lower[i * size + k] * lower[j * size + k] }
        if i == j {
          guard sum > 1e-14 * elements[indices[i] * count + indices[i]].magnitude, sum.isFinite
          else { return nil }
          lower[i * size + i] = sum.squareRoot()
        } else {
          lower[i * size + j] = sum / lower[j * size + j]
        }
      }
    }
    return lower
  }
}

/// Σ aᵢ bᵢ.
func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
