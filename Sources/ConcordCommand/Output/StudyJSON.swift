import Concord

/// A claim as a row of the study's JSON.
func claimValue(_ claim: ClaimResult, study: Study) -> JSONValue {
  var members: [JSONValue.Member] = [
    .init("claim", .string(claim.claim.rawValue)), .init("question", .string(claim.question)),
    .init("estimand", .string(claim.estimand.rawValue)), .init("unit", .string(claim.unit)),
    .init("estimate", JSONValue(claim.estimate)), .init("lower", JSONValue(claim.lower)),
    .init("upper", JSONValue(claim.upper)), .init("pValue", JSONValue(claim.pValue)),
    .init("published", JSONValue(claim.published)),
    .init("publishedText", JSONValue(claim.publishedText)),
    .init("sentence", .string(claim.sentence)), .init("levels", levelsValue(claim.levels)),
    .init("equivalence", claim.equivalence.map(equivalenceValue) ?? .null),
    .init("model", claim.model.map(claimModelValue) ?? .null),
    .init("notAsked", JSONValue(claim.notAsked)),
  ]
  if claim.estimand == .region, claim.notAsked == nil, let model = study.regionModel {
    members.append(.init("region", regionValue(model)))
  }
  return .object(members)
}

private func levelsValue(_ levels: [ClaimLevels]) -> JSONValue {
  .object(
    levels.map { levels in
      .init(
        levels.role,
        [
          "column": .string(levels.column), "low": .number(levels.low.value),
          "high": .number(levels.high.value), "lowPercentile": percentile(levels.low),
          "highPercentile": percentile(levels.high),
        ])
    })
}

private func percentile(_ level: ClaimLevel) -> JSONValue {
  if case .percentile(let percent) = level.origin { .number(percent) } else { .null }
}

private func equivalenceValue(_ equivalence: ClaimEquivalence) -> JSONValue {
  [
    "margin": .number(equivalence.margin), "pValue": .number(equivalence.pValue),
    "equivalent": .bool(equivalence.equivalent),
  ]
}

private func claimModelValue(_ model: ClaimModel) -> JSONValue {
  [
    "formula": .string(model.formula), "family": .string(model.family),
    "link": JSONValue(model.link), "covariance": .string(model.covariance),
    "clusters": unitsValue(model.clusters.map { [$0] } ?? model.groups),
    "degreesOfFreedom": JSONValue(model.degreesOfFreedom),
  ]
}

/// Units by level; null where there are none.
private func unitsValue(_ units: [ClaimClusters]) -> JSONValue {
  units.isEmpty ? .null : .object(units.map { .init($0.name, .integer($0.count)) })
}

/// The region of poverty in which a model's slope is told from zero, with the outcome it is of and, first,
/// the interaction: the product's coefficient.
private func regionValue(_ model: StudyModel) -> JSONValue {
  guard let region = model.curves.region,
    case .object(let members) = johnsonNeymanValue(region)
  else { return .null }
  return .object(
    [
      .init("outcome", .string(model.outcome.rawValue)),
      .init("interaction", model.interaction.map { .object(coefficientMembers($0)) } ?? .null),
    ] + members)
}

/// The models behind the claims, one an outcome; null where none could be fitted.
func studyModels(_ study: Study) -> JSONValue {
  study.models.isEmpty ? .null : .array(study.models.map(modelValue))
}

private func modelValue(_ model: StudyModel) -> JSONValue {
  let description = model.description
  let covariance = model.covariance
  return [
    "outcome": .string(model.outcome.rawValue), "kind": .string(description.kind.name),
    "formula": .string(description.formula), "family": .string(description.family),
    "link": .string(description.link), "covariance": .string(covariance.name),
    "clusters": .object(covariance.clusters.map { .init($0.column, .integer($0.count)) }),
    "groups": .object(model.groups.map { .init($0.name, .integer($0.count)) }),
    "degreesOfFreedomRule": .string(model.degreesOfFreedomRule),
    "used": .integer(model.rows.used.count),
    "coefficients": .array(model.coefficients.map { .object(coefficientMembers($0)) }),
    "region": regionValue(model),
  ]
}

/// The rows read, kept and used, the columns by role, and what was left out and why.
func studyData(_ study: Study, source: StudySource) -> JSONValue {
  let data = study.data
  let roles = data.roles.columns.map { ($0.key.rawValue, $0.value) }.sorted { $0.0 < $1.0 }
  let kept = data.table.rowCount
  return [
    "source": .string(source.name), "rows": .integer(source.rowsRead),
    "filteredOut": .integer(source.rowsRead - kept),
    "used": .object(
      study.models.map { .init($0.outcome.rawValue, .integer($0.rows.used.count)) }),
    "dropped": .object(study.models.map { .init($0.outcome.rawValue, droppedRows($0.rows)) }),
    "setAside": .array(
      data.dropped.map {
        ["role": .string($0.role), "row": .integer($0.row), "reason": .string($0.reason)]
      }),
    "cluster": JSONValue(data.cluster?.rawValue),
    "columns": .object(roles.map { .init($0.0, .string($0.1)) }),
  ]
}

private func droppedRows(_ rows: RowAccounting) -> JSONValue {
  .array(
    rows.dropped.map {
      [
        "source": .string($0.source), "reason": .string($0.reason.rawValue),
        "count": .integer($0.count),
      ]
    })
}
