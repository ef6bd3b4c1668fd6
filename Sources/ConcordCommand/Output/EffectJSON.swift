import Concord

/// The levels other variables are held at, as an object.
func heldValue(_ held: [ResolvedLevel]) -> JSONValue {
  .object(held.map { .init($0.variable, settingValue($0)) })
}

/// A level's value: a number or a category.
func settingValue(_ level: ResolvedLevel) -> JSONValue {
  switch level.setting {
  case .number(let value): .number(value)
  case .category(let name): .string(name)
  }
}

/// The levels in words: `collaboration = 2.31 (10th percentile)`.
func levelText(_ level: ResolvedLevel) -> String {
  let value: String =
    switch level.setting {
    case .number(let number): Prose.number(number, significant: 4)
    case .category(let name): name
    }
  return "\(level.variable) = \(value)" + (level.origin.map { " (\($0))" } ?? "")
}

/// Several levels in words, or `as observed`.
func heldText(_ held: [ResolvedLevel]) -> String {
  held.isEmpty ? "as observed" : held.map(levelText).joined(separator: ", ")
}

/// A comparison's levels in words: `Ratio of predicted means, poverty = 75 over poverty = 25`.
func comparedText(_ comparison: Estimate?, what: String, by word: String) -> String {
  guard let high = comparison?.high, let low = comparison?.low else { return "" }
  return "\(what), \(levelText(high)) \(word) \(levelText(low))"
}

/// A comparison's levels as JSON.
func comparedValue(_ comparison: Estimate?) -> JSONValue {
  guard let high = comparison?.high, let low = comparison?.low else { return .null }
  return [
    "variable": .string(high.variable), "high": settingValue(high), "low": settingValue(low),
  ]
}

/// The members an estimate shares with every other: estimate to upper.
func estimateMembers(_ estimate: Estimate) -> [JSONValue.Member] {
  [
    .init("estimate", .number(estimate.estimate)),
    .init("standardError", JSONValue(estimate.standardError)),
    .init("statistic", JSONValue(estimate.statistic)),
    .init("degreesOfFreedom", JSONValue(estimate.degreesOfFreedom)),
    .init("pValue", JSONValue(estimate.pValue)),
    .init("lower", JSONValue(estimate.lower)),
    .init("upper", JSONValue(estimate.upper)),
  ]
}

/// The member `outcome`, the category, of a response that has several.
func outcomeMember(_ estimate: Estimate) -> [JSONValue.Member] {
  estimate.outcome.isEmpty ? [] : [.init("outcome", .string(estimate.outcome))]
}

/// The name of a row, with its category where the response has several.
func rowName(_ estimate: Estimate, _ name: String) -> String {
  estimate.outcome.isEmpty ? name : "\(estimate.outcome): \(name)"
}

/// Null, the only value, or all where the response has several categories.
func oneOrAll(_ values: [JSONValue]) -> JSONValue {
  values.count > 1 ? .array(values) : values.first ?? .null
}

/// The means a comparison compares, low and high; null where it compares none.
func comparedMeans(_ estimate: Estimate) -> [JSONValue.Member] {
  [
    .init("low", JSONValue(estimate.means.first)),
    .init("high", JSONValue(estimate.means.count > 1 ? estimate.means[1] : nil)),
  ]
}

/// How other variables enter a comparison.
let averagingNote =
  "Variables that are not held are as observed; predictions are averaged over the rows used."
