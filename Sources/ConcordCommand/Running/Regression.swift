import Concord

/// What the subcommands need of a fit.
typealias RegressionFit = Predicting & LikelihoodModel

/// A fit with the covariance asked for and what a reader must be told about both.
struct FittedRegression {
  let fit: any RegressionFit
  let covariance: CoefficientCovariance
  /// Doubts of the fit, of the covariance and of the choices made on the user's behalf.
  let diagnostics: [Diagnostic]
  let data: LoadedTable
  let fitSeconds: Double

  /// What every answer says about the fit.
  var particulars: FitParticulars {
    FitParticulars(
      description: fit.description, covariance: covariance.description,
      weights: fit.frame.options.weights, rows: fit.frame.rows.counts, source: data.source,
      digest: data.digest, diagnostics: diagnostics, readSeconds: data.readSeconds,
      fitSeconds: fitSeconds)
  }
}

/// What an answer says about a fit beside its numbers.
struct FitParticulars {
  let description: ModelDescription
  let covariance: CovarianceDescription
  let weights: WeightSpecification?
  let rows: RowCounts
  let source: String
  let digest: String
  let diagnostics: [Diagnostic]
  let readSeconds: Double
  let fitSeconds: Double
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
      schema: try schemaOptions(reading),
      weights: model.weights.map {
        WeightSpecification(column: unquoted($0), kind: model.weightKind ?? .precision)
      },
      offset: model.offset.map(unquoted), required: try covariance.clusterColumns() + required,
      filter: try reading.filter.map { try RowFilter($0) })
  }

  /// Looks at everything that can be wrong without data, so that it is said before data are read.
  func check() throws {
    _ = try (Formula(formula), frameOptions(), model.chosenFamily(), model.chosenLink())
  }

  /// Fits the model the options describe.
  func fit(to table: Table) throws -> any RegressionFit {
    let formula = try Formula(formula)
    let options = try frameOptions()
    let family = try model.chosenFamily()
    let link = try model.chosenLink()
    if !formula.randomTerms.isEmpty {
      return try fitMixed(formula, family: family, link: link, options: options, to: table)
    }
    if model.isForMixed && !isBesideMixed {
      throw CommandError(.usage, code: "conflictingOptions", mixedOptionsMessage)
    }
    if family.name == "gaussian", (link?.name ?? "identity") == "identity" {
      return try LinearModel(formula, options: options, method: model.method).fit(to: table)
    }
    if model.method != .automatic {
      throw CommandError(
        .usage, code: "conflictingOptions",
        "--method chooses the gear of one least-squares problem; the \(family.name) family "
          + "with this link solves several and chooses for each")
    }
    return try fitGeneralized(formula, family: family, link: link, options: options, to: table)
  }
}

/// What there is to say of options for mixed models without one.
let mixedOptionsMessage =
  "--ml, --reml and --quadrature are for mixed models, and there is no random term such as "
  + "(1 | school)"

extension RegressionRequest {
  /// Fits a mixed model.
  private func fitMixed(
    _ formula: Formula, family: any Family, link: (any Link)?, options: ModelOptions,
    to table: Table
  ) throws -> any RegressionFit {
    if model.method != .automatic {
      throw CommandError(
        .usage, code: "conflictingOptions",
        "--method chooses the gear of least squares; a mixed model has one algorithm")
    }
    guard family.name == "gaussian", (link?.name ?? "identity") == "identity" else {
      if model.ml || model.reml {
        throw CommandError(
          .usage, code: "conflictingOptions",
          "--ml and --reml are for linear mixed models; with the \(family.name) family the "
            + "likelihood is always maximised in full")
      }
      return try fitGeneralizedMixed(
        formula, family: family, link: link, options: options, to: table)
    }
    if model.quadrature != nil {
      throw CommandError(
        .usage, code: "conflictingOptions",
        "--quadrature is for generalized mixed models; a linear one needs no approximation")
    }
    return try LinearMixedModel(
      formula, options: options, estimation: model.ml ? .ml : .reml
    ).fit(to: table)
  }
}

extension RegressionRequest {
  private func fitGeneralizedMixed(
    _ formula: Formula, family: some Family, link: (any Link)?, options: ModelOptions,
    to table: Table
  ) throws -> GeneralizedLinearMixedFit {
    try GeneralizedLinearMixedModel(
      formula, family: family, link: link, options: options,
      quadraturePoints: model.quadrature ?? 1
    ).fit(to: table)
  }
}

private func fitGeneralized(
  _ formula: Formula, family: some Family, link: (any Link)?, options: ModelOptions, to table: Table
) throws -> GeneralizedLinearFit {
  try GeneralizedLinearModel(formula, family: family, link: link, options: options).fit(to: table)
}

/// The factors and contrasts asked for.
func schemaOptions(_ reading: ReadingOptions) throws -> SchemaOptions {
  var options = SchemaOptions()
  options.factors = try reading.factor.map(factorDeclaration)
  guard let coding = ContrastCoding(rawValue: reading.contrasts) else {
    throw CommandError(
      .usage, code: "unknownContrasts",
      "no contrasts \"\(reading.contrasts)\"; there are "
        + ContrastCoding.allCases.map(\.rawValue).joined(separator: ", "))
  }
  options.defaultContrast = coding
  return options
}

/// `COL` or `COL=a,b,c`.
private func factorDeclaration(_ text: String) throws -> FactorDeclaration {
  let column = writtenNames(text, separatedBy: "=")[0].text
  let levels = writtenNames(textAfterEquals(text), separatedBy: ",").map(\.text)
  if column.isEmpty || levels.contains("") && levels != [""] {
    throw CommandError(
      .usage, code: "badOption", "--factor takes COL or COL=a,b,c, not \"\(text)\"")
  }
  return FactorDeclaration(column: column, levels: levels == [""] ? nil : levels)
}
