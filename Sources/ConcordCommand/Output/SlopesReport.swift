import Concord

/// The interaction's own test, then the slopes, as one table.
func slopesReport(
  _ slopes: [Estimate], _ interaction: SlopeInteraction?, level: Double, title: String
) -> ReportTable {
  var table = ReportTable(
    title: title,
    columns: [
      .init("at", key: "at"), .init("value", key: "moderator", alignment: .right),
      .init("estimate", .number(), key: "estimate"),
      .init("std. error", .number(), key: "standardError"),
      .init("statistic", .number(.decimals(3)), key: "statistic"),
      .init("df", .number(.decimals(1)), key: "degreesOfFreedom"),
      .init("p", .pValue, key: "pValue"), .init("lower", .number(), key: "lower"),
      .init("upper", .number(), key: "upper"),
    ],
    notes: interactionNotes(interaction) + [
      averagingNote, "Intervals: \(Prose.confidence(level)).",
    ])
  for row in (interaction.map { [cells($0)] } ?? []) + slopes.map(cells) { table.append(row) }
  return table
}

private func cells(_ slope: Estimate) -> [Cell] {
  slope.levels.prefix(1).flatMap(levelCells) + [
    Cell(slope.estimate), Cell(slope.standardError), Cell(slope.statistic),
    Cell(slope.degreesOfFreedom), Cell(pValue: slope.pValue), Cell(slope.lower),
    Cell(slope.upper),
  ]
}

/// A level in words, if it is a percentile or the like, and its value.
private func levelCells(_ level: ResolvedLevel) -> [Cell] {
  [
    level.origin.map { .text($0) } ?? .missing,
    level.number.map { .number($0) } ?? .text(level.valueText),
  ]
}

/// The interaction as a row: a coefficient, or a joint test without an estimate.
private func cells(_ interaction: SlopeInteraction) -> [Cell] {
  let name: Cell = .text("interaction")
  if let row = interaction.row {
    return [
      name, .text(row.label), Cell(row.estimate), Cell(row.standardError), Cell(row.statistic),
      Cell(row.degreesOfFreedom), Cell(pValue: row.pValue), Cell(row.lower), Cell(row.upper),
    ]
  }
  let joint = interaction.joint
  return [
    name, .text("\(interaction.terms.count) terms"), .missing, .missing, Cell(joint?.statistic),
    Cell(joint?.denominatorDegreesOfFreedom), Cell(pValue: joint?.pValue), .missing, .missing,
  ]
}

private func interactionNotes(_ interaction: SlopeInteraction?) -> [String] {
  guard let interaction else { return [] }
  if let joint = interaction.joint {
    let name = joint.distribution == .f ? "F" : "chi-squared"
    return [
      "Interaction: the joint test of \(interaction.terms.joined(separator: ", ")), \(name) on "
        + "\(Prose.number(joint.degreesOfFreedom, decimals: 0)) df"
        + (joint.denominatorDegreesOfFreedom.map { " and \(Prose.number($0, decimals: 1))" } ?? "")
        + "."
    ]
  }
  return interaction.row == nil
    ? []
    : ["Interaction: the change of the slope with the moderator; the rows below it are slopes."]
}

/// Whether the slope depends on the moderator, in words.
func interactionSentence(
  _ interaction: SlopeInteraction?, focal: String, moderator: String, level: Double
) -> String {
  guard let interaction else {
    return
      "The model has no interaction of \(focal) with \(moderator), so by the model the slope is the "
      + "same at every value of it."
  }
  guard let pValue = interaction.pValue else {
    return "Whether the slope of \(focal) depends on \(moderator) could not be tested: "
      + "\(interaction.problem ?? "there is no test")."
  }
  let isSignificant = pValue < 1 - level
  return
    (isSignificant
    ? "The slope of \(focal) depends on \(moderator)"
    : "These data do not show that the slope depends on \(moderator)")
    + " (interaction: \(Prose.pValue(pValue)))."
}

