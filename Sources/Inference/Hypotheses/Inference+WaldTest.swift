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
  /// - Throws: ``InferenceError/noResidualDegreesOfFreedom(what:observations:parameters:)`` for a
  ///   saturated model, ``InferenceError/redundantRestrictions(count:rank:)``,
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
      restrictions.columnCount == fit.parameters.count && count > 0,
      "\(count) × \(restrictions.columnCount) for \(fit.parameters.count) parameters")
    precondition(values.map { $0.count == count } ?? true, "values for \(count) restrictions")
    if fit.residualDegreesOfFreedom <= 0, covariance.matrix.diagonal.contains(where: \.isNaN) {
      throw InferenceError.noResidualDegreesOfFreedom(
        what: "a test", observations: fit.observationCount,
        parameters: fit.observationCount - fit.residualDegreesOfFreedom)
    }
    let estimates = product(restrictions, fit.parameters.values)
    let distance = values.map { zip(estimates, $0).map { $0 - $1 } } ?? estimates
    return try referredWaldTest(
      restrictions: restrictions, distance: distance, covariance: covariance)
  }

  /// Tests several hypotheses such as `["a = 0", "b - c = 1"]` at once.
  public func waldTest(_ hypotheses: [String]) throws -> WaldTest {
    let parsed = try hypotheses.map {
      try LinearHypothesis($0, coefficients: fit.parameters)
    }
    if parsed.isEmpty {
      throw InferenceError.hypothesisSyntax(
        text: "", position: 1, problem: "there is nothing to test")
    }
    return try waldTest(
      restrictions: Matrix(rows: parsed.map(\.factors)), values: parsed.map(\.value))
  }
}
