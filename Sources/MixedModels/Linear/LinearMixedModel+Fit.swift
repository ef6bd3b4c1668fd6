import Formulas
import LinearAlgebra
import Modeling
import Optimization
import Tables

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension LinearMixedModel {
  /// Fits by maximum likelihood or its restricted form.
  ///
  /// Rows with a missing value in a column of the random terms are dropped like others. Complexity: one
  /// pass over the rows, then some ten factorizations of the levels' matrix in blocks, whose cost does not
  /// depend on the number of rows.
  ///
  /// The deviance is that of Bates, Mächler, Bolker & Walker (2015), Journal of Statistical Software
  /// 67(1), with β and σ² at their best; its factorization that of Bates, Alday and others (2025),
  /// arXiv:2505.11674: groupings nested in each other level by level, what crosses them as one dense matrix.
  ///
  /// - Throws: `FormulaError`, `TableError`, `ModelingError` or ``MixedModelsError``, with what was found
  ///   and a mend.
  public func fit(to table: Table) throws -> LinearMixedFit {
    try refuseBarParts(in: formula, model: "a linear mixed model")
    let frame = try ModelFrame(formula, table: table, options: options)
    if frame.response.trials != nil {
      throw ModelingError.unsupportedTerm(
        term: frame.response.name, model: "a linear mixed model",
        mend: "write the proportion as successes/(total)")
    }
    if let kind = frame.weights?.kind, kind != .precision {
      throw MixedModelsError.unsupportedWeights(kind: kind.rawValue)
    }
    let design = try RandomEffectsDesign(frame)
    try checkRandomEffects(design, frame)
    return try LinearMixedFit(DesignSelection(frame), design, estimation: estimation)
  }
}

extension LinearMixedFit {
  /// The fit on some columns of a frame's design.
  init(
    _ selection: DesignSelection, _ design: RandomEffectsDesign, estimation: MixedEstimation
  ) throws {
    let frame = selection.frame
    let weights = frame.weights?.values
    let response = adjusted(frame.response.values, for: frame.offset)
    let ordinary: LeastSquaresSolution
    do {
      ordinary = try leastSquares(
        design: selection.matrix, response: response, weights: weights, method: .automatic
      ) { selection.lowOrderHalves() }
    } catch {
      throw locatedFailure(error, in: selection)
    }
    try requireVariation(ordinary, response: response, weights: weights, frame)
    let fixed = selection.matrix.selectingColumns(ordinary.kept)
    let structure = LevelStructure(design, fixedCount: ordinary.kept.count)
    try checkDenseEffects(structure, design)
    let standard: StandardNumbers
    let estimates: MixedEstimates
    do {
      standard = try StandardNumbers(
        structure, design, fixed: fixed, residuals: ordinary.residuals, weights: weights,
        estimation: estimation)
      estimates = try mixedEstimates(standard.numbers)
    } catch {
      throw MixedModelsError.notFinite(formula: frame.formula.description)
    }
    // A search that was cancelled ends where it is.
    try LongWork.check()
    let coordinates = standard.coordinates
    let correction = coordinates.coefficients(estimates.correction)
    self.init(
      selection: selection, design: design, standard: standard, estimates: estimates,
      coefficients: selection.estimates(
        values: zip(ordinary.coefficients, correction).map { $0 + $1 },
        ranked: RankedColumns(ordinary)),
      residuals: conditionalResiduals(
        ordinary.residuals, fixed: coordinates.fixed.read,
        correction: product(coordinates.fixed.fromRead, estimates.correction).map {
          $0 * coordinates.response
        }, columns: coordinates.effects.map(\.read), design: design, structure: structure,
        effects: coordinates.readEffects(estimates.effects, structure)))
  }
}

/// Throws if the least-squares residuals are zero to rounding.
private func requireVariation(
  _ solution: LeastSquaresSolution, response: [Double], weights: [Double]?, _ frame: ModelFrame
) throws {
  var total = 0.0
  for (row, value) in response.enumerated() { total += (weights?[row] ?? 1) * value * value }
  guard solution.residualSumOfSquares.isFinite, total.isFinite else {
    throw MixedModelsError.notFinite(formula: frame.formula.description)
  }
  if solution.residualSumOfSquares <= roundingShare * total {
    throw MixedModelsError.noVariation(response: frame.response.name)
  }
}
