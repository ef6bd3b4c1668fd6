import Concord

/// The member `model`: what was fitted and how uncertainty was estimated.
func modelMember(_ fit: FitParticulars) -> JSONValue.Member {
  let description = fit.description
  let covariance = fit.covariance
  return .init(
    "model",
    .object([
      .init("kind", .string(description.kind.name)),
      .init("formula", .string(description.formula)),
      .init("response", responseValue(fit.responseCoding)),
      .init("family", .string(description.family)),
      .init("link", .string(description.link)),
      .init("covariance", .string(covariance.name)),
      .init("clusters", .array(covariance.clusters.map { .string($0.column) })),
      .init("smallSampleFactor", JSONValue(covariance.smallSampleFactor)),
      .init("degreesOfFreedomRule", .string(fit.degreesOfFreedomRule)),
      .init("weights", weightsValue(fit.weights)),
      .init("contrasts", JSONValue(fit.contrasts)),
      .init("method", .string(description.method)),
    ]))
}

/// What 0 and 1 stand for in a response of two categories; null for other responses.
private func responseValue(_ coding: ResponseCoding?) -> JSONValue {
  guard let coding else { return .null }
  return ["name": .string(coding.name), "zero": .string(coding.zero), "one": .string(coding.one)]
}

private func weightsValue(_ weights: WeightSpecification?) -> JSONValue {
  guard let weights else { return .null }
  return ["column": .string(weights.column), "kind": .string(weights.kind.rawValue)]
}

/// The member `data`: rows read, used, dropped and kept out, and the clusters.
func dataMember(_ fit: FitParticulars) -> JSONValue.Member {
  let rows = fit.rows
  let clusters = fit.covariance.clusters
  return .init(
    "data",
    .object([
      .init("source", .string(fit.source)),
      .init("rows", .integer(rows.total)),
      .init("used", .integer(rows.used)),
      .init("droppedMissing", .integer(rows.droppedCount)),
      .init("filteredOut", .integer(rows.filteredOut)),
      .init(
        "dropped",
        .array(
          rows.dropped.map {
            [
              "source": .string($0.source), "reason": .string($0.reason.rawValue),
              "count": .integer($0.count),
            ]
          })),
      .init("clusters", .object(clusters.map { .init($0.column, .integer($0.count)) })),
    ]))
}

/// The members `timing` and `provenance`.
func closingMembers(_ fit: FitParticulars, seed: UInt64?) -> [JSONValue.Member] {
  [
    .init(
      "timing",
      [
        "readSeconds": .number(fit.readSeconds),
        "fitSeconds": .number(fit.fitSeconds),
      ]), provenanceMember(digest: fit.digest, seed: seed),
  ]
}

/// The member `provenance`: version, seed and a digest of the data.
func provenanceMember(digest: String?, seed: UInt64?) -> JSONValue.Member {
  .init(
    "provenance",
    [
      "version": .string(concordVersion),
      "seed": seed.map { seedValue($0) } ?? .null,
      "dataDigest": JSONValue(digest),
    ])
}

/// A seed as a number where JSON's integers reach, else as text.
func seedValue(_ seed: UInt64) -> JSONValue {
  Int(exactly: seed).map { .integer($0) } ?? .string(String(seed))
}

/// A name with a capital, for the start of a heading.
func capitalized(_ text: String) -> String {
  text.prefix(1).uppercased() + text.dropFirst()
}

/// The lines above a table: model, rows, uncertainty.
func headingLines(_ fit: FitParticulars) -> [String] {
  let description = fit.description
  let rows = fit.rows
  var used = "\(Prose.count(rows.used)) of \(Prose.count(rows.total, "row", "rows")) used"
  if rows.filteredOut > 0 { used += "; \(Prose.count(rows.filteredOut)) kept out by the filter" }
  if rows.droppedCount > 0 {
    used += "; dropped " + rows.dropped.map(\.sentence).joined(separator: ", ")
  }
  let coding = fit.responseCoding.map { [$0.sentence + "."] } ?? []
  return ["\(description.title): \(description.formula)"] + coding + [
    used + ".", uncertaintyLine(fit), "",
  ]
}

/// How uncertainty was estimated, with every convention named.
func uncertaintyLine(_ fit: FitParticulars) -> String {
  let covariance = fit.covariance
  var line = "Covariance: \(covariance.name)"
  if !covariance.clusters.isEmpty {
    line +=
      " by "
      + covariance.clusters.map { "\($0.column) (\($0.count) clusters)" }
      .joined(separator: " and ")
  }
  if let factor = covariance.smallSampleFactor { line += ", factor \(factor)" }
  return line + ", degrees of freedom: \(fit.degreesOfFreedomRule)."
}
