import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Gauss–Hermite quadrature: ∫ f(x) dx is about Σ weights · f(nodes), exactly for e^(−x²) times a
/// polynomial of degree up to 2N − 1.
///
/// The weights have e^(x²) in them, which keeps those far out from vanishing.
struct GaussHermiteRule: Sendable, Equatable {
  /// Ascending, symmetric about zero.
  let nodes: [Double]
  let weights: [Double]

  /// A rule of so many points: the eigenvalues of the recurrence's matrix (Golub, G. H. & Welsch, J. H.
  /// (1969), Mathematics of Computation 23, 221–230), polished by Newton's method on the Hermite
  /// function. Complexity: O(N³).
  ///
  /// - Precondition: between 1 and 100 points.
  init(pointCount: Int) {
    precondition(
      (1...mostQuadraturePoints).contains(pointCount), "\(pointCount) quadrature points")
    var jacobi = Matrix(rowCount: pointCount, columnCount: pointCount)
    for k in 1..<max(1, pointCount) {
      jacobi[k - 1, k] = (Double(k) / 2).squareRoot()
      jacobi[k, k - 1] = jacobi[k - 1, k]
    }
    // A finite symmetric tridiagonal matrix always has eigenvalues.
    let rough = (try? SymmetricEigenDecomposition(jacobi).values) ?? []
    let polished = rough.sorted().map { polishedRoot($0, order: pointCount) }
    let symmetric = polished.indices.map {
      0.5 * (polished[$0] - polished[polished.count - 1 - $0])
    }
    nodes = symmetric
    weights = symmetric.map { x in
      let last = hermiteFunctions(x, order: pointCount).last
      return 1 / (Double(pointCount) * last * last)
    }
  }
}

private func polishedRoot(_ start: Double, order: Int) -> Double {
  var x = start
  for _ in 0..<3 {
    let (last, value) = hermiteFunctions(x, order: order)
    x -= value / ((2 * Double(order)).squareRoot() * last - x * value)
  }
  return x
}

/// The orthonormal Hermite functions of degrees order − 1 and order.
private func hermiteFunctions(_ x: Double, order: Int) -> (last: Double, value: Double) {
  var before = 0.0
  var value = exp(-0.5 * x * x) / Double.pi.squareRoot().squareRoot()
  for n in 0..<order {
    let next =
      x * (2 / Double(n + 1)).squareRoot() * value
      - (Double(n) / Double(n + 1)).squareRoot() * before
    (before, value) = (value, next)
  }
  return (before, value)
}
