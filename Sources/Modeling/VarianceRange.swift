import LinearAlgebra

/// The squares of standard errors that keep their digits: nearer to the ends of the range of numbers,
/// products with a dispersion or a meat are lost.
private let usableVariances = 1e-304...1e304

/// Throws for the first column whose variance (X′WX)⁻¹ is beyond the range of numbers, as it is where the
/// column's values are near 1e±150.
///
/// - Throws: ``ModelingError/numericalFailure(_:)`` naming the column and what to do.
package func requireVarianceRange(_ unscaled: Matrix, names: [String]) throws {
  for (name, variance) in zip(names, unscaled.diagonal) {
    if usableVariances.contains(variance) { continue }
    let isLarge = variance < 1
    throw ModelingError.numericalFailure(
      "the values of \(name) are too \(isLarge ? "large" : "small"): the variance of its coefficient is "
        + "beyond the range of numbers; \(isLarge ? "divide" : "multiply") it by a power of ten")
  }
}
