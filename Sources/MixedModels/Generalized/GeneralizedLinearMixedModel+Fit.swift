import Families
import Formulas
import LinearAlgebra
import Modeling
import Optimization
import Tables

extension GeneralizedLinearMixedModel {
  /// Fits by maximum likelihood, over the coefficients and the variances together.
  ///
  /// Rows with a missing value in a column of the random terms are dropped like others. Complexity:
  /// some tens of evaluations, each a few passes over the rows and factorizations of the levels'
  /// matrix.
  ///
  /// - Throws: `FormulaError`, `TableError`, `ModelingError` or ``MixedModelsError``, with what was found
  ///   and a mend. A fit that did not converge is returned with a diagnostic, not thrown.
  public func fit(to table: Table) throws -> GeneralizedLinearMixedFit {
    try refuseBarParts(in: formula, model: "a generalized linear mixed model")
    let frame = try ModelFrame(formula, table: table, options: options)
    try requireTrials(of: frame, family: family)
    if let kind = frame.weights?.kind, kind != .precision {
      throw MixedModelsError.unsupportedWeights(kind: kind.rawValue)
    }
    try requireResponses(of: frame, family: family)
    let design = try RandomEffectsDesign(frame)
    try checkGroups(design, frame, family: family)
    if quadraturePoints > 1, case .estimated = family.dispersion {
      throw MixedModelsError.quadratureFamily(family: family.name)
    }
    if quadraturePoints > 1 && (design.blocks.count > 1 || design.blocks[0].effectNames.count > 1) {
      throw MixedModelsError.quadratureEffects(terms: formula.randomTerms.map(\.name))
    }
    try requireMemory(
      for: .quadrature(points: quadraturePoints, groups: design.blocks[0].levelCount))
    return try GeneralizedLinearMixedFit(DesignSelection(frame), design, model: self)
  }
}

extension GeneralizedLinearMixedFit {
  /// The fit on some columns of a frame's design.
  init(
    _ selection: DesignSelection, _ design: RandomEffectsDesign, model: GeneralizedLinearMixedModel
  ) throws {
    let frame = selection.frame
    let weights = rowCounts(of: frame)
    let begin: GeneralizedMixedStart?
    do {
      begin = try generalizedMixedStart(
        ScoringProblem(
          design: selection.matrix, response: frame.response.values, weights: weights,
          offset: frame.offset, family: model.family, link: model.link))
    } catch let error as LinearAlgebraError {
      throw locatedFailure(error, in: selection)
    }
    let noStart = MixedModelsError.noStart(
      formula: frame.formula.description, link: model.link.name, allowed: model.family.linkNames)
    guard let begin else { throw noStart }
    try requireFreedom(begin.columns.kept.count, frame)
    let structure = LevelStructure(design, fixedCount: 0)
    try checkDenseEffects(structure, design)
    let coordinates: MixedCoordinates
    do {
      coordinates = try MixedCoordinates(fixed: begin.fixed, design)
    } catch {
      throw noStart
    }
    let problem = GeneralizedMixedProblem(
      structure: structure,
      effects: design.rowEffects(
        structure, columns: coordinates.effects.map { $0.materialized() }),
      fixed: coordinates.fixed.read, response: frame.response.values, weights: weights,
      offset: frame.offset, family: model.family, link: model.link,
      fixedBasis: coordinates.fixed.fromRead)
    let estimates: GeneralizedMixedEstimates
    do {
      estimates = try generalizedMixedEstimates(
        problem, start: begin.coefficients,
        quadraturePoints: model.quadraturePoints)
    } catch {
      throw noStart
    }
    // A search that was cancelled ends where it is.
    try LongWork.check()
    self.init(
      selection: selection, design: design, model: model, problem: problem,
      coordinates: coordinates, estimates: estimates, columns: begin.columns)
  }
}
