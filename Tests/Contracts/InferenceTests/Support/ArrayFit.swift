import LinearAlgebra
import Modeling

@testable import Inference

/// A fit from arrays, without formula or table: what estimators need, by textbook formulas.
struct ArrayFit {
  let coefficients: [Double]
  let ingredients: SandwichIngredients
  let size: SampleSize
  let isLeastSquares: Bool
  /// θ of generalized models.
  let variances: [Double]?

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
    let coefficients = root.solve(
      weightedTransposedProduct(design, weights: total, response))
    let residuals = zip(response, product(design, coefficients)).map { $0 - $1 }
    let observations = multiplicities.map { $0.reduce(0, +) } ?? Double(rows)
    let residual = observations - Double(design.columnCount)
    let dispersion =
      zip(total, residuals).reduce(0) { $0 + $1.0 * $1.1 * $1.1 } / max(residual, 1)
    return ArrayFit(
      coefficients: coefficients,
      ingredients: SandwichIngredients(
        design: PartitionedMatrix(design), workingWeights: weights, workingResiduals: residuals,
        multiplicities: multiplicities, bread: root.inverse(), breadFactor: root.inverseFactor(),
        dispersion: dispersion, workingVariance: .identity),
      size: SampleSize(observations: observations, residual: residual), isLeastSquares: true,
      variances: nil)
  }

  /// A generalized linear model by scoring, with the working variances of its responses.
  static func generalized(
    _ design: Matrix, _ response: [Double], priors: [Double]? = nil, start: Double,
    mean: (Double) -> (mean: Double, derivative: Double), variance: (Double) -> Double
  ) throws -> ArrayFit {
    let rows = response.count
    let priors = priors ?? [Double](repeating: 1, count: rows)
    var coefficients = [Double](repeating: 0, count: design.columnCount)
    coefficients[0] = start
    var weights: [Double] = []
    var residuals: [Double] = []
    var thetas: [Double] = []
    for _ in 0..<50 {
      let etas = product(design, coefficients)
      let values = etas.map(mean)
      thetas = zip(values, priors).map { variance($0.mean) / $1 }
      weights = zip(values, thetas).map { $0.derivative * $0.derivative / $1 }
      residuals = zip(response, values).map { ($0 - $1.mean) / $1.derivative }
      let step = try CholeskyFactorization(crossProduct(design, weights: weights)).solve(
        weightedTransposedProduct(design, weights: weights, residuals))
      coefficients = zip(coefficients, step).map { $0 + $1 }
    }
    let root = try CholeskyFactorization(crossProduct(design, weights: weights))
    return ArrayFit(
      coefficients: coefficients,
      ingredients: SandwichIngredients(
        design: PartitionedMatrix(design), workingWeights: weights, workingResiduals: residuals,
        multiplicities: nil,
        bread: root.inverse(), breadFactor: root.inverseFactor(), dispersion: 1,
        workingVariance: .inverseWeights),
      size: SampleSize(
        observations: Double(rows), residual: Double(rows - design.columnCount)),
      isLeastSquares: false, variances: thetas)
  }

  /// Clustered covariance by codes.
  func clustered(
    _ correction: ClusterCorrection, _ codes: [Int32], count: Int,
    degreesOfFreedom: DegreesOfFreedomRule = .standard
  ) throws -> CovarianceEstimate {
    try subject(correction, degreesOfFreedom).oneWay(
      Clustering(column: "g", codes: codes, count: count))
  }

  func subject(
    _ correction: ClusterCorrection, _ degreesOfFreedom: DegreesOfFreedomRule = .standard
  ) -> ClusteredSubject {
    ClusteredSubject(
      estimator: ClusteredCovariance(
        by: ["g"], correction: correction, degreesOfFreedom: degreesOfFreedom),
      names: coefficients.indices.map { "b\($0)" }, rows: OrthonormalRows(ingredients),
      size: size, isLeastSquares: isLeastSquares, variances: variances, independentRows: nil)
  }

  /// Heteroskedastic covariance.
  func heteroskedastic(_ correction: HeteroskedasticCorrection) throws -> Matrix {
    let rows = OrthonormalRows(ingredients)
    let factor =
      correction == .hc1
      ? try SmallSampleFactor.perParameter(size, estimator: "HC1").value : 1
    var meat = HeteroskedasticMeat(
      exponent: correction.exponent(size), breadFactor: ingredients.breadFactor)
    _ = meat.add(rows)
    return rows.covariance(meat: factor * meat.total())
  }
}
