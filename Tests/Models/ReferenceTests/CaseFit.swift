import Concord

/// What the checks need of a fit.
typealias CheckedFit = Estimated

extension ReferenceCase {
  /// The fit of the case's model, through public API.
  func fit(formula: String? = nil, contrast: ContrastCoding = .treatment) throws
    -> any CheckedFit
  {
    let options = try options(contrast: contrast)
    let text = formula ?? self.formula
    if kind == "linear" {
      return try LinearModel(text, options: options).fit(to: table())
    }
    let family = try found(standardFamily, familyName)
    let link = try model("link")?.text.map { try found(standardLink, $0) }
    return try fitGeneralized(text, family, link, options, table())
  }

  /// The fit of a generalized linear mixed model.
  func generalizedMixedFit() throws -> GeneralizedLinearMixedFit {
    func fit(_ family: some Family) throws -> GeneralizedLinearMixedFit {
      try GeneralizedLinearMixedModel(
        formula, family: family, link: model("link")?.text.map { try found(standardLink, $0) },
        options: options(), quadraturePoints: Int(model("nAGQ")?.number ?? 1)
      ).fit(to: table())
    }
    let family = try found(standardFamily, familyName)
    return try fit(family)
  }

  /// The options of the case's model.
  func options(contrast: ContrastCoding = .treatment) throws -> ModelOptions {
    var options = ModelOptions()
    options.schema.defaultContrast = contrast
    options.schema.factors = (model("factors")?.object ?? [:]).map {
      FactorDeclaration(column: $0.key, levels: $0.value.texts)
    }.sorted { $0.column < $1.column }
    options.weights = model("weights")?.text.map { .precision($0) }
    options.filter = try model("filter")?.text.map { try RowFilter($0) }
    options.required = model("cluster")?.texts ?? []
    return options
  }

  /// The mixed model of the case, fitted.
  func mixedFit() throws -> LinearMixedFit {
    try LinearMixedModel(
      formula, options: options(), estimation: model("reml")?.truth == true ? .reml : .ml
    ).fit(to: table())
  }

  /// The reference of tests of a mixed model; normal where the case names none.
  func modelBasedRule(_ name: String?) -> ReferenceRule {
    switch name {
    case "Satterthwaite": .satterthwaite
    case "Kenward-Roger": .kenwardRoger
    default: .normal
    }
  }

  /// The family's name as the library writes it.
  private var familyName: String {
    switch model("family")?.text ?? "gaussian" {
    case "inverse.gaussian": "inverse-gaussian"
    case let name: name.lowercased()
    }
  }

  /// The covariance estimator of the case.
  func estimator() throws -> any CovarianceEstimator {
    let clusters = model("cluster")?.texts ?? []
    let name = model("vcov")?.text ?? "classical"
    if name.hasPrefix("cluster:") {
      return try standardEstimator(named: String(name.dropFirst(8)), clusters: clusters)
    }
    if name.hasPrefix("HAC:NW:lag") {
      return try standardEstimator(named: "HAC", lag: Int(name.dropFirst(10)))
    }
    return try standardEstimator(named: name)
  }
}

private struct Unknown: Error { let name: String }

private func found<Value>(_ find: (String) -> Value?, _ name: String) throws -> Value {
  guard let value = find(name) else { throw Unknown(name: name) }
  return value
}

private func fitGeneralized(
  _ formula: String, _ family: some Family, _ link: (any Link)?, _ options: ModelOptions,
  _ table: Table
) throws -> any CheckedFit {
  try GeneralizedLinearModel(formula, family: family, link: link, options: options).fit(to: table)
}
