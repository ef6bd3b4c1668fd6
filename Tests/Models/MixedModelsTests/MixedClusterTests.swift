import Inference
import LinearAlgebra
import Modeling
import Tables
import TestSupport
import Testing

@testable import MixedModels

private let definition = Tolerance(
  .relativeTo(scale: 1e-3, 1e-8),
  because: "two routes to the same roots, over independent combinations and over n × n matrices")

/// Bias-reduced clustered covariances of linear mixed models against their definition over n × n
/// matrices.
@Suite struct MixedClusterTests {
  static let clustered: [(MixedScenario, String)] = [
    (MixedScenario.all[0], "school"), (MixedScenario.all[0], "district"),
    (MixedScenario.all[1], "school"), (MixedScenario.all[4], "district"),
    (MixedScenario.all[5], "district"), (MixedScenario.all[6], "district"),
    (
      MixedScenario(
        description: "weighted", formula: "y ~ x + z + (1 | pupil)", isWeighted: true,
        theta: []), "school"
    ),
  ]

  @Test(arguments: clustered, [ClusterCorrection.cr0, .cr1, .cr2, .cr3])
  func isItsDefinition(_ subject: (MixedScenario, String), _ correction: ClusterCorrection) throws {
    let (scenario, column) = subject
    let fit = try LinearMixedModel(scenario.formula, options: scenario.options)
      .fit(to: scenario.table())
    let dense = try DenseClusters(scenario, fit, column: column, correction)
    let got = try fit.inference(
      using: .clustered(by: column, correction: correction, degreesOfFreedom: .satterthwaite)
    ).covariance
    expectClose(got.matrix.elements, dense.covariance.elements, within: definition)
    for (contrast, want) in zip(dense.contrasts, dense.degreesOfFreedom) {
      expectClose(
        try #require(got.reference.degreesOfFreedom(contrast)), want, within: definition)
    }
  }

  /// The estimator gives the model's own covariance in expectation: exactly so if squares of residuals
  /// are replaced by their expectations, which is how the correction is made.
  @Test func correctedRowsHaveTheVarianceOfTheModel() throws {
    let scenario = MixedScenario.all[5]
    let fit = try LinearMixedModel(scenario.formula).fit(to: scenario.table())
    let dense = try DenseClusters(scenario, fit, column: "district", .cr2)
    expectClose(
      dense.expectation.elements, try fit.modelCovariance(.normal).matrix.elements,
      within: definition)
  }

  @Test func theStandardReferenceIsSatterthwaites() throws {
    let scenario = MixedScenario.all[1]
    let fit = try LinearMixedModel(scenario.formula).fit(to: scenario.table())
    func rule(_ correction: ClusterCorrection) throws -> String {
      try fit.inference(using: .clustered(by: "school", correction: correction)).covariance
        .reference.rule
    }
    #expect(try rule(.cr2) == "Satterthwaite")
    #expect(try rule(.cr3) == "Satterthwaite")
    #expect(try rule(.cr1) == "G − 1")
  }

  @Test func aClusterTooLargeIsRefused() throws {
    let rows = 6_400
    var random = SeededNumbers(3)
    let table = try Table([
      Column("y", (0..<rows).map { _ in random.normal() }),
      Column("g", (0..<rows).map { Double($0 / 2) }),
      Column("c", (0..<rows).map { Double($0 / 3_200) }),
      Column("w", (0..<rows).map { _ in 0.5 + random.uniform() }),
    ])
    let fit = try LinearMixedModel(
      "y ~ 1 + (1 | g)", options: ModelOptions(weights: .precision("w"))
    ).fit(to: table)
    #expect(throws: MixedModelsError.clusterTooLarge(rows: 3_200, order: 3_200, limit: 3_000)) {
      try fit.inference(using: .clustered(by: "c", correction: .cr2))
    }
    _ = try fit.inference(using: .clustered(by: "c", correction: .cr1))
  }
}

