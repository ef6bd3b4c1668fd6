import LinearAlgebra
import Modeling

/// How far below 1 a leverage, of a row or of a direction within a cluster, must be to count as
/// less than 1. Rounding in a well-scaled design is orders of magnitude smaller.
let negligibleSpread = 1e-10

/// The rows of a fit in coordinates in which its design is orthonormal.
///
/// With bread = F F′ the rows are uᵢ = F′xᵢ, so that Σ mᵢ wᵢ uᵢuᵢ′ = I. Meats are summed here and
/// taken back once: a badly scaled design then costs its condition once instead of twice. Rows are
/// made in blocks when they are wanted; no n × p array is kept.
struct OrthonormalRows: Sendable {
  let ingredients: ScoreRows

  init(_ ingredients: ScoreRows) { self.ingredients = ingredients }

  var rowCount: Int { ingredients.design.rowCount }
  var columnCount: Int { ingredients.design.columnCount }

  /// wᵢ eᵢ: what a row is multiplied by to give its score.
  var scoreFactors: [Double] {
    zip(ingredients.workingWeights, ingredients.workingResiduals).map { $0 * $1 }
  }

  /// mᵢ wᵢ eᵢ: the same for a row that counts several times.
  var countedScoreFactors: [Double] {
    guard let counts = ingredients.multiplicities else { return scoreFactors }
    return zip(scoreFactors, counts).map { $0 * $1 }
  }

  /// Some rows u, in the order given. Complexity: O(rows asked for × p²).
  func rows(_ indices: [Int]) -> Matrix {
    product(ingredients.design.selectingRows(indices), ingredients.breadFactor)
  }

  /// The scores, a row each, n × p. Complexity: O(n p²) time, O(n p) memory.
  func scores() -> Matrix {
    product(ingredients.design.denseMatrix(), ingredients.breadFactor)
      .scalingRows(by: scoreFactors)
  }

  /// Σ vᵢ f(hᵢ) uᵢuᵢ′ and the leverages hᵢ = wᵢ ‖uᵢ‖²: how much a row determines its own fitted value;
  /// of one row where it counts several times. Complexity: O(n p²).
  func pass(
    squares: [Double], share: (@Sendable (Double) -> Double)? = nil
  ) -> OrthonormalPass {
    orthonormalPass(
      ingredients.design, factor: ingredients.breadFactor,
      leverageWeights: ingredients.workingWeights, squares: squares, share: share)
  }

  /// F S F′ for a meat S in these coordinates.
  func covariance(meat: Matrix) -> Matrix {
    sandwich(meat, ingredients.breadFactor)
  }
}
