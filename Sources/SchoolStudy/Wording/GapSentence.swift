/// A comparison of two groups by a difference of predictions.
struct GapSentence: Sendable, Equatable {
  /// What goes ahead of the comparison, or nothing: "averaged over the schools’ poverty".
  let opening: String
  /// What is compared: "predicted retention".
  let subject: String
  /// The first group, with its level: "where collaboration is high (…)".
  let first: String
  /// The second group, with its level.
  let second: String
  /// The first group in few words, for the second time it is named.
  let firstShort: String
  /// The second group in few words.
  let secondShort: String
  /// The unit of the difference.
  let unit: GapUnit

  /// The sentence, in the four cases that an interval and an equivalence test leave.
  func text(
    _ gap: ClaimEstimate, equivalence: ClaimEquivalence? = nil, context: ClaimContext
  ) -> String {
    let decimals = unit.decimals(for: gap)
    let interval = context.interval(gap: gap, decimals: decimals)
    let lead = opening.isEmpty ? "" : opening + ", "
    let text: String
    switch Verdict(gap, none: 0, equivalence: equivalence) {
    case .different:
      text = "\(lead)\(difference(gap, decimals: decimals)); \(interval)."
    case .differentWithinMargin(let equivalence):
      text = """
        \(lead)\(difference(gap, decimals: decimals)); \(interval). That is a difference, but one \
        within the margin of \(marginText(equivalence)) (equivalence test, \
        \(pValueText(equivalence.pValue))).
        """
    case .equivalent(let equivalence):
      text = """
        \(lead)there is no difference in \(subject) between schools \(first) and \(second) beyond the \
        margin of \(marginText(equivalence)) (equivalence test, \(pValueText(equivalence.pValue))): \
        \(estimate(gap, decimals: decimals)), \(interval).
        """
    case .undetected(let equivalence):
      text = lead + undetected(gap, decimals: decimals, interval: interval) + shortfall(equivalence)
    }
    return capitalized(text)
  }

  private func difference(_ gap: ClaimEstimate, decimals: Int) -> String {
    """
    \(subject) is \(unit.text(gap.value, decimals: decimals))\(unit.scale) \
    \(gap.value < 0 ? "lower" : "higher") \(first) than \(second)
    """
  }

  private func estimate(_ gap: ClaimEstimate, decimals: Int) -> String {
    "the estimate is \(decimalText(gap.value, decimals: decimals))"
  }

  private func undetected(_ gap: ClaimEstimate, decimals: Int, interval: String) -> String {
    let isHigher = gap.upper.magnitude >= gap.lower.magnitude
    let largest = unit.text(isHigher ? gap.upper : gap.lower, decimals: decimals)
    return """
      no difference in \(subject) between schools \(first) and \(second) was detected, and one of up \
      to \(largest)\(unit.scale), higher \(isHigher ? firstShort : secondShort), cannot be ruled out: \
      \(estimate(gap, decimals: decimals)), \(interval).
      """
  }

  private func shortfall(_ equivalence: ClaimEquivalence?) -> String {
    guard let equivalence else { return "" }
    return """
       The equivalence test does not show the difference to lie within the margin of \
      \(marginText(equivalence)) (\(pValueText(equivalence.pValue))).
      """
  }

  private func marginText(_ equivalence: ClaimEquivalence) -> String {
    let text = levelText(equivalence.margin.magnitude)
    return "\(text) \(text == "1" ? unit.noun : unit.noun + "s") either way"
  }
}
