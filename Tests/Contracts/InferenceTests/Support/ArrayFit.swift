import LinearAlgebra
import Modeling
import RealModule

@testable import Inference

/// A fit from arrays, without formula or table: what estimators need, by textbook formulas.
struct ArrayFit: Estimated {
  let estimates: [Double]
  let rows: ScoreRows
  let size: SampleSize
  let isLeastSquares: Bool
  /// θ of generalized models.
  let variances: [Double]?
  /// The dispersion; 1 for generalized models.
  let dispersion: Double
  /// The clusters of the rows, by the names of columns.
  var clusterings: [String: Clustering] = [:]

  /// The clusters of rows, counted from 0.
  struct Clustering: Sendable {
    let codes: [Int32]
    let count: Int
  }

  var description: ModelDescription {
    ModelDescription(
      kind: .init(
        "array", refersToStudentT: isLeastSquares, impliesBiasReduction: isLeastSquares),
      formula: "", family: "", link: "", method: "", title: "Model of arrays")
  }

  var parameters: Parameters {
    Parameters(
      names: estimates.indices.map { "b\($0)" }, values: estimates,
      designColumns: Array(estimates.indices))
  }

  var sampleSizes: [SampleSize] { [size] }

  func modelCovariance(_ rule: ReferenceRule) throws -> Covariance {
    try Covariance(
      names: parameters.names, matrix: modelCovarianceMatrix,
      description: CovarianceDescription(name: "classical"),
      reference: isLeastSquares ? StudentReference.residual(size.residual) : NormalReference()
    ).referred(by: rule, residual: size.residual)
  }

  private var modelCovarianceMatrix: Matrix {
    dispersion * product(rows.breadFactor, rows.breadFactor.transposed)
  }

  var equations: (any EstimatingEquations)? {
    ArrayEquations(
      rows: rows, modelVariances: modelCovarianceMatrix.diagonal,
      errors: variances.map { variances in
        .variances(logarithms: { variances.map { Double.log($0) } })
      } ?? .equalVariances, clusterings: clusterings)
  }

  /// (Weighted) least squares, by the normal equations.
  static func leastSquares(
    _ design: Matrix, _ response: [Double], weights: [Double]? = nil,
    multiplicities: [Double]? = nil
  ) throws -> ArrayFit {
    let rows = response.count
    let ones = [Double](repeating: 1, count: rows)
    let weights = weights ?? ones
    let total = zip(weights, multiplicities ?? ones).map { $0 * $1 }
    let root = try CholeskyFactorization(crossProduct(design, weights: total))
    let estimates = root.solve(
      weightedTransposedProduct(design, weights: total, response))
    let residuals = zip(response, product(design, estimates)).map { $0 - $1 }
    let observations = multiplicities.map { $0.reduce(0, +) } ?? Double(rows)
    let residual = observations - Double(design.columnCount)
    let dispersion =
      zip(total, residuals).reduce(0) { $0 + $1.0 * $1.1 * $1.1 } / max(residual, 1)
    return ArrayFit(
      estimates: estimates,
      rows: ScoreRows(
        design: PartitionedMatrix(design), workingWeights: weights, workingResiduals: residuals,
        multiplicities: multiplicities, breadFactor: root.inverseFactor()),
      size: SampleSize(
        observations: observations, residual: residual, positions: 0..<design.columnCount),
      isLeastSquares: true, variances: nil, dispersion: dispersion)
  }

  /// A generalized linear model by scoring, with the working variances of its responses.
  static func generalized(
    _ design: Matrix, _ response: [Double], priors: [Double]? = nil, start: Double,
    mean: (Double) -> (mean: Double, derivative: Double), variance: (Double) -> Double
  ) throws -> ArrayFit {
    let rows = response.count
    let priors = priors ?? [Double](repeating: 1, count: rows)
    var estimates = [Double](repeating: 0, count: design.columnCount)
    estimates[0] = start
    var weights: [Double] = []
    var residuals: [Double] = []
    var thetas: [Double] = []
    for _ in 0..<50 {
      let etas = product(design, estimates)
      let values = etas.map(mean)
      thetas = zip(values, priors).map { variance($0.mean) / $1 }
      weights = zip(values, thetas).map { $0.derivative * $0.derivative / $1 }
      residuals = zip(response, values).map { ($0 - $1.mean) / $1.derivative }
      let step = try CholeskyFactorization(crossProduct(design, weights: weights)).solve(
        weightedTransposedProduct(design, weights: weights, residuals))
      estimates = zip(estimates, step).map { $0 + $1 }
    }
    let root = try CholeskyFactorization(crossProduct(design, weights: weights))
    return ArrayFit(
      estimates: estimates,
      rows: ScoreRows(
        design: PartitionedMatrix(design), workingWeights: weights, workingResiduals: residuals,
        breadFactor: root.inverseFactor()),
      size: SampleSize(
        observations: Double(rows), residual: Double(rows - design.columnCount),
        positions: 0..<design.columnCount),
      isLeastSquares: false, variances: thetas, dispersion: 1)
  }

  /// Clustered covariance by codes.
  func clustered(
    _ correction: ClusterCorrection, _ codes: [Int32], count: Int,
    degreesOfFreedom: ReferenceRule = .standard
  ) throws -> CovarianceEstimate {
    var fit = self
    fit.clusterings["g"] = Clustering(codes: codes, count: count)
    return try ClusteredCovariance(
      by: ["g"], correction: correction, degreesOfFreedom: degreesOfFreedom
    ).estimate(fit)
  }

  /// Covariance by clusters in two directions, the columns `g` and `t`.
  func twoWay(
    _ correction: ClusterCorrection, _ first: Clustering, _ second: Clustering
  ) throws -> CovarianceEstimate {
    var fit = self
    fit.clusterings = ["g": first, "t": second]
    return try ClusteredCovariance(by: ["g", "t"], correction: correction).estimate(fit)
  }

  /// Heteroskedastic covariance.
  func heteroskedastic(_ correction: HeteroskedasticCorrection) throws -> Matrix {
    try HeteroskedasticCovariance(correction).estimate(self).covariance.matrix
  }
}

/// Estimating equations of rows in arrays.
private struct ArrayEquations: EstimatingEquations {
  let rows: ScoreRows
  let modelVariances: [Double]
  let errors: WorkingModel.Errors
  let clusterings: [String: ArrayFit.Clustering]

  var breadFactor: Matrix { rows.breadFactor }
  var mustStayTogether: [String] { [] }
  var working: WorkingModel? { WorkingModel(rows: rows, errors: errors) }

  func forEachBlock(groups: [String], _ body: (ScoreBlock) throws -> Void) throws {
    let found = groups.map { column in
      guard let groups = clusterings[column] else { preconditionFailure("no clusters \(column)") }
      return RowGroups(codes: groups.codes, count: groups.count) {
        (0..<groups.count).map { "\($0)" }
      }
    }
    try body(ScoreBlock(rows: rows, groups: found) { $0 + 1 })
  }
}
