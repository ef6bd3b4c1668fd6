// Products with the block-diagonal Λ of all levels.

/// Λu, level by level.
func scaled(_ structure: LevelStructure, _ lambda: [[Double]], _ u: [Double]) -> [Double] {
  var result = u
  for (index, factor) in structure.factors.enumerated() {
    let q = factor.effectCount
    let own = lambda[index]
    for level in 0..<factor.levelCount {
      let first = structure.effectStarts[index] + level * q
      for r in 0..<q {
        var sum = 0.0
        for c in 0...r { sum += own[r * q + c] * u[first + c] }
        result[first + r] = sum
      }
    }
  }
  return result
}

/// Λ′v, level by level.
func scaledTransposed(_ structure: LevelStructure, _ lambda: [[Double]], _ v: [Double]) -> [Double]
{
  var result = v
  for (index, factor) in structure.factors.enumerated() {
    let q = factor.effectCount
    let own = lambda[index]
    for level in 0..<factor.levelCount {
      let first = structure.effectStarts[index] + level * q
      for c in 0..<q {
        var sum = 0.0
        for r in c..<q { sum += own[r * q + c] * v[first + r] }
        result[first + c] = sum
      }
    }
  }
  return result
}

/// ΛΛ′ of one factor, q × q by rows.
func squared(_ lambda: [Double], order q: Int) -> [Double] {
  var result = [Double](repeating: 0, count: q * q)
  for i in 0..<q {
    for j in 0..<q {
      for k in 0...min(i, j) { result[i * q + j] += lambda[i * q + k] * lambda[j * q + k] }
    }
  }
  return result
}
