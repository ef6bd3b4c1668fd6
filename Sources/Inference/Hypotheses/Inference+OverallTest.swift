import LinearAlgebra
import Modeling

extension Inference {
  /// The test that every coefficient but the intercept is zero, under this inference's covariance.
  ///
  /// For least squares with the classical covariance it is the usual F test of the regression; with a
  /// robust one the Wald test of ``waldTest(restrictions:values:)``.
  ///
  /// - Returns: the test; nil where there is no coefficient beside the intercept.
  /// - Throws: ``InferenceError`` where the covariance of the coefficients is singular or absent, and
  ///   where there are more than 300 coefficients, or 30 with degrees of freedom by Satterthwaite: the
  ///   joint test would cost more than the fit.
  /// - Complexity: O(p³) beside the degrees of freedom.
  public func overallTest() throws -> WaldTest? {
    let names = fit.parameters.names
    let tested = fit.parameters.columnPositions.filter { names[$0] != "(Intercept)" }
    if tested.isEmpty { return nil }
    let most = mostOverallCoefficients(covariance.reference)
    if tested.count > most {
      throw InferenceError.undefinedTerms(
        test: "a test of all \(tested.count) coefficients",
        reason: "under this covariance it is made for \(most) at most; test the terms one by one")
    }
    var restrictions = Matrix(rowCount: tested.count, columnCount: names.count)
    for (row, position) in tested.enumerated() { restrictions[row, position] = 1 }
    return try waldTest(restrictions: restrictions)
  }
}

/// The most coefficients that ``Inference/overallTest()`` tests together: beyond, the test would cost
/// more than the fit, most of all with degrees of freedom of its own.
private func mostOverallCoefficients(_ reference: any Reference) -> Int {
  reference.dependsOnContrast ? 30 : 300
}
