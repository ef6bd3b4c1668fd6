import Concord

/// An error of any module as the command line reports it.
func describe(_ error: any Error) -> CommandError {
  switch error {
  case let error as CommandError: error
  case let error as TableError: describe(error)
  case let error as FormulaError: describe(error)
  case let error as ModelingError: CommandError(.data, code: error.code, error.description)
  case let error as InferenceError: describe(error)
  case let error as EffectsError: describe(error)
  case let error as StudyError: describe(error)
  case let error as LinearAlgebraError: describe(error)
  case let error as OptimizationError:
    CommandError(.data, code: "notSolved", "\(error)")
  default: CommandError(.internalError, code: "internal", "\(error)")
  }
}

private func describe(_ error: TableError) -> CommandError {
  switch error {
  case .unreadable(let path, _):
    CommandError(
      .file, code: "unreadableFile", error.description,
      location: [.init(key: "file", value: .string(path))])
  case .noColumn(let name, _):
    CommandError(
      .data, code: "noColumn", error.description,
      location: [.init(key: "column", value: .string(name))])
  default: CommandError(.data, code: "badData", error.description)
  }
}

private func describe(_ error: FormulaError) -> CommandError {
  switch error {
  case .syntax, .nestedTooDeeply, .tooManyTerms, .noResponse, .responseAmongPredictors, .emptyDot,
    .unexpandedDot:
    CommandError(.usage, code: "badFormula", error.description)
  case .noColumn(let name, _):
    CommandError(
      .data, code: "noColumn", error.description,
      location: [.init(key: "column", value: .string(name))])
  default: CommandError(.data, code: "badData", error.description)
  }
}

private func describe(_ error: InferenceError) -> CommandError {
  switch error {
  case .unknownEstimator, .clustersNeeded, .tooManyClusterColumns, .conflictingOptions,
    .hypothesisSyntax, .unknownCoefficient, .badProbability, .outOfRange:
    CommandError(.usage, code: "badOption", error.description)
  default: CommandError(.data, code: "notEstimable", error.description)
  }
}

private func describe(_ error: EffectsError) -> CommandError {
  switch error {
  case .badMargin, .badConfidenceLevel, .sameVariable, .sameLevel, .noPredictionInterval:
    CommandError(.usage, code: "badOption", error.description)
  default: CommandError(.data, code: "badLevel", error.description)
  }
}

private func describe(_ error: StudyError) -> CommandError {
  switch error {
  case .malformedMapping, .unknownRole, .unknownScale, .roleMappedTwice, .columnMappedTwice,
    .levelsOutOfOrder:
    CommandError(.usage, code: "badMapping", error.description)
  case .noColumn(_, let column, _):
    CommandError(
      .data, code: "noColumn", error.description,
      location: [.init(key: "column", value: .string(column))])
  case .table(let error): describe(error)
  case .nothingToAsk: CommandError(.data, code: "nothingToAsk", error.description)
  default: CommandError(.data, code: "badStudy", error.description)
  }
}

private func describe(_ error: LinearAlgebraError) -> CommandError {
  switch error {
  case .unavailableMethod: CommandError(.usage, code: "unavailableMethod", error.description)
  default: CommandError(.data, code: "numericalFailure", error.description)
  }
}

extension ModelingError {
  /// A short name, for programs.
  fileprivate var code: String {
    switch self {
    case .noResponse: "noResponse"
    case .noRows: "noRows"
    case .badWeight, .noPositiveWeight: "badWeight"
    case .badResponse: "badResponse"
    case .unsupportedTerm: "unsupportedTerm"
    case .unsupportedLink: "unsupportedLink"
    case .missingAfterFit: "missingValues"
    case .emptyDesign: "emptyDesign"
    case .numericalFailure: "numericalFailure"
    case .conflictingOptions: "conflictingOptions"
    }
  }
}
