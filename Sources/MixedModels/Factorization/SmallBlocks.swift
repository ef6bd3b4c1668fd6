// Products of small blocks by rows with lower triangular Λ; q is 1 or 2 in most models.

/// target[r, c] = Σ Λ[a, r] source[a, c] over a ≥ r: Λ′B, for `columns` columns. The source stands by
/// rows, the target by columns.
@inline(__always)
func multiplyTransposed(
  _ lambda: UnsafeBufferPointer<Double>, _ q: Int, _ source: UnsafePointer<Double>,
  columns: Int, to target: UnsafeMutablePointer<Double>
) {
  if q == 1 {
    let factor = lambda[0]
    for c in 0..<columns { target[c] = factor * source[c] }
    return
  }
  for c in 0..<columns {
    for r in 0..<q {
      var sum = 0.0
      for a in r..<q { sum += lambda[a * q + r] * source[a * columns + c] }
      target[c * q + r] = sum
    }
  }
}

/// target = A Λ for A of `rows` rows, all by rows.
@inline(__always)
func multiply(
  _ source: UnsafePointer<Double>, rows: Int, _ lambda: UnsafeBufferPointer<Double>, _ q: Int,
  to target: UnsafeMutablePointer<Double>
) {
  if q == 1 {
    let factor = lambda[0]
    for r in 0..<rows { target[r] = factor * source[r] }
    return
  }
  for r in 0..<rows {
    for c in 0..<q {
      var sum = 0.0
      for b in c..<q { sum += source[r * q + b] * lambda[b * q + c] }
      target[r * q + c] = sum
    }
  }
}

/// Replaces the lower triangle of a block by rows by its Cholesky factor; false if it has none.
@inline(__always)
func factorSmall(_ block: UnsafeMutablePointer<Double>, _ q: Int) -> Bool {
  for i in 0..<q {
    for j in 0...i {
      var sum = block[i * q + j]
      for k in 0..<j { sum -= block[i * q + k] * block[j * q + k] }
      if i == j {
        guard sum > 0, sum.isFinite else { return false }
        block[i * q + i] = sum.squareRoot()
      } else {
        block[i * q + j] = sum / block[j * q + j]
      }
    }
  }
  return true
}

/// Solves L x = b in place, for `columns` columns of q numbers.
@inline(__always)
func solveLower(
  _ lower: UnsafePointer<Double>, _ q: Int, _ b: UnsafeMutablePointer<Double>, columns: Int
) {
  if q == 1 {
    let factor = 1 / lower[0]
    for c in 0..<columns { b[c] *= factor }
    return
  }
  for c in 0..<columns {
    let x = b + c * q
    for i in 0..<q {
      var sum = x[i]
      for k in 0..<i { sum -= lower[i * q + k] * x[k] }
      x[i] = sum / lower[i * q + i]
    }
  }
}

/// Solves L′x = b in place, for `columns` columns of q numbers.
@inline(__always)
func solveLowerTransposed(
  _ lower: UnsafePointer<Double>, _ q: Int, _ b: UnsafeMutablePointer<Double>, columns: Int
) {
  if q == 1 {
    let factor = 1 / lower[0]
    for c in 0..<columns { b[c] *= factor }
    return
  }
  for c in 0..<columns {
    let x = b + c * q
    for i in (0..<q).reversed() {
      var sum = x[i]
      for k in i + 1..<max(i + 1, q) { sum -= lower[k * q + i] * x[k] }
      x[i] = sum / lower[i * q + i]
    }
  }
}
