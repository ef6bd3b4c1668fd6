import LinearAlgebra
import Modeling

/// The Wald test of restrictions L whose estimates miss their hypothetical values by `distance`, with
/// the reference distribution that belongs to the covariance.
func referredWaldTest(
  restrictions: Matrix, distance: [Double], covariance: Covariance
) throws -> WaldTest {
  let form = try waldQuadraticForm(
    restrictions: restrictions, distance: distance, covariance: covariance.matrix,
    covarianceName: covariance.description.name)
  let count = restrictions.rowCount
  switch try covariance.reference.joint(restrictions, covariance: covariance.matrix) {
  case .chiSquared: return WaldTest(chiSquared: form, restrictions: count)
  case .f(let denominator, let scale, let rule):
    return WaldTest(
      f: scale * form / Double(count), restrictions: count, denominator: denominator, rule: rule)
  }
}
