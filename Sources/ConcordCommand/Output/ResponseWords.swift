import Concord

/// The response of a formula, in words.
struct ResponseWords {
  /// As printed; a factor or counts by their own names.
  let name: String
  /// What predicted means are means of.
  let scale: ResponseScale
  /// What predictions are in units of, where that is more than a column.
  let unit: String?

  init(_ formula: Formula?) {
    name = formula?.response?.description ?? ""
    scale = formula?.responseScale ?? .plain
    unit = formula?.responseUnit
  }
}

/// The member `response`: what stands left of the `~`, and on what scale it is.
func responseMember(_ response: ResponseWords) -> JSONValue.Member {
  let word =
    switch response.scale {
    case .plain: "plain"
    case .logarithm: "logarithm"
    case .centered: "centered"
    case .transformed: "transformed"
    }
  return .init("response", ["name": .string(response.name), "scale": .string(word)])
}

/// Predicted means in words, with what they are means of where that is more than a column.
func meansText(_ response: ResponseWords) -> String {
  "predicted means" + (response.unit.map { " of \($0)" } ?? "")
}

/// What a ratio is a ratio of: predicted means, or geometric means where the response is a logarithm.
func comparedMeansText(_ response: ResponseWords) -> String {
  if case .logarithm(let quantity, _, _) = response.scale {
    return "geometric means of \(quantity)"
  }
  return meansText(response)
}

/// The word for it in JSON.
func comparedMeansWord(_ response: ResponseWords) -> JSONValue {
  if case .logarithm = response.scale { "geometricMean" } else { "mean" }
}

/// What to bear in mind of a ratio of geometric means.
func ratioNotes(_ response: ResponseWords) -> [String] {
  guard case .logarithm(let quantity, _, _) = response.scale else { return [] }
  return [
    "The outcome is \(response.name), so the ratio is of geometric means of \(quantity): the "
      + "logarithms are averaged, not the values."
  ]
}

/// What to bear in mind of a difference of means of a transformed outcome.
func gapNotes(_ response: ResponseWords) -> [String] {
  switch response.scale {
  case .plain: []
  case .logarithm(let quantity, _, _):
    [
      "In units of \(response.name). A ratio of geometric means of \(quantity) says the same: ask "
        + "for it with concord ratio."
    ]
  case .centered(let inner):
    ["In units of \(response.name); for those of \(inner) model \(inner) itself."]
  case .transformed(let inner):
    [
      "In units of \(response.name)"
        + (inner.map {
          ", which is no difference of means of \($0): for that model \($0) itself."
        } ?? ".")
    ]
  }
}

/// What to bear in mind of predictions of a transformed outcome.
func predictionNotes(_ response: ResponseWords) -> [String] {
  guard let unit = response.unit else { return [] }
  guard case .logarithm(let quantity, let factor, 0) = response.scale, factor == 1 else {
    return ["Fit and bounds are in units of \(unit)."]
  }
  return [
    "Fit and bounds are in units of \(unit); their exponentials are in those of \(quantity), where the "
      + "fit is a geometric mean."
  ]
}
