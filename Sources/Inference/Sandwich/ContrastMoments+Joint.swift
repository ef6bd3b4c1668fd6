import LinearAlgebra

extension ContrastMoments {
  /// η, the degrees of freedom of the Wishart distribution that comes closest to the covariance of
  /// several contrasts; nil where the estimator gives some combination of them no variance.
  ///
  /// η = q (q + 1) / Σ Var(dₛₜ) with D = Ω^(−½) (L V L′) Ω^(−½) and Ω its expectation, so that for
  /// one contrast η is Satterthwaite's. With normal errors the sum of variances is
  /// Σᵢⱼ (tr Pᵢⱼ)² + tr(Pᵢⱼ Pᵢⱼ) over the q × q covariances Pᵢⱼ of standardised contributions.
  ///
  /// The contrasts are p × q, in orthonormal coordinates.
  ///
  /// - Complexity: O(G p²q²).
  ///
  /// ### References
  /// E. Tipton and J. E. Pustejovsky, Journal of Educational and Behavioral Statistics 40 (2015) 604.
  func hotelling(_ contrasts: Matrix) throws(LinearAlgebraError) -> Double? {
    let count = contrasts.columnCount
    try requireMemory(for: .jointMoments(coefficients: signs.count, restrictions: count))
    var expectation = Matrix(rowCount: count, columnCount: count)
    for chunk in chunks {
      forEachCluster(of: chunk, contrasts: contrasts) { t, b in
        expectation += crossProduct(t) - crossProduct(b, weights: signs)
      }
    }
    // In correlation form, so that the units of the contrasts do not matter.
    let scales = expectation.diagonal.map { $0 > 0 ? 1 / $0.squareRoot() : 0 }
    expectation = expectation.scalingRows(by: scales).scalingColumns(by: scales)
    let contrasts = contrasts.scalingColumns(by: scales)
    let spectrum = try SymmetricEigenDecomposition(expectation.symmetrized)
    guard let largest = spectrum.values.last, let smallest = spectrum.values.first, largest > 0,
      smallest > negligibleSpread * largest
    else { return nil }
    let standardised = product(contrasts, spectrum.matrix { 1 / $0.squareRoot() })
    let variance = summedVariance(standardised)
    return variance > 0 ? Double(count * (count + 1)) / variance : nil
  }

  /// Σᵢⱼ (tr Pᵢⱼ)² + tr(Pᵢⱼ Pᵢⱼ).
  private func summedVariance(_ contrasts: Matrix) -> Double {
    let size = signs.count * contrasts.columnCount
    // Few parts, since each carries a matrix of the square of the size.
    let each = (chunks.count + 7) / 8
    let parts = concurrentMap(count: each == 0 ? 0 : (chunks.count + each - 1) / each) { part in
      var sums = JointSums(size: size)
      for chunk in chunks[part * each..<min(chunks.count, (part + 1) * each)] {
        forEachCluster(of: chunk, contrasts: contrasts) { sums.add($0, $1, signs) }
      }
      sums.flush()
      return sums
    }
    var total = JointSums(size: size)
    for part in parts {
      total.diagonal += part.diagonal
      total.outer += part.outer
    }
    return total.diagonal + crossedSquares(total.outer, contrastCount: contrasts.columnCount)
  }

  /// Σ JₐJ_b (S[as,bt]² + S[as,bt] S[at,bs]) for S = Σ vec(b)vec(b)′: the sums over pairs of clusters
  /// of (tr bᵢ′Jbⱼ)² and tr(bᵢ′Jbⱼ bᵢ′Jbⱼ).
  private func crossedSquares(_ outer: Matrix, contrastCount: Int) -> Double {
    let size = signs.count
    var sum = 0.0
    for s in 0..<contrastCount {
      for t in 0..<contrastCount {
        for a in 0..<size {
          for b in 0..<size {
            let straight = outer[a + s * size, b + t * size]
            let crossed = outer[a + t * size, b + s * size]
            sum += signs[a] * signs[b] * straight * (straight + crossed)
          }
        }
      }
    }
    return sum
  }
}

/// The sums over clusters that several contrasts need.
private struct JointSums: Sendable {
  /// What only one cluster at a time enters.
  var diagonal = 0.0
  /// Σ vec(b) vec(b)′ over the clusters flushed.
  var outer: Matrix
  private var waiting: [[Double]] = []

  init(size: Int) { outer = Matrix(rowCount: size, columnCount: size) }

  mutating func add(_ t: Matrix, _ b: Matrix, _ signs: [Double]) {
    let own = crossProduct(t)
    let taken = crossProduct(b, weights: signs)
    let ownTrace = own.diagonal.reduce(0, +)
    diagonal += ownTrace * (ownTrace - 2 * taken.diagonal.reduce(0, +))
    diagonal += traceOfProduct(own, own) - 2 * traceOfProduct(own, taken)
    waiting.append(b.elements)
    if waiting.count == 64 { flush() }
  }

  /// Takes up the clusters that wait, several in one product.
  mutating func flush() {
    if waiting.isEmpty { return }
    outer += crossProduct(Matrix(rows: waiting))
    waiting.removeAll(keepingCapacity: true)
  }
}

/// tr(AB) for symmetric A and B of one size.
private func traceOfProduct(_ a: Matrix, _ b: Matrix) -> Double {
  zip(a.elements, b.elements).reduce(0) { $0 + $1.0 * $1.1 }
}
