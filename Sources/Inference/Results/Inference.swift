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
public struct Inference: Sendable {
  /// The fit.
  public let fit: any Estimated
  /// The covariance of its parameters, in their order.
  public let covariance: Covariance
  /// What the estimator of the covariance had to say.
  private let remarks: [Diagnostic]

  init(fit: any Estimated, covariance: Covariance, remarks: [Diagnostic]) {
    self.fit = fit
    self.covariance = covariance
    self.remarks = remarks
  }

  /// Doubts about the covariance; those about the estimates are in the fit.
  ///
  /// Looked for at each call, since not every use of a covariance asks. Complexity: O(p³ / 3).
  public var diagnostics: [Diagnostic] { remarks + covarianceDiagnostics(covariance) }
}

extension Estimated {
  /// Inference with the covariance an estimator finds for this fit; by default with that which holds if the
  /// model is right in full.
  ///
  /// - Throws: what the estimator throws: ``InferenceError`` where it is not defined for the fit.
  public func inference(
    using estimator: some CovarianceEstimator = .classical
  ) throws -> Inference {
    let estimate = try estimator.estimate(self)
    return Inference(fit: self, covariance: estimate.covariance, remarks: estimate.diagnostics)
  }

  /// Inference with a covariance from elsewhere.
  ///
  /// The covariance is put in the order of the parameters by their names.
  ///
  /// - Throws: ``InferenceError/coefficientMismatch(expected:found:)`` if it is of other
  ///   parameters.
  public func inference(_ covariance: Covariance) throws(InferenceError) -> Inference {
    Inference(
      fit: self, covariance: try covariance.reordered(to: parameters.names), remarks: [])
  }
}

extension Covariance {
  /// The same covariance with the coefficients in another order.
  ///
  /// Where the order changes the degrees of freedom must not depend on the contrast.
  func reordered(to order: [String]) throws(InferenceError) -> Covariance {
    if names == order { return self }
    let mismatch = InferenceError.coefficientMismatch(expected: order, found: names)
    guard names.count == order.count, Set(names).count == names.count else { throw mismatch }
    var positions: [Int] = []
    for name in order {
      guard let position = names.firstIndex(of: name) else { throw mismatch }
      positions.append(position)
    }
    if reference.dependsOnContrast || !uncovered.isEmpty { throw mismatch }
    return Covariance(
      names: order, matrix: matrix.selectingRows(positions).selectingColumns(positions),
      description: description, reference: reference)
  }
}
