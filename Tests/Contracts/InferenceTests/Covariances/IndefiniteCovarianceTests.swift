import LinearAlgebra
import Modeling
import Testing

@testable import Inference

struct IndefiniteCovarianceTests {
  private func covariance(_ rows: [[Double]]) -> Covariance {
    Covariance(
      names: ["a", "b"], matrix: Matrix(rows: rows),
      description: CovarianceDescription(name: "CR0"), reference: .normal)
  }

  @Test func negativeVariancesAreNamed() {
    let diagnostics = covarianceDiagnostics(covariance([[1, 0], [0, -0.5]]))
    #expect(diagnostics.map(\.code) == [.degenerateCovariance])
    #expect(diagnostics[0].message.contains("variance of b"))
  }

  @Test func negativeEigenvaluesAreSaid() {
    // Correlation 1.5: both variances are positive, that of a − b is not.
    let diagnostics = covarianceDiagnostics(covariance([[1, 15], [15, 100]]))
    #expect(diagnostics.map(\.code) == [.degenerateCovariance])
    #expect(diagnostics[0].message.contains("-0.5"))
  }

  @Test func definiteAndSingularCovariancesPass() {
    #expect(covarianceDiagnostics(covariance([[1, 0.5], [0.5, 1]])).isEmpty)
    #expect(covarianceDiagnostics(covariance([[1, 1], [1, 1]])).isEmpty)
  }

  @Test func twoWayCovariancesAreNotRepaired() throws {
    // A checkerboard: residuals alternate within both directions of clusters, so that sums over
    // clusters vanish and only − V_ab is left.
    let y = (0..<16).map { ($0 / 4 + $0 % 4) % 2 == 0 ? 1.0 : -1 }
    let design = Matrix(columns: [[Double](repeating: 1, count: 16)])
    let fit = try ArrayFit.leastSquares(design, y)
    let estimate = try fit.twoWay(
      .cr0, .init(codes: (0..<16).map { Int32($0 / 4) }, count: 4),
      .init(codes: (0..<16).map { Int32($0 % 4) }, count: 4))
    #expect(estimate.covariance.matrix[0, 0] == -1.0 / 16)
    #expect(
      covarianceDiagnostics(estimate.covariance).map(\.code).contains(.degenerateCovariance))
  }
}
