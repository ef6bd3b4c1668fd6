import LinearAlgebra
import Modeling

/// A fit together with one covariance of its coefficients, chosen after the fit.
///
/// ```swift
/// let inference = try fit.inference(using: .clustered(by: "district", correction: .cr2))
/// for row in inference.coefficientTable(level: 0.95) { … }
/// ```
/// Every table, interval and test asked of it refers to this covariance; the fit is not changed, and
/// another covariance is another `Inference`.
public struct Inference<Fit: EstimatedModel>: Sendable {
  /// The fit.
  public let fit: Fit
  /// The covariance of its coefficients, in their order.
  public let covariance: CoefficientCovariance
  /// What the estimator of the covariance had to say.
  private let remarks: [Diagnostic]

  init(fit: Fit, covariance: CoefficientCovariance, remarks: [Diagnostic]) {
    self.fit = fit
    self.covariance = covariance
    self.remarks = remarks
  }

  /// Doubts about the covariance; those about the estimates are in the fit.
  ///
  /// Looked for at each call, since not every use of a covariance asks. Complexity: O(p³ / 3).
  public var diagnostics: [Diagnostic] { remarks + covarianceDiagnostics(covariance) }
}

extension EstimatedModel {
  /// Inference with the classical covariance, which holds if the model is right in full.
  public func inference() -> Inference<Self> {
    Inference(fit: self, covariance: classicalCovariance, remarks: [])
  }

  /// Inference with a covariance from elsewhere, such as a bootstrap.
  ///
  /// The covariance is put in the order of the coefficients by their names.
  ///
  /// - Throws: ``InferenceError/coefficientMismatch(expected:found:)`` if it is of other
  ///   coefficients.
  public func inference(
    _ covariance: CoefficientCovariance
  ) throws(InferenceError) -> Inference<Self> {
    Inference(
      fit: self, covariance: try covariance.reordered(to: coefficients.names), remarks: [])
  }
}

extension ModelBasedSource {
  /// Inference with the model-based covariance, Wald statistics referred by a rule.
  ///
  /// - Throws: what the fit throws where the rule is not defined for it.
  public func inference(degreesOfFreedom rule: ModelBasedRule) throws -> Inference<Self> {
    Inference(fit: self, covariance: try modelBasedCovariance(rule), remarks: [])
  }
}

extension SandwichSource {
  /// Inference with the covariance an estimator finds for this fit.
  ///
  /// - Throws: what the estimator throws: ``InferenceError`` where it is not defined for the fit.
  public func inference(using estimator: some CovarianceEstimator) throws -> Inference<Self> {
    let estimate = try estimator.estimate(from: self)
    return Inference(
      fit: self, covariance: estimate.covariance, remarks: estimate.diagnostics)
  }
}

extension StreamedSandwichSource {
  /// Inference with the covariance an estimator finds by reading the rows once more.
  ///
  /// - Throws: what the estimator throws: ``InferenceError`` where it needs all rows at once.
  public func inference(using estimator: some CovarianceEstimator) throws -> Inference<Self> {
    let estimate = try estimator.estimate(streaming: self)
    return Inference(
      fit: self, covariance: estimate.covariance, remarks: estimate.diagnostics)
  }
}

extension CoefficientCovariance {
  /// The same covariance with the coefficients in another order.
  ///
  /// Where the order changes the degrees of freedom must not depend on the contrast.
  func reordered(to order: [String]) throws(InferenceError) -> CoefficientCovariance {
    if names == order { return self }
    let mismatch = InferenceError.coefficientMismatch(expected: order, found: names)
    guard names.count == order.count, Set(names).count == names.count else { throw mismatch }
    var positions: [Int] = []
    for name in order {
      guard let position = names.firstIndex(of: name) else { throw mismatch }
      positions.append(position)
    }
    if case .contrastDependent = reference { throw mismatch }
    return CoefficientCovariance(
      names: order, matrix: matrix.selectingRows(positions).selectingColumns(positions),
      description: description, reference: reference)
  }
}
