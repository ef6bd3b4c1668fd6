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

/// A comparison's levels as JSON.
func comparedValue(high: ResolvedLevel, low: ResolvedLevel) -> JSONValue {
  [
    "variable": .string(high.variable), "high": settingValue(high), "low": settingValue(low),
  ]
}

/// The members an estimate shares with every other: estimate to upper.
func estimateMembers(_ estimate: EffectEstimate) -> [JSONValue.Member] {
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

/// How other variables enter a comparison.
let averagingNote =
  "Variables that are not held are as observed; predictions are averaged over the rows used."
