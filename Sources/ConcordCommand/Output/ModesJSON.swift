import Concord

/// The conditional modes of a fit.
///
/// - Throws: a usage error for a model without random effects.
func conditionalModes(_ fit: any Estimated) throws -> [ConditionalModes] {
  if let fit = fit.multilevel { return try fit.conditionalModes() }
  throw CommandError(
    .usage, code: "conflictingOptions",
    "--modes asks for the effects of groups, and the formula has no random term such as (1 | school); "
      + "leave it out")
}

/// A random effect of one group as found.
private struct Mode {
  let grouping: String
  let level: String
  let effect: String
  let value: Double
  let standardError: Double?
}

/// Group by group, the effects of each in their order.
private func rows(_ modes: [ConditionalModes]) -> [Mode] {
  modes.flatMap { part in
    part.levels.indices.flatMap { level in
      part.effects.indices.map { effect in
        let variance = part.covariances[level][effect, effect]
        return Mode(
          grouping: part.grouping, level: part.levels[level], effect: part.effects[effect],
          value: part.modes[level, effect],
          standardError: variance >= 0 ? variance.squareRoot() : nil)
      }
    }
  }
}

/// The member `conditionalModes`; null where they were not asked for.
func conditionalModesMember(_ modes: [ConditionalModes]?) -> JSONValue.Member {
  guard let modes else { return .init("conditionalModes", .null) }
  return .init(
    "conditionalModes",
    .array(
      rows(modes).map {
        [
          "group": .string($0.grouping), "level": .string($0.level), "term": .string($0.effect),
          "estimate": JSONValue($0.value), "standardError": JSONValue($0.standardError),
        ]
      }))
}

/// The conditional modes as a table.
func conditionalModesReport(_ modes: [ConditionalModes]) -> ReportTable {
  ReportTable(
    title: "Conditional modes of the random effects",
    columns: [
      .init("group", key: "group"), .init("level", key: "level"), .init("term", key: "term"),
      .init("mode", .number(), key: "estimate"),
      .init("std. error", .number(), key: "standardError"),
    ],
    rows: rows(modes).map {
      [
        .text($0.grouping), .text($0.level), .text($0.effect), Cell($0.value),
        Cell($0.standardError),
      ]
    }, notes: ["Standard errors given the coefficients and the variances."])
}
