import LinearAlgebra
import Modeling

/// A robust covariance with what is rounding taken for the zero it stands for.
///
/// Where clusters (or rows) determine a coefficient by themselves, its scores sum to zero in each and so
/// does its variance; what rounding leaves would make any estimate significant. A variance below 10⁻²⁰ of
/// the classical one counts as zero, for which there is no test and no interval.
///
/// `units` are what determines them: `clusters` or `rows`.
func clearedVariances(
  _ covariance: Matrix, classical: [Double], names: [String], estimator: String,
  units: String = "clusters"
) -> CovarianceClearing {
  let places = classical.indices.filter { index in
    classical[index] > 0 && covariance[index, index].magnitude <= 1e-20 * classical[index]
  }
  if places.isEmpty { return CovarianceClearing(matrix: covariance, diagnostics: []) }
  var matrix = covariance
  for place in places {
    for other in names.indices {
      matrix[place, other] = 0
      matrix[other, place] = 0
    }
  }
  let shown = places.prefix(6).map { names[$0] }.joined(separator: ", ")
  let more = places.count > 6 ? " and \(places.count - 6) more" : ""
  return CovarianceClearing(
    matrix: matrix,
    diagnostics: [
      Diagnostic(
        .degenerateCovariance,
        "the \(estimator) variance of \(shown)\(more) is zero up to rounding, since \(units) determine "
          + "\(places.count == 1 ? "it" : "them") by themselves: that is no certainty, and there is no "
          + "test and no interval; use "
          + (units == "clusters" ? "larger clusters or another covariance" : "another covariance"))
    ])
}

/// What is left of a covariance.
struct CovarianceClearing {
  let matrix: Matrix
  let diagnostics: [Diagnostic]
}
