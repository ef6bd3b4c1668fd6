import LinearAlgebra
import Modeling

/// The rows that determine their own fitted values: those whose leverage is 1, ascending.
///
/// Their residuals are zero but for rounding, so that leverages are computed only where a residual is
/// far below the others. Complexity: O(n), and O(p²) for each such row.
func exactRows(_ rows: OrthonormalRows) -> [Int] {
  let weights = rows.ingredients.workingWeights
  let squares = zip(rows.scoreFactors, rows.ingredients.workingResiduals).map { $0 * $1 }
  let mean = squares.reduce(0, +) / Double(max(1, squares.count))
  guard mean > 0, mean.isFinite else { return [] }
  let candidates = squares.indices.filter { weights[$0] > 0 && squares[$0] <= 1e-8 * mean }
  var found: [Int] = []
  // In parts, so that a design whose rows are mostly fitted exactly is not copied whole.
  for start in stride(from: 0, to: candidates.count, by: 256) {
    let part = Array(candidates[start..<min(start + 256, candidates.count)])
    let basis = rows.rows(part)
    for (place, row) in part.enumerated() {
      let own = basis.row(place)
      if 1 - weights[row] * dot(own, own) <= negligibleSpread { found.append(row) }
    }
  }
  return found
}

/// What there is to say of a covariance that takes residuals as they are where some rows have leverage 1;
/// nothing if none has. Rows are those of the table, counted from 1.
func exactRowsRemark(_ tableRows: [Int], estimator: String) -> [Diagnostic] {
  guard let first = tableRows.first else { return [] }
  let others = tableRows.count - 1
  let rows =
    others == 0
    ? "row \(first) has leverage 1: the model fits it exactly whatever its outcome, so that its residual "
      + "of 0 says nothing of its variance"
    : "row \(first) and \(others) more have leverage 1: the model fits them exactly whatever their "
      + "outcomes, so that their residuals of 0 say nothing of their variances"
  return [
    Diagnostic(
      .degenerateCovariance,
      "\(rows), but \(estimator) takes it as 0: standard errors of the coefficients that depend on "
        + "\(others == 0 ? "it" : "them") are too small; drop the term that singles "
        + "\(others == 0 ? "it" : "them") out")
  ]
}
