import LinearAlgebra
import Modeling

/// The Wald test of restrictions L whose estimates miss their hypothetical values by `distance`, with
/// the reference distribution that belongs to the covariance.
func referredWaldTest(
  restrictions: Matrix, distance: [Double], covariance: CoefficientCovariance
) throws -> WaldTest {
  let form = try waldQuadraticForm(
    restrictions: restrictions, distance: distance, covariance: covariance.matrix,
    covarianceName: covariance.description.name)
  let count = restrictions.rowCount
  let rule = covariance.description.degreesOfFreedomRule
  switch covariance.reference {
  case .normal:
    return WaldTest(chiSquared: form, restrictions: count)
  case .studentT(let degreesOfFreedom):
    return WaldTest(
      f: form / Double(count), restrictions: count, denominator: degreesOfFreedom, rule: rule)
  case .contrastDependent(let satterthwaite as SatterthwaiteDegreesOfFreedom):
    let eta = try satterthwaite.hotelling(restrictions: restrictions)
    return approximateHotelling(form, restrictions: count, eta: eta, rule: rule)
  case .contrastDependent(let joint as any JointDegreesOfFreedom):
    let found = try joint.joint(restrictions)
    return WaldTest(
      f: (found?.scale ?? 1) * form / Double(count), restrictions: count,
      denominator: found?.denominator, rule: joint.jointRule)
  case .contrastDependent(let other):
    let denominator = try combinedDegreesOfFreedom(
      restrictions, covariance: covariance.matrix, rule: other)
    return WaldTest(
      f: form / Double(count), restrictions: count, denominator: denominator,
      rule: count == 1 ? rule : "\(rule), combined by Fai and Cornelius")
  }
}

/// (η − q + 1)/(η q) Q, referred to F(q, η − q + 1). With η ≤ q − 1, less information than
/// restrictions, there is no such distribution: F is then Q / q without a p-value.
private func approximateHotelling(
  _ form: Double, restrictions: Int, eta: Double?, rule: String
) -> WaldTest {
  let count = Double(restrictions)
  let denominator = eta.map { $0 - count + 1 } ?? 0
  guard let eta, denominator > 0 else {
    return WaldTest(
      f: form / count, restrictions: restrictions, denominator: nil,
      rule: "too few clusters for the approximate Hotelling T²")
  }
  return WaldTest(
    f: denominator / (eta * count) * form, restrictions: restrictions, denominator: denominator,
    rule: restrictions == 1 ? rule : "approximate Hotelling T²")
}

/// Fai and Cornelius' denominator for a joint test: the principal contrasts of LVL′ are independent
/// t's, and E = Σ ν/(ν − 2) over those with ν > 2 gives 2E / (E − q).
///
/// The principal contrasts depend on how the hypothesis is written. L is brought to reduced row echelon
/// form first, so that the answer is one of the hypothesis: for a term by itself the form is that of
/// its coefficients one by one, which lmerTest takes too.
///
/// - Returns: nil where E ≤ q, when no F distribution matches.
func combinedDegreesOfFreedom(
  _ restrictions: Matrix, covariance: Matrix, rule: any ContrastDegreesOfFreedom
) throws -> Double? {
  let count = restrictions.rowCount
  if count == 1 { return rule.degreesOfFreedom(for: restrictions.row(0)) }
  let restrictions = reducedRowEchelonForm(restrictions)
  let spread = product(restrictions, product(covariance, restrictions.transposed)).symmetrized
  let spectrum = try SymmetricEigenDecomposition(spread)
  let principal = transposedProduct(spectrum.vectors, restrictions)
  let each = (0..<count).map { rule.degreesOfFreedom(for: principal.row($0)) }
  if let first = each.first, each.allSatisfy({ ($0 - first).magnitude <= 1e-9 * first }) {
    return first
  }
  let expectation = each.reduce(0) { $1 > 2 ? $0 + $1 / ($1 - 2) : $0 }
  let excess = expectation - Double(count)
  return excess > 0 ? 2 * expectation / excess : nil
}
