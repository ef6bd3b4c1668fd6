import LinearAlgebra
import Modeling

/// A fit with what comparisons of models need of it.
struct ComparedFit: Sendable {
  let fit: any Estimated
  let frame: ModelFrame
  let likelihood: Likelihood

  /// - Throws: ``InferenceError/conflictingOptions(_:)`` for a fit without rows in memory or without a
  ///   criterion to compare by.
  init(_ fit: any Estimated) throws(InferenceError) {
    guard let frame = fit.data, let likelihood = fit.likelihood else {
      throw .conflictingOptions(
        "models are compared on their rows, which \"\(fit.description.formula)\" does not hold; fit it to "
          + "rows in memory")
    }
    self.fit = fit
    self.frame = frame
    self.likelihood = likelihood
  }

  var formula: String { fit.description.formula }

  /// The columns of the design whose coefficients were estimated.
  var estimatedDesign: PartitionedMatrix {
    frame.design.parts.selectingColumns(fit.parameters.designColumns)
  }
}

/// Two models of the same data, the first a special case of the second.
struct NestedModels: Sendable {
  let smaller: ComparedFit
  let larger: ComparedFit
  /// C with X(smaller) = X(larger) C, over estimated coefficients.
  let inclusion: Matrix

  /// - Throws: ``InferenceError`` where rows, response, weights, offset, family or link differ, or
  ///   where the smaller design is not spanned by the larger.
  init(_ smaller: ComparedFit, _ larger: ComparedFit) throws {
    inclusion = try requireNested(smaller, larger)
    self.smaller = smaller
    self.larger = larger
  }

  /// The number of parameters the larger model has more.
  var difference: Int { larger.likelihood.parameterCount - smaller.likelihood.parameterCount }

  /// L with L β = 0 exactly where the larger model is the smaller one; q × the larger one's parameters.
  func restrictions() throws -> Matrix {
    let size = inclusion.rowCount
    let kept = inclusion.columnCount
    let square = try QRFactorization(inclusion).applyQ(.identity(size))
    let own = square.selectingColumns(Array(kept..<size)).transposed
    let parameters = larger.fit.parameters
    if parameters.count == size { return own }
    var whole = Matrix(rowCount: own.rowCount, columnCount: parameters.count)
    for (place, position) in parameters.columnPositions.enumerated() {
      for row in 0..<own.rowCount { whole[row, position] = own[row, place] }
    }
    return whole
  }
}

/// C with X(smaller) = X(larger) C, over estimated coefficients.
///
/// - Throws: as ``NestedModels``.
@discardableResult
func requireNested(_ smaller: ComparedFit, _ larger: ComparedFit) throws -> Matrix {
  try requireSameData(smaller, larger)
  let columns = larger.fit.parameters.columnPositions.count
  let count = columns - smaller.fit.parameters.columnPositions.count
  guard larger.likelihood.parameterCount > smaller.likelihood.parameterCount, count >= 0,
    let inclusion = try nestedInclusion(
      of: smaller.estimatedDesign, in: larger.estimatedDesign)
  else { throw InferenceError.notNested(smaller: smaller.formula, larger: larger.formula) }
  return inclusion
}

/// Throws unless two fits describe the same response over the same rows in the same way, but for
/// their terms.
private func requireSameData(_ first: ComparedFit, _ second: ComparedFit) throws {
  if first.frame.rows.used != second.frame.rows.used {
    throw InferenceError.differentRows(
      first: first.formula, firstCount: first.frame.rowCount, second: second.formula,
      secondCount: second.frame.rowCount)
  }
  if let difference = dataDifference(
    (first.frame, first.fit.description), (second.frame, second.fit.description))
  {
    throw InferenceError.differentModels(
      first: first.formula, second: second.formula, difference: difference)
  }
}
