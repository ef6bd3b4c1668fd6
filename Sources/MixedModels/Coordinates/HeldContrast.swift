/// A linear combination a′β of coefficients that is held, and what is free beside it: β = t v + N φ with
/// a′v = 1, a′N = 0 and the columns of N orthonormal, v along a.
struct HeldContrast: Sendable {
  /// v.
  let direction: [Double]
  /// The columns of N.
  let complement: [[Double]]

  /// By the reflection that takes a to a multiple of a unit vector.
  ///
  /// - Precondition: a is not zero.
  init(_ a: [Double]) {
    let square = a.reduce(0) { $0 + $1 * $1 }
    precondition(square > 0, "a contrast of zeros")
    direction = a.map { $0 / square }
    let m = a.indices.max { a[$0].magnitude < a[$1].magnitude } ?? 0
    var u = a
    u[m] += a[m] < 0 ? -square.squareRoot() : square.squareRoot()
    let half = 0.5 * u.reduce(0) { $0 + $1 * $1 }
    complement = a.indices.filter { $0 != m }.map { k in
      a.indices.map { ($0 == k ? 1 : 0) - u[$0] * u[k] / half }
    }
  }
}
