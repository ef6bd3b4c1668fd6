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
    var expectation = Matrix(rowCount: count, columnCount: count)
    for chunk in chunks {
      forEachCluster(of: chunk, contrasts: contrasts) { t, b in
        expectation += crossProduct(t) - crossProduct(b, weights: signs)
      }
    }
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
    let count = contrasts.columnCount
    let size = signs.count * count
    let parts = concurrentMap(count: chunks.count) { index in
      var sum = 0.0
      var outer = Matrix(rowCount: size, columnCount: size)
      forEachCluster(of: chunks[index], contrasts: contrasts) { t, b in
        let own = crossProduct(t)
        let taken = crossProduct(b, weights: signs)
        let ownTrace = own.diagonal.reduce(0, +)
        sum += ownTrace * (ownTrace - 2 * taken.diagonal.reduce(0, +))
        sum += traceOfProduct(own, own) - 2 * traceOfProduct(own, taken)
        let flat = Matrix(rowCount: 1, columnCount: size, elements: b.elements)
        outer += crossProduct(flat)
      }
      return (sum: sum, outer: outer)
    }
    var total = 0.0
    var outer = Matrix(rowCount: size, columnCount: size)
    for part in parts {
      total += part.sum
      outer += part.outer
    }
    return total + crossedSquares(outer, contrastCount: count)
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

/// tr(AB) for symmetric A and B of one size.
private func traceOfProduct(_ a: Matrix, _ b: Matrix) -> Double {
  zip(a.elements, b.elements).reduce(0) { $0 + $1.0 * $1.1 }
}
