import LinearAlgebra
import Modeling

/// The number of clusters below which the usual reference distributions are in doubt.
private let fewClusters = 40

/// What a covariance itself gives reason to doubt.
func covarianceDiagnostics(_ covariance: Covariance) -> [Diagnostic] {
  degeneracy(covariance) + fewClusterRemarks(covariance)
}

private func degeneracy(_ covariance: Covariance) -> [Diagnostic] {
  // Without residual degrees of freedom nothing has a variance, which the fit says itself.
  if covariance.matrix.diagonal.allSatisfy(\.isNaN) { return [] }
  let negative = zip(covariance.names, covariance.matrix.diagonal).filter { !($0.1 >= 0) }
  if !negative.isEmpty {
    let names = negative.map(\.0).joined(separator: ", ")
    return [
      Diagnostic(
        .degenerateCovariance,
        "the \(covariance.description.name) variance of \(names) is negative or not a number, so "
          + "there is no standard error; use one of the cluster columns alone, or another covariance"
      )
    ]
  }
  guard covariance.matrix.rowCount > 0,
    let smallest = smallestScaledEigenvalue(covariance.matrix, below: -negligibleEigenvalue),
    smallest < -negligibleEigenvalue
  else { return [] }
  let value = smallest < -0.001 ? fourDecimals(smallest) : "\(smallest)"
  return [
    Diagnostic(
      .degenerateCovariance,
      "the \(covariance.description.name) covariance is not positive semidefinite (smallest "
        + "eigenvalue \(value) of the correlation form); standard errors exist, but a joint test "
        + "or the variance of some combination of coefficients may be negative")
  ]
}

/// How far below 0 the smallest eigenvalue of a correlation may be by rounding.
private let negligibleEigenvalue = 1e-10

/// The smallest eigenvalue of a covariance scaled to unit variances, or nil where it is not below a
/// bound.
///
/// That is for a Cholesky factorization to say, which fails only where it is: a thirtieth of the work
/// of the eigenvalues, which are those of thousands of coefficients at times.
private func smallestScaledEigenvalue(_ matrix: Matrix, below bound: Double) -> Double? {
  if isPositiveDefinite(unitDiagonalForm(of: matrix, shift: -bound)) { return nil }
  return try? SymmetricEigenDecomposition(unitDiagonalForm(of: matrix, shift: 0)).values.first
}

/// One copy of the matrix is all that is made: with thousands of coefficients, copies cost more than
/// the factorization.
private func isPositiveDefinite(_ matrix: consuming Matrix) -> Bool {
  (try? CholeskyFactorization(matrix)) != nil
}

/// A covariance scaled to unit variances (where they are not 0), plus a multiple of the identity.
private func unitDiagonalForm(of matrix: Matrix, shift: Double) -> Matrix {
  let size = matrix.rowCount
  let scales = matrix.diagonal.map { $0 > 0 ? 1 / $0.squareRoot() : 0 }
  let elements = [Double](unsafeUninitializedCapacity: size * size) { buffer, initializedCount in
    for column in 0..<size {
      for row in 0..<size {
        let position = row + column * size
        let scaled = matrix.elements[position] * scales[row] * scales[column]
        buffer.initializeElement(at: position, to: row == column ? scaled + shift : scaled)
      }
    }
    initializedCount = size * size
  }
  return Matrix(rowCount: size, columnCount: size, elements: elements)
}

private func fewClusterRemarks(_ covariance: Covariance) -> [Diagnostic] {
  if covariance.reference.dependsOnContrast { return [] }
  let few = covariance.description.clusters.filter { $0.count < fewClusters }
  if few.isEmpty { return [] }
  let counts = few.map { "\($0.count) clusters in \"\($0.column)\"" }.joined(separator: ", ")
  let covarianceName = covariance.description.name
  let rule = covariance.reference.rule
  let isNormal = rule == "normal"
  // With t the jackknife-like correction is usually conservative.
  if covarianceName == "CR3" && !isNormal { return [] }
  let reference =
    isNormal ? "the normal distribution" : rule == "G − 1" ? "t on G − 1" : "t on residual"
  let advice =
    covariance.description.clusters.count > 1
    ? "two cluster columns have no bias-reduced correction, so treat borderline results with caution"
    : covarianceName == "CR2"
      ? "prefer Satterthwaite degrees of freedom"
      : "CR2 with Satterthwaite degrees of freedom is better where it is offered (one cluster column, rows "
        + "held in memory)"
  return [
    Diagnostic(
      .fewClusters,
      "only \(counts): intervals from \(covarianceName) with \(reference)"
        + "\(isNormal ? "" : " degrees of freedom") tend to be too narrow; \(advice)")
  ]
}