/// Where a slope differs significantly from zero, in words. Ends of the data are not bounds.
func regionSentence(
  _ region: JohnsonNeymanRegion, focal: String, moderator: String
) -> String {
  let places = region.significantIntervals.map { place($0, in: region.range) }
  let ends = [region.range.lowerBound, region.range.upperBound].map {
    Prose.number($0, significant: 4)
  }
  let lead =
    "Johnson–Neyman: within the observed range of \(moderator) (\(ends[0]) to \(ends[1])) the slope of "
    + "\(focal) differs significantly from zero "
  let body =
    places.isEmpty
    ? "at no value."
    : places == ["at every value"]
      ? "at every value."
      : places.joined(separator: " and ")
        + ", which is \(Prose.percent(region.shareSignificant)) of the rows."
  return lead + body + beyond(region)
    + " The region is pointwise and says nothing about whether the slope differs from one value to another."
}

private func place(_ interval: ClosedRange<Double>, in range: ClosedRange<Double>) -> String {
  let (low, high) = (boundText(interval.lowerBound), boundText(interval.upperBound))
  return
    switch (
      interval.lowerBound <= range.lowerBound, interval.upperBound >= range.upperBound
    )
  {
  case (true, true): "at every value"
  case (false, true): "above \(low)"
  case (true, false): "below \(high)"
  case (false, false): "from \(low) to \(high)"
  }
}

/// What was found beyond the data, and how far was looked.
private func beyond(_ region: JohnsonNeymanRegion) -> String {
  let outside = region.bounds.filter { !region.range.contains($0) }.map(boundText)
  if !outside.isEmpty {
    return " Beyond it, by extrapolation, significance changes at "
      + outside.joined(separator: " and ") + "."
  }
  guard let searched = region.searched else { return "" }
  return
    " Beyond it nothing changes as far as the model was followed (\(boundText(searched.lowerBound)) "
    + "to \(boundText(searched.upperBound)))."
}

private func boundText(_ value: Double) -> String { Prose.number(value, significant: 6) }

/// The interaction as JSON: a coefficient, or a joint test of several.
func interactionValue(_ interaction: SlopeInteraction) -> JSONValue {
  let (row, joint) = (interaction.row, interaction.joint)
  return [
    "term": JSONValue(row?.label), "terms": .array(interaction.terms.map { .string($0) }),
    "estimate": JSONValue(row?.estimate), "standardError": JSONValue(row?.standardError),
    "statistic": JSONValue(row?.statistic ?? joint?.statistic),
    "test": row == nil
      ? JSONValue(joint?.distribution.rawValue) : row?.degreesOfFreedom == nil ? "z" : "t",
    "df1": JSONValue(joint?.degreesOfFreedom), "df2": JSONValue(joint?.denominatorDegreesOfFreedom),
    "degreesOfFreedom": JSONValue(row?.degreesOfFreedom ?? joint?.denominatorDegreesOfFreedom),
    "pValue": JSONValue(interaction.pValue), "lower": JSONValue(row?.lower),
    "upper": JSONValue(row?.upper), "reason": JSONValue(interaction.problem),
  ]
}

/// A Johnson–Neyman region as JSON. An interval that reaches an end of the data is not bounded there:
/// its end is null.
func johnsonNeymanValue(_ region: JohnsonNeymanRegion) -> JSONValue {
  let range = region.range
  return [
    "bounds": .array(region.bounds.map { .number($0) }),
    "significant": .string(region.significant.rawValue),
    "range": [.number(range.lowerBound), .number(range.upperBound)],
    "searched": region.searched.map { [.number($0.lowerBound), .number($0.upperBound)] } ?? .null,
    "shareSignificant": .number(region.shareSignificant),
    "significantIntervals": .array(
      region.significantIntervals.map { interval in
        [
          interval.lowerBound <= range.lowerBound ? .null : .number(interval.lowerBound),
          interval.upperBound >= range.upperBound ? .null : .number(interval.upperBound),
        ]
      }),
  ]
}
