import Concord
import ConcordReaders

/// An error of any module as the command line reports it.
func describe(_ error: any Error) -> CommandError {
  switch error {
  case let error as CommandError: error
  case let error as TableError: describe(error)
  case let error as ReaderError: describe(error)
  case let error as FormulaError: describe(error)
  case let error as ModelingError: describe(error)
  case let error as InferenceError: describe(error)
  case let error as ModelRequestError: describe(error)
  case let error as OrdinalError: CommandError(.data, code: "badData", error.description)
  case let error as EffectsError: describe(error)
  case let error as StudyError: describe(error)
  case let error as LinearAlgebraError: describe(error)
  case let error as MixedModelsError: describe(error)
  case let error as OptimizationError: CommandError(.data, code: "notSolved", error.description)
  default: CommandError(.internalError, code: "internal", "\(error)")
  }
}

private func describe(_ error: TableError) -> CommandError {
  switch error {
  case .unreadable(let path, _):
    return CommandError(
      .file, code: "unreadableFile", error.description,
      location: [.init("file", .string(path))])
  case .changedFile(let path, _):
    return CommandError(
      .file, code: "changedFile", error.description, location: [.init("file", .string(path))])
  case .cancelled(let source):
    return CommandError(
      .file, code: "cancelled", error.description, location: [.init("file", .string(source))])
  case .endlessSource(let path, _):
    return CommandError(
      .file, code: "endlessSource", error.description, location: [.init("file", .string(path))])
  case .noColumn(let name, _):
    return CommandError(
      .data, code: "noColumn", error.description, location: [.init("column", .string(name))])
  case .notNumeric(let column, _, let row, _):
    return CommandError(
      .data, code: "notNumeric", error.description, location: place(column: column, row: row))
  case .wordsAmongNumbers(let column, let words, _):
    var location = words.first.map { place(column: column, row: $0.row) } ?? []
    if let line = words.first?.line { location.append(.init("line", .integer(line))) }
    return CommandError(.data, code: "notNumeric", error.description, location: location)
  case .foreignFormat(_, let source, _):
    return CommandError(
      .file, code: "unsupportedFormat", error.description,
      location: [.init("file", .string(source))])
  default:
    let location = error.location.map {
      [CommandError.Place("file", .string($0.source)), .init("line", .integer($0.line))]
    }
    return CommandError(.data, code: "badData", error.description, location: location ?? [])
  }
}

private func describe(_ error: FormulaError) -> CommandError {
  switch error {
  case .syntax(let problem):
    CommandError(
      .usage, code: "badFormula", error.description,
      location: [.init("text", .string(problem.text)), .init("position", .integer(problem.offset))])
  case .nestedTooDeeply, .tooManyTerms, .noResponse, .responseAmongPredictors, .emptyDot,
    .unexpandedDot, .repeatedLevel:
    CommandError(.usage, code: "badFormula", error.description)
  case .noColumn(let name, _):
    CommandError(
      .data, code: "noColumn", error.description, location: [.init("column", .string(name))])
  case .column(let error): describe(error)
  case .undefinedValue(let expression, let row, _), .infiniteValue(let expression, let row, _),
    .negativeCount(let expression, _, let row), .missingCell(let expression, let row),
    .newLevel(let expression, _, let row, _), .undeclaredLevel(let expression, _, let row, _),
    .notANumber(let expression, _, let row):
    CommandError(
      .data, code: "badData", error.description, location: place(column: expression, row: row))
  default: CommandError(.data, code: "badData", error.description)
  }
}

private func describe(_ error: ModelingError) -> CommandError {
  let text = error.description
  return switch error {
  case .noResponse, .emptyDesign: CommandError(.usage, code: "badFormula", text)
  case .unsupportedTerm: CommandError(.usage, code: "unsupportedTerm", text)
  case .unsupportedLink: CommandError(.usage, code: "unsupportedLink", text)
  case .conflictingOptions, .noDistribution, .simulatedWeights:
    CommandError(.usage, code: "conflictingOptions", text)
  case .noRows: CommandError(.data, code: "noRows", text)
  case .badWeight(let column, let row, _, _):
    CommandError(.data, code: "badWeight", text, location: place(column: column, row: row))
  case .noPositiveWeight(let column):
    CommandError(
      .data, code: "badWeight", text, location: [.init("column", .string(column))])
  case .badOffset(let column, let row, _):
    CommandError(.data, code: "badOffset", text, location: place(column: column, row: row))
  case .badResponse(let response, let row, _, _, _):
    CommandError(.data, code: "badResponse", text, location: place(column: response, row: row))
  case .notDrawn(let response, let row, _, _, _):
    CommandError(.data, code: "notDrawn", text, location: place(column: response, row: row))
  case .missingAfterFit(let column, _, let row):
    CommandError(.data, code: "missingValues", text, location: place(column: column, row: row))
  case .numericalFailure: CommandError(.data, code: "numericalFailure", text)
  }
}

private func describe(_ error: InferenceError) -> CommandError {
  switch error {
  case .clustersNeeded(let estimator):
    CommandError(
      .usage, code: "badOption", "\(estimator) needs a cluster column; name it with --cluster COL")
  case .unknownEstimator, .tooManyClusterColumns, .conflictingOptions,
    .hypothesisSyntax, .unknownCoefficient, .badProbability, .outOfRange, .noLikelihood:
    CommandError(.usage, code: "badOption", error.description)
  default: CommandError(.data, code: "notEstimable", error.description)
  }
}

private func describe(_ error: EffectsError) -> CommandError {
  switch error {
  case .badMargin, .badConfidenceLevel, .sameVariable, .sameLevel, .noPredictionInterval,
    .notALevel, .badLevel:
    CommandError(.usage, code: "badOption", error.description)
  case .notInModel(let variable, _, _), .outsideFormula(let variable, _):
    CommandError(
      .data, code: "notInModel", error.description,
      location: [.init("column", .string(variable))])
  default: CommandError(.data, code: "badLevel", error.description)
  }
}

private func describe(_ error: StudyError) -> CommandError {
  switch error {
  case .table(let error): describe(error)
  case .malformedMapping, .unknownRole, .unknownScale, .roleMappedTwice, .columnMappedTwice,
    .levelsOutOfOrder:
    CommandError(.usage, code: "badMapping", error.description)
  case .noColumn(_, let column, _):
    CommandError(
      .data, code: "noColumn", error.description, location: [.init("column", .string(column))])
  case .nothingToAsk: CommandError(.data, code: "nothingToAsk", error.description)
  default: CommandError(.data, code: "badStudy", error.description)
  }
}

private func describe(_ error: LinearAlgebraError) -> CommandError {
  if case .insufficientMemory = error {
    return CommandError(.data, code: "tooLarge", error.description)
  }
  return CommandError(.data, code: "numericalFailure", error.description)
}

private func place(column: String, row: Int) -> [CommandError.Place] {
  [.init("column", .string(column)), .init("row", .integer(row))]
}

private func describe(_ error: MixedModelsError) -> CommandError {
  switch error {
  case .kenwardRogerTooLarge, .kenwardRogerNeedsREML, .kenwardRogerNeedsLinearModel,
    .clusterTooLarge, .clustersNeedLaplace, .averagingNeedsIntercepts, .dividedGroup,
    .unsupportedWeights, .notComparable, .unsupportedFamily, .quadraturePoints, .quadratureFamily,
    .quadratureEffects, .noResidualScale:
    CommandError(.usage, code: "conflictingOptions", error.description)
  case .noRandomTerm: CommandError(.usage, code: "badFormula", error.description)
  default: CommandError(.data, code: "notEstimable", error.description)
  }
}
