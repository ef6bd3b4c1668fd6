import LinearAlgebra
import Modeling

/// F S F′ of a fit's own parameters, each equation's with its own small-sample factor: a covariance between
/// two equations takes the geometric mean of theirs.
func sandwich(
  _ meat: Matrix, _ breadFactor: Matrix, of fit: any Estimated, by factors: [Double]
) -> Matrix {
  let count = fit.parameters.count
  if factors.count == 1 {
    return sandwich(factors[0] * meat, breadFactor).resized(to: count)
  }
  let roots = zip(fit.sampleSizes, factors).flatMap { size, factor in
    size.positions.map { _ in factor.squareRoot() }
  }
  return sandwich(meat, breadFactor).resized(to: count).scalingRows(by: roots)
    .scalingColumns(by: roots)
}

/// The factors of all equations in words; nil where there are none.
func factorText(_ texts: [String?]) -> String? {
  let found = texts.compactMap(\.self)
  if found.count < 2 || Set(found).count == 1 { return found.first }
  return "by equation: " + found.joined(separator: "; ")
}