/// CR0 to CR3 of generalized least squares with the degrees of freedom of each coefficient, by n × n
/// matrices: Pustejovsky and Tipton (2018), section 2, with the model's covariance as the working model.
private struct DenseClusters {
  let covariance: Matrix
  /// Of the covariance under the model, with its estimates.
  var expectation: Matrix
  let contrasts: [[Double]]
  var degreesOfFreedom: [Double] = []

  init(
    _ scenario: MixedScenario, _ fit: LinearMixedFit, column: String,
    _ correction: ClusterCorrection
  ) throws {
    let numbers = try ScenarioNumbers(scenario)
    let dense = try DenseVariances(
      numbers, theta: fit.theta, residualVariance: fit.residualVariance)
    let x = numbers.frame.design.matrix()
    let (n, p) = (x.rowCount, x.columnCount)
    let weight = dense.inverse
    let phi = try CholeskyFactorization(weight).inverse()
    let bread = dense.covariance
    // (I − H)′ with H = X M X′W.
    let maker =
      Matrix.identity(n) - product(weight, product(x, product(bread, x.transposed)))
    let residualCovariance = phi - product(x, product(bread, x.transposed))
    let residuals = zip(numbers.frame.response.values, product(x, fit.coefficients.values))
      .map { $0 - $1 }
    let clusters = try numbers.frame.groups(by: column)
    let factor = correction == .cr1 ? Double(clusters.count) / Double(clusters.count - 1) : 1
    var meat = Matrix(rowCount: p, columnCount: p)
    var sides: [Matrix] = []
    for cluster in 0..<clusters.count {
      let rows = clusters.codes.indices.filter { clusters.codes[$0] == Int32(cluster) }
      let adjustment = try adjustmentMatrix(
        phi.selectingRows(rows).selectingColumns(rows),
        residualCovariance.selectingRows(rows).selectingColumns(rows), correction)
      // X_g′W_gA_g, which is X_g′ times the rows of W: W is block diagonal over clusters of whole groups.
      let side = product(
        transposedProduct(x.selectingRows(rows), weight.selectingRows(rows).selectingColumns(rows)),
        adjustment)
      let score = product(side, rows.map { residuals[$0] })
      for i in 0..<p {
        for j in 0..<p { meat[i, j] += factor * score[i] * score[j] }
      }
      var wide = Matrix(rowCount: n, columnCount: p)
      for (place, row) in rows.enumerated() {
        for j in 0..<p { wide[row, j] = side[j, place] }
      }
      sides.append(product(maker, product(wide, bread)))
    }
    covariance = product(bread, product(meat, bread))
    expectation = Matrix(rowCount: p, columnCount: p)
    for side in sides {
      expectation = expectation + transposedProduct(side, product(phi, side))
    }
    contrasts = (0..<p).map { index in (0..<p).map { $0 == index ? 1 : 0 } }
    degreesOfFreedom = contrasts.map { contrast in
      let vectors = sides.map { product($0, contrast) }
      let images = vectors.map { product(phi, $0) }
      var (trace, squares) = (0.0, 0.0)
      for i in vectors.indices {
        for j in vectors.indices {
          let value = dot(vectors[i], images[j])
          squares += value * value
          if i == j { trace += value }
        }
      }
      return trace * trace / squares
    }
  }
}

private func adjustmentMatrix(
  _ phi: Matrix, _ residual: Matrix, _ correction: ClusterCorrection
) throws -> Matrix {
  switch correction {
  case .cr0, .cr1, .cr1s: return .identity(phi.rowCount)
  case .cr2:
    let root = try CholeskyFactorization(phi).upper
    let middle = product(root, product(residual, root.transposed)).symmetrized
    let inverseRoot = try SymmetricEigenDecomposition(middle).matrix { 1 / $0.squareRoot() }
    return product(root.transposed, product(inverseRoot, root))
  case .cr3: return product(phi, try CholeskyFactorization(residual).inverse())
  }
}
