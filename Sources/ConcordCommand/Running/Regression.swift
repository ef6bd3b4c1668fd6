import Concord

/// A fit with the covariance asked for and what a reader must be told about both.
struct FittedRegression {
  let inference: Inference
  /// What the data made of the formula.
  let schema: Schema?
  let particulars: FitParticulars
  let data: LoadedTable?

  var fit: any Estimated { inference.fit }
  /// Doubts of the fit, of the covariance and of the choices made on the user's behalf.
  var diagnostics: [Diagnostic] { particulars.diagnostics }
  var source: String { particulars.source }
  /// The number of parameters by which models are ordered.
  var parameterCount: Int { fit.likelihood?.parameterCount ?? 0 }
  /// The response, on what scale it is.
  var response: ResponseWords { ResponseWords(schema?.formula) }
}

/// What an answer says about a fit beside its numbers.
struct FitParticulars {
  let description: ModelDescription
  let covariance: CovarianceDescription
  /// How degrees of freedom were found.
  let degreesOfFreedomRule: String
  let weights: WeightSpecification?
  let rows: RowCounts
  let source: String
  let digest: String
  let diagnostics: [Diagnostic]
  let readSeconds: Double
  let fitSeconds: Double
  /// What 0 and 1 stand for in a response of two categories.
  let responseCoding: ResponseCoding?
  /// How categories among the predictors are coded; nil if there are none.
  var contrasts: String?
}

/// The options of a subcommand that fits one model.
struct RegressionRequest {
  var formula: String
  var reading: ReadingOptions
  var model: ModelOptionGroup
  var covariance: CovarianceOptions
  /// Columns that must be present beyond the formula's.
  var required: [String] = []
  /// Whether options for mixed models may be meant for other models of the same answer.
  var isBesideMixed = false

  /// The options of the model frame.
  func frameOptions() throws -> ModelOptions {
    ModelOptions(
      schema: try model.coding.schemaOptions(),
      weights: model.weights.map {
        WeightSpecification(column: unquoted($0), kind: model.weightKind ?? .precision)
      },
      offset: model.offset.map(unquoted), required: try covariance.clusterColumns() + required,
      filter: try reading.filter.map { try RowFilter($0) })
  }

  /// The columns whose numbers the model uses: those of the formula but not of its groups, weights and
  /// offset.
  func numberColumns(in table: Table) throws -> [String] {
    let formula = try Formula(formula)
    let groups = Set(formula.randomTerms.flatMap { $0.groupings.joined() })
    let beside = [model.weights, model.offset].compactMap { $0.map(unquoted) }
    return try formula.columnNames(in: table).filter { !groups.contains($0) } + beside
  }

  /// Looks at everything that can be wrong without data, so that it is said before data are read.
  func check() throws {
    _ = try (Formula(formula), frameOptions(), model.chosenDistribution(), model.chosenLink())
  }

  /// Refuses factors and contrasts that the fits of some formulas had no use for.
  static func refuseUnusedCoding(
    _ model: ModelOptionGroup, formulas: [String], schemas: [Schema], in table: Table
  ) throws {
    let formulas = try formulas.map { try Formula($0) }
    try model.coding.refuseUnusedFactors(formulas, in: table)
    // Effects that vary by group have categories of their own.
    let effects = try formulas.flatMap(\.randomTerms).flatMap {
      try $0.effects.columnNames(in: table)
    }
    if effects.isEmpty { try model.coding.refuseUnusedContrasts(schemas) }
  }

  /// The model the options describe.
  func modelRequest() throws -> ModelRequest {
    var request = ModelRequest(
      try Formula(formula), try model.chosenDistribution(), link: try model.chosenLink(),
      options: try frameOptions())
    request.method = model.method
    request.estimation = model.ml ? .ml : model.reml ? .reml : nil
    request.quadraturePoints = model.quadrature
    request.isBesideMixed = isBesideMixed
    return request
  }
}

/// What there is to say of options for mixed models without one.
let mixedOptionsMessage =
  "--ml, --reml and --quadrature are for mixed models, and there is no random term such as "
  + "(1 | school)"

/// A request that does not go together, in the words of the command line.
func describe(_ error: ModelRequestError) -> CommandError {
  let text =
    switch error {
    case .mixedOptionsWithoutRandomTerm: mixedOptionsMessage
    case .methodOfScoring(let family):
      "--method chooses how one least-squares problem is solved; the \(family) family "
        + "with this link solves several and chooses for each"
    case .methodOfMixedModel:
      "--method chooses how least squares are solved; a mixed model has one algorithm"
    case .estimationOfFamily(let family):
      "--ml and --reml are for linear mixed models; with the \(family) family the "
        + "likelihood is always maximised in full"
    case .randomTermsOfDistribution: error.description
    case .quadratureOfLinearModel:
      "--quadrature is for generalized mixed models; a linear one needs no approximation"
    case .streaming(let family, let link):
      "--stream fits by least squares only, not the \(family) family with the "
        + "\(link) link; leave --stream out"
    }
  return CommandError(.usage, code: "conflictingOptions", text)
}
