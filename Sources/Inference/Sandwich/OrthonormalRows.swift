import LinearAlgebra
import Modeling

/// How far below 1 a leverage, of a row or of a direction within a cluster, must be to count as
/// less than 1. Rounding in a well-scaled design is orders of magnitude smaller.
let negligibleSpread = 1e-10

/// The rows of a fit in coordinates in which its design is orthonormal.
///
/// With bread = R⁻¹R⁻ᵀ the rows are uᵢ = R⁻ᵀxᵢ, so that Σ mᵢ wᵢ uᵢuᵢ′ = I. Meats are summed here and
/// taken back once: a badly scaled design then costs its condition once instead of twice.
struct OrthonormalRows: Sendable {
  /// U = X R⁻¹, n × p.
  let basis: Matrix
  let ingredients: SandwichIngredients

  /// Complexity: O(n p²).
  init(_ ingredients: SandwichIngredients) {
    self.ingredients = ingredients
    basis = product(ingredients.design, ingredients.breadFactor)
  }

  var rowCount: Int { basis.rowCount }
  var columnCount: Int { basis.columnCount }

  /// wᵢ eᵢ: what a row of the basis is multiplied by to give its score.
  var scoreFactors: [Double] {
    zip(ingredients.workingWeights, ingredients.workingResiduals).map { $0 * $1 }
  }

  /// mᵢ wᵢ eᵢ: the same for a row that counts several times.
  var countedScoreFactors: [Double] {
    guard let counts = ingredients.multiplicities else { return scoreFactors }
    return zip(scoreFactors, counts).map { $0 * $1 }
  }

  /// The scores, a row each, n × p.
  func scores() -> Matrix {
    let factors = scoreFactors
    var result = basis.elements
    for column in 0..<columnCount {
      for row in 0..<rowCount { result[row + column * rowCount] *= factors[row] }
    }
    return Matrix(rowCount: rowCount, columnCount: columnCount, elements: result)
  }

  /// hᵢ = wᵢ ‖uᵢ‖²: how much a row determines its own fitted value; of one row where it counts
  /// several times.
  func leverages() -> [Double] {
    var squares = [Double](repeating: 0, count: rowCount)
    let elements = basis.elements
    for column in 0..<columnCount {
      for row in 0..<rowCount {
        let value = elements[row + column * rowCount]
        squares[row] += value * value
      }
    }
    return zip(squares, ingredients.workingWeights).map { $0 * $1 }
  }

  /// R⁻¹ S R⁻ᵀ for a meat S in these coordinates.
  func covariance(meat: Matrix) -> Matrix {
    product(ingredients.breadFactor, product(meat, ingredients.breadFactor.transposed)).symmetrized
  }
}
