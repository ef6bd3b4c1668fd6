import Formulas
import LinearAlgebra
import Modeling
import Tables

/// The hypothesis about one term, as restrictions on the coefficients of the fit.
struct TermHypothesis: Sendable {
  let entry: ModelTerms.Entry
  /// q × p, of full row rank; or why there is no such hypothesis.
  let restrictions: Restrictions

  enum Restrictions: Sendable {
    case matrix(Matrix)
    case undefined(reason: String)
  }

  var term: String { entry.name }
}

/// The hypotheses of type I and II.
///
/// The coefficients of a term in the model without the terms that come after it (type I) or contain
/// it (type II) are linear functions of those of the full model: with the estimated coefficients in
/// the order (before, term, after) and R′R their precision, they vanish where the term's rows of R β
/// do. What belongs to no term, as a threshold, is in every model and comes before. So no model is fitted again, and the same hypothesis can be tested under any covariance.
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
    return TermHypothesis(entry: entry, restrictions: .matrix(restrictions))
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
/// The matrix that takes the fit's coefficients to those of sum-to-zero coding gives the restrictions, so that
/// neither the coding of the fit nor the covariance matters. It follows from the codings in O(p²); where
/// coefficients of an interaction are aliased the rows tell it, in O(n p d) for d columns that are no factor's.
///
/// Where an interaction has coefficients that can't be estimated, the hypotheses of the terms within it
/// depend on which were left out, and are not defined; a term that no other contains has the same
/// hypothesis in every coding.
func typeThreeHypotheses(
  _ parameters: Parameters, _ frame: ModelFrame, terms: ModelTerms
) throws -> [TermHypothesis] {
  let design = frame.design
  let lost = parameters.aliased.filter {
    design.terms[design.columns[$0.designColumn].term].variables.count > 1
  }
  let lostTerms = lost.map { Set(design.terms[design.columns[$0.designColumn].term].variables) }
  let transformation = try sumCodingTransformation(parameters, frame)
  return terms.entries.map { entry in
    func hypothesis(_ restrictions: TermHypothesis.Restrictions) -> TermHypothesis {
      TermHypothesis(entry: entry, restrictions: restrictions)
    }
    if lostTerms.contains(where: { entry.variables.isSubset(of: $0) }) {
      return hypothesis(
        .undefined(
          reason: "coefficients of an interaction can't be estimated "
            + "(\(listed(lost.map(\.name)))), so the hypothesis of type III depends on which were "
            + "left out; use type I or II"))
    }
    if let transformation {
      return hypothesis(.matrix(transformation.selectingRows(entry.positions)))
    }
    if entry.isIntercept || terms.entries.contains(where: { entry.isContained(in: $0) }) {
      return hypothesis(
        .undefined(
          reason: "the coefficients that can be estimated are not the same in sum-to-zero coding; "
            + "use type I or II"))
    }
    let own = Matrix.identity(parameters.count).selectingRows(entry.positions)
    return hypothesis(.matrix(own))
  }
}

/// Up to four names, and how many more there are.
private func listed(_ names: [String]) -> String {
  names.prefix(4).joined(separator: ", ")
    + (names.count > 4 ? " and \(names.count - 4) more" : "")
}

/// The T with β(sum-to-zero coding) = T β(the fit's coding), p × p over all parameters; nil where the columns
/// that were kept do not span the same in both.
///
/// By the codings alone where they tell it, else by the rows.
private func sumCodingTransformation(
  _ parameters: Parameters, _ frame: ModelFrame
) throws -> Matrix? {
  let kept = parameters.designColumns
  let thresholds = parameters.places.contains {
    if case .threshold = $0 { true } else { false }
  }
  let told = sumCodingChange(of: frame.schema, among: kept, freesConstant: thresholds)
  guard let change = try told ?? rowsChange(kept, frame) else { return nil }
  let positions = parameters.columnPositions
  if positions.count == parameters.count { return change }
  var whole = Matrix.identity(parameters.count)
  for (column, place) in positions.enumerated() {
    for (row, other) in positions.enumerated() { whole[other, place] = change[row, column] }
  }
  return whole
}

/// The change of coding among the columns that were kept; nil where it reaches one that was not.
///
/// A constant may be missing where something else in the model, `freesConstant`, takes its place.
private func sumCodingChange(
  of schema: Schema, among kept: [Int], freesConstant: Bool
) -> Matrix? {
  guard let change = sumCodingChange(of: schema) else { return nil }
  if kept.count == schema.columns.count { return change }
  let isFree = freesConstant && schema.hasIntercept
  let others = Set(schema.columns.indices).subtracting(kept).subtracting(isFree ? [0] : [])
  let among = change.selectingColumns(kept)
  for row in others where kept.indices.contains(where: { among[row, $0] != 0 }) { return nil }
  return among.selectingRows(kept)
}

/// The change of coding as the rows tell it, by the design in both codings.
private func rowsChange(_ kept: [Int], _ frame: ModelFrame) throws -> Matrix? {
  var options = frame.options.schema
  options.defaultContrast = .sum
  options.contrasts = [:]
  let table = frame.usedTable()
  let used = try frame.formula.columnNames(in: table)
  options.factors.removeAll { !used.contains($0.column) }
  let schema = try Schema(
    frame.formula, trainedOn: table, options: options, counts: frame.weights?.counts)
  guard schema.columns.count == frame.design.columns.count else { return nil }
  return try nestedInclusion(
    of: frame.design.parts.selectingColumns(kept),
    in: schema.design(for: table).parts.selectingColumns(kept))
}
