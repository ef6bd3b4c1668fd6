import LinearAlgebra
import Modeling

/// A way to estimate the covariance of the parameters of a fit, chosen after the fit.
///
/// A value: it knows its options and no data. The ready-made ones are found by name, as in
/// `fit.inference(using: .clustered(by: "district", correction: .cr2))`.
public protocol CovarianceEstimator: Sendable {
  /// The short name tables print: `classical`, `HC3`, `CR2`, ….
  var name: String { get }

  /// The covariance of the parameters of any fit, with doubts about it.
  ///
  /// - Throws: ``InferenceError`` where the estimator is not defined for the fit, and
  ///   `ModelingError` or `TableError` for a column that is absent or has missing values.
  func estimate(_ fit: any Estimated) throws -> CovarianceEstimate
}

/// A covariance and what there is to say about how it came about.
public struct CovarianceEstimate: Sendable {
  /// The covariance of the parameters.
  public let covariance: Covariance
  /// Doubts and choices made on the user's behalf.
  public let diagnostics: [Diagnostic]

  /// A covariance with its diagnostics.
  public init(covariance: Covariance, diagnostics: [Diagnostic] = []) {
    self.covariance = covariance
    self.diagnostics = diagnostics
  }
}

/// F S F′ for a meat S in the coordinates F′x in which a design is orthonormal.
func sandwich(_ meat: Matrix, _ factor: Matrix) -> Matrix {
  product(factor, product(meat, factor.transposed)).symmetrized
}

extension Matrix {
  /// The first rows and columns of a larger matrix, or the matrix as the first block of a larger one with
  /// zeros elsewhere.
  func resized(to order: Int) -> Matrix {
    if order == rowCount { return self }
    if order < rowCount {
      let kept = Array(0..<order)
      return selectingRows(kept).selectingColumns(kept)
    }
    var result = Matrix(rowCount: order, columnCount: order)
    for column in 0..<columnCount {
      for row in 0..<rowCount { result[row, column] = self[row, column] }
    }
    return result
  }
}

extension Estimated {
  /// The positions of parameters that equations of an order say nothing of.
  func uncovered(byEquationsOf order: Int) -> Set<Int> {
    Set(min(order, parameters.count)..<parameters.count)
  }

  /// The equations a robust covariance is made of.
  ///
  /// - Throws: ``InferenceError/conflictingOptions(_:)`` for a fit that keeps no scores.
  func requireEquations(estimator: String) throws -> any EstimatingEquations {
    guard let equations else {
      throw InferenceError.conflictingOptions(
        "\(estimator) is made of the scores of rows, which \(description.phrase) does not keep; choose "
          + "classical")
    }
    try requireMemory(for: .robustCovariance(coefficients: parameters.count))
    return equations
  }
}

extension EstimatingEquations {
  /// Throws where rows depend on each other through random effects.
  func requireIndependentRows(estimator: String) throws(InferenceError) {
    if !mustStayTogether.isEmpty {
      throw .conflictingOptions(
        "\(estimator) takes rows one by one, but those of a mixed model depend on each other; choose "
          + "the model-based covariance, or CR0, CR1 or CR1S by a column whose values hold whole groups"
      )
    }
  }

  /// The working model, with all rows at hand.
  ///
  /// - Throws: ``InferenceError/conflictingOptions(_:)`` where they are not.
  func requireWorking(estimator: String, _ reason: String) throws(InferenceError) -> WorkingModel {
    guard let working else { throw .conflictingOptions("\(estimator) \(reason)") }
    return working
  }
}
