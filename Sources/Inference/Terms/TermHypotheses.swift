import Formulas
import LinearAlgebra
import Modeling

/// The hypothesis about one term, as restrictions on the coefficients of the fit.
struct TermHypothesis: Sendable {
  let term: String
  /// q × p, of full row rank.
  let restrictions: Matrix
}

/// The hypotheses of type I and II.
///
/// The coefficients of a term in the model without the terms that come after it (type I) or contain
/// it (type II) are linear functions of those of the full model: with the estimated coefficients in
/// the order (before, term, after) and R′R their precision, they vanish where the term's rows of R β
/// do. So no model is fitted again, and the same hypothesis can be tested under any covariance.
///
/// The covariance is the classical one, to any scale.
///
/// - Complexity: O(p³) for each term.
func sequentialHypotheses(
  _ terms: ModelTerms, type: AnovaType, covariance: Matrix
) throws -> [TermHypothesis] {
  let size = covariance.rowCount
  let root = try precisionRoot(covariance)
  return try terms.entries.enumerated().filter { !$0.element.isIntercept }.map { index, entry in
    let around = terms.surroundings(of: index, type: type)
    let order = around.before + entry.positions + around.after
    let triangle = try QRFactorization(root.selectingColumns(order)).upper
    var restrictions = Matrix(rowCount: entry.positions.count, columnCount: size)
    for row in 0..<entry.positions.count {
      for (place, position) in order.enumerated() {
        restrictions[row, position] = triangle[around.before.count + row, place]
      }
    }
    return TermHypothesis(term: entry.name, restrictions: restrictions)
  }
}

/// A square A with A′A = C⁻¹.
private func precisionRoot(_ covariance: Matrix) throws -> Matrix {
  let scales = covariance.diagonal.map { $0.squareRoot() }
  guard scales.allSatisfy({ $0 > 0 && $0.isFinite }) else {
    throw InferenceError.numericalFailure(
      "the classical variance of some coefficient is not positive, so terms can't be tested")
  }
  let inverse = scales.map { 1 / $0 }
  let scaled = covariance.scalingRows(by: inverse).scalingColumns(by: inverse)
  guard let factorization = try definiteCholesky(scaled) else {
    throw InferenceError.numericalFailure(
      "the classical covariance is singular to rounding, so terms can't be tested")
  }
  return factorization.inverseFactor().transposed.scalingColumns(by: inverse)
}

/// The hypotheses of type III: each term's coefficients, the intercept's included, in sum-to-zero
/// coding.
///
/// The design is built again in sum-to-zero coding; the matrix that takes the fit's coefficients to
/// those of that coding gives the restrictions, so that neither the coding of the fit nor the
/// covariance matters. Complexity: O(n p²).
func typeThreeHypotheses<Fit: FittedModel>(
  _ fit: Fit, terms: ModelTerms
) throws -> [TermHypothesis] {
  let design = fit.frame.design
  let lost = fit.coefficients.aliased.filter {
    design.terms[design.columns[$0.designColumn].term].variables.count > 1
  }
  if !lost.isEmpty {
    throw InferenceError.undefinedTerms(
      test: "analysis of variance of type III",
      reason: "interactions have coefficients that can't be estimated "
        + "(\(lost.map(\.name).joined(separator: ", "))), so its hypotheses depend on which were "
        + "left out; use type I or II")
  }
  let transformation = try sumCodingTransformation(fit)
  return terms.entries.map { entry in
    TermHypothesis(
      term: entry.name, restrictions: transformation.selectingRows(entry.positions))
  }
}

/// The T with β(sum-to-zero coding) = T β(the fit's coding), p × p.
private func sumCodingTransformation<Fit: FittedModel>(_ fit: Fit) throws -> Matrix {
  let frame = fit.frame
  let columns = fit.coefficients.designColumns
  var options = frame.options.schema
  options.defaultContrast = .sum
  options.contrasts = [:]
  let table = frame.usedTable()
  let used = try frame.formula.columnNames(in: table)
  options.factors.removeAll { !used.contains($0.column) }
  let recoded = try Schema(frame.formula, trainedOn: table, options: options).design(for: table)
  guard recoded.columns.count == frame.design.columns.count else {
    throw InferenceError.undefinedTerms(
      test: "analysis of variance of type III",
      reason: "the design has another number of columns in sum-to-zero coding")
  }
  let from = recoded.matrix().selectingColumns(columns)
  let to = frame.design.matrix().selectingColumns(columns)
  if from == to { return .identity(columns.count) }
  guard let transformation = try basisChange(from: from, to: to) else {
    throw InferenceError.undefinedTerms(
      test: "analysis of variance of type III",
      reason: "the coefficients that can be estimated are not the same in sum-to-zero coding; use "
        + "type I or II")
  }
  return transformation
}
