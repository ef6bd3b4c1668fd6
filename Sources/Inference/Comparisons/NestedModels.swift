import LinearAlgebra
import Modeling

/// Two models of the same data, the first a special case of the second.
struct NestedModels<Fit: LikelihoodModel>: Sendable {
  let smaller: Fit
  let larger: Fit
  /// C with X(smaller) = X(larger) C, over estimated coefficients.
  let inclusion: Matrix

  /// - Throws: ``InferenceError`` where rows, response, weights, offset, family or link differ, or
  ///   where the smaller design is not spanned by the larger.
  init(_ smaller: Fit, _ larger: Fit) throws {
    inclusion = try requireNested(smaller, larger)
    self.smaller = smaller
    self.larger = larger
  }

  /// The number of parameters the larger model has more.
  var difference: Int { larger.parameterCount - smaller.parameterCount }

  /// L with L β = 0 exactly where the larger model is the smaller one; q × p.
  func restrictions() throws -> Matrix {
    let size = inclusion.rowCount
    let kept = inclusion.columnCount
    let square = try QRFactorization(inclusion).applyQ(.identity(size))
    return square.selectingColumns(Array(kept..<size)).transposed
  }
}

/// C with X(smaller) = X(larger) C, over estimated coefficients.
///
/// - Throws: as ``NestedModels``.
@discardableResult
func requireNested(
  _ smaller: some LikelihoodModel, _ larger: some LikelihoodModel
) throws -> Matrix {
  try requireSameData(smaller, larger)
  let count = larger.coefficients.values.count - smaller.coefficients.values.count
  guard larger.parameterCount > smaller.parameterCount, count >= 0,
    let inclusion = try basisChange(from: larger.estimatedDesign, to: smaller.estimatedDesign)
  else {
    throw InferenceError.notNested(
      smaller: smaller.description.formula, larger: larger.description.formula)
  }
  return inclusion
}

extension FittedModel {
  /// The columns of the design whose coefficients were estimated.
  var estimatedDesign: Matrix { frame.design.matrix().selectingColumns(coefficients.designColumns) }
}

/// Throws unless two fits describe the same response over the same rows in the same way, but for
/// their terms.
private func requireSameData(_ first: some FittedModel, _ second: some FittedModel) throws {
  let (one, two) = (first.description.formula, second.description.formula)
  if first.frame.rows.used != second.frame.rows.used {
    throw InferenceError.differentRows(
      first: one, firstCount: first.frame.rowCount, second: two,
      secondCount: second.frame.rowCount)
  }
  if let difference = dataDifference(first, second) {
    throw InferenceError.differentModels(first: one, second: two, difference: difference)
  }
}
