import Concord

/// What multilevel analysts ask of a mixed fit beside its coefficients.
struct MultilevelAnswers {
  /// Nil where none is defined, with the reason in `absence`.
  let variances: VarianceDecomposition?
  let absence: String?
  /// Empty for generalized models.
  let reliabilities: [CoefficientReliability]
  let hlmDeviance: Double?

  /// The answers of a mixed fit.
  init(_ fit: any MultilevelFit) {
    reliabilities = fit.coefficientReliabilities()
    hlmDeviance = fit.hlmDeviance
    do {
      variances = try fit.varianceDecomposition()
      absence = nil
    } catch {
      variances = nil
      absence = "\(error)"
    }
  }
}

/// The member `multilevel`; null for models without random effects.
func multilevelMember(_ answers: MultilevelAnswers?) -> JSONValue.Member {
  guard let answers else { return .init("multilevel", .null) }
  let variances = answers.variances
  return .init(
    "multilevel",
    .object([
      .init("intraclass", .array((variances?.groupings ?? []).map(intraclassValue))),
      .init("reliability", .array(answers.reliabilities.map(reliabilityValue))),
      .init("variance", variances.map(varianceValue) ?? .null),
      .init(
        "rSquared",
        variances.map {
          [
            "marginal": JSONValue($0.marginalRSquared),
            "conditional": JSONValue($0.conditionalRSquared),
          ]
        } ?? .null),
      .init("hlmDeviance", JSONValue(answers.hlmDeviance)),
      .init("notDefined", JSONValue(answers.absence)),
    ]))
}

private func intraclassValue(_ grouping: IntraclassCorrelation) -> JSONValue {
  [
    "group": .string(grouping.grouping),
    "within": .array(grouping.within.map { .string($0) }),
    "variance": JSONValue(grouping.variance),
    "shareOfVariance": JSONValue(grouping.shareOfVariance),
    "intraclassCorrelation": JSONValue(grouping.intraclassCorrelation),
    "groups": .integer(grouping.groupCount),
    "averageGroupSize": JSONValue(grouping.averageGroupSize),
    "sizeWeightedGroupSize": JSONValue(grouping.sizeWeightedGroupSize),
    "designEffect": JSONValue(grouping.designEffect),
    "sizeWeightedDesignEffect": JSONValue(grouping.sizeWeightedDesignEffect),
  ]
}

private func reliabilityValue(_ row: CoefficientReliability) -> JSONValue {
  [
    "group": .string(row.grouping), "term": .string(row.effect),
    "reliability": JSONValue(row.reliability),
    "absence": JSONValue(row.absence?.rawValue), "groupsUsed": .integer(row.groupsUsed),
    "groups": .integer(row.groupCount),
  ]
}

private func varianceValue(_ parts: VarianceDecomposition) -> JSONValue {
  [
    "fixed": JSONValue(parts.fixed), "random": JSONValue(parts.random),
    "residual": JSONValue(parts.residual),
    "residualScale": .string(parts.residualScale.rawValue),
    "overdispersion": JSONValue(parts.overdispersion),
  ]
}
