import LinearAlgebra
import Modeling

extension Inference {
  /// Tests L β = values, several restrictions at once.
  ///
  /// The reference distribution follows the covariance's: chi-squared where it is normal; F(q, df)
  /// where it is t with df degrees of freedom. With Satterthwaite degrees of freedom of a clustered
  /// covariance it is the approximate Hotelling T² of Pustejovsky and Tipton (their HTZ), which for
  /// one restriction is the t test: with Q the quadratic form and η the matched Wishart's degrees of
  /// freedom, (η − q + 1)/(η q) Q is referred to F(q, η − q + 1). With other degrees of freedom that
  /// depend on the contrast the denominator is Fai and Cornelius' combination of those of the
  /// principal contrasts.
  ///
  /// - Parameters:
  ///   - restrictions: L, q × p, of full row rank.
  ///   - values: q values; zeros where left out.
  /// - Returns: the test.
  /// - Precondition: p columns, q values, q ≥ 1.
  /// - Throws: ``InferenceError/redundantRestrictions(count:rank:)``,
  ///   ``InferenceError/singularRestrictions(count:rank:covariance:)``.
  /// - Complexity: O(q p²) beside the degrees of freedom.
  ///
  /// ### References
  /// E. Tipton and J. E. Pustejovsky, Journal of Educational and Behavioral Statistics 40 (2015) 604;
  /// A. H.-T. Fai and P. L. Cornelius, Journal of Statistical Computation and Simulation 54 (1996)
  /// 363.
  public func waldTest(restrictions: Matrix, values: [Double]? = nil) throws -> WaldTest {
    let count = restrictions.rowCount
    precondition(
      restrictions.columnCount == fit.coefficients.values.count && count > 0,
      "\(count) × \(restrictions.columnCount) for \(fit.coefficients.values.count) coefficients")
    precondition(values.map { $0.count == count } ?? true, "values for \(count) restrictions")
    let estimates = product(restrictions, fit.coefficients.values)
    let distance = values.map { zip(estimates, $0).map { $0 - $1 } } ?? estimates
    let form = try waldQuadraticForm(
      restrictions: restrictions, distance: distance, covariance: covariance.matrix,
      covarianceName: covariance.description.name)
    return try referred(form, restrictions: restrictions)
  }

  /// Tests several hypotheses such as `["a = 0", "b - c = 1"]` at once.
  public func waldTest(_ hypotheses: [String]) throws -> WaldTest {
    let parsed = try hypotheses.map {
      try LinearHypothesis($0, coefficients: fit.coefficients)
    }
    if parsed.isEmpty {
      throw InferenceError.hypothesisSyntax(
        text: "", position: 1, problem: "there is nothing to test")
    }
    return try waldTest(
      restrictions: Matrix(rows: parsed.map(\.factors)), values: parsed.map(\.value))
  }

  private func referred(_ form: Double, restrictions: Matrix) throws -> WaldTest {
    let count = restrictions.rowCount
    let rule = covariance.description.degreesOfFreedomRule
    switch covariance.reference {
    case .normal:
      return WaldTest(chiSquared: form, restrictions: count)
    case .studentT(let degreesOfFreedom):
      return WaldTest(
        f: form / Double(count), restrictions: count, denominator: degreesOfFreedom, rule: rule)
    case .contrastDependent(let satterthwaite as SatterthwaiteDegreesOfFreedom):
      guard let eta = try satterthwaite.hotelling(restrictions: restrictions) else {
        return WaldTest(
          f: form / Double(count), restrictions: count, denominator: nil, rule: "undefined")
      }
      let denominator = eta - Double(count) + 1
      // Below q restrictions' worth of information the scaled statistic has no distribution.
      let scale = denominator > 0 ? denominator / eta : 1
      return WaldTest(
        f: scale * form / Double(count), restrictions: count, denominator: denominator,
        rule: count == 1 ? rule : "approximate Hotelling T²")
    case .contrastDependent(let other):
      let denominator = try combinedDegreesOfFreedom(
        restrictions, covariance: covariance.matrix, rule: other)
      return WaldTest(
        f: form / Double(count), restrictions: count, denominator: denominator,
        rule: count == 1 ? rule : "\(rule), combined by Fai and Cornelius")
    }
  }
}

/// Fai and Cornelius' denominator for a joint test: the principal contrasts of LVL′ are independent
/// t's, and E = Σ ν/(ν − 2) over those with ν > 2 gives 2E / (E − q).
///
/// - Returns: nil where E ≤ q, when no F distribution matches.
func combinedDegreesOfFreedom(
  _ restrictions: Matrix, covariance: Matrix, rule: any ContrastDegreesOfFreedom
) throws -> Double? {
  let count = restrictions.rowCount
  if count == 1 { return rule.degreesOfFreedom(for: restrictions.row(0)) }
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
