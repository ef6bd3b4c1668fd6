/// A comparison of two groups by a ratio of predictions.
struct RatioSentence: Sendable, Equatable {
  /// Where or for whom the comparison holds, ahead of the rest: "where collaboration is low (…)".
  let opening: String
  /// What is compared: "predicted turnover".
  let subject: String
  /// The group in the numerator, with its level.
  let numerator: String
  /// The group in the denominator, with its level.
  let denominator: String
  /// The numerator's group in a word or two, for the second time it is named.
  let numeratorShort: String
  /// The denominator's group in a word or two.
  let denominatorShort: String

  /// The sentence, in the four cases that an interval and an equivalence test leave.
  func text(
    _ ratio: ClaimEstimate, equivalence: ClaimEquivalence?, context: ClaimContext
  ) -> String {
    let interval = context.interval(ratio: ratio)
    let value = ratioText(ratio.value)
    let text: String
    switch Verdict(ratio, none: 1, equivalence: equivalence) {
    case .different:
      text = "\(difference(ratio)); \(interval)."
    case .differentWithinMargin(let equivalence):
      text = """
        \(difference(ratio)); \(interval). That is a difference, but one within the margin of \
        \(marginText(equivalence)) (equivalence test, \(pValueText(equivalence.pValue))).
        """
    case .equivalent(let equivalence):
      text = """
        \(opening), there is no difference in \(subject) between \(numerator) and \(denominator) \
        beyond the margin of \(marginText(equivalence)) (equivalence test, \
        \(pValueText(equivalence.pValue))): the ratio is \(value), \(interval).
        """
    case .undetected(let equivalence):
      text = undetected(ratio, value: value, interval: interval) + shortfall(equivalence)
    }
    return capitalized(text) + (ratio.upper > 100 * ratio.lower ? Self.almostNothing : "")
  }

  /// What is said of an interval whose ends are more than a hundredfold apart.
  static let almostNothing =
    " The interval is so wide that the data say almost nothing about this ratio."

  private func difference(_ ratio: ClaimEstimate) -> String {
    let direction = ratio.value < 1 ? ", that is, lower" : ""
    return """
      \(opening), \(subject) in \(numerator) is \(ratioText(ratio.value)) times that in \
      \(denominator)\(direction)
      """
  }

  private func undetected(_ ratio: ClaimEstimate, value: String, interval: String) -> String {
    let isHigher = ratio.upper * ratio.lower >= 1
    let largest = reachText(isHigher ? ratio.upper : 1 / ratio.lower)
    return """
      \(opening), no difference in \(subject) between \(numerator) and \(denominator) was detected, \
      and one of \(largest) times, higher in \(isHigher ? numeratorShort : denominatorShort), \
      cannot be ruled out: the ratio is \(value), \(interval).
      """
  }

  private func shortfall(_ equivalence: ClaimEquivalence?) -> String {
    guard let equivalence else { return "" }
    return """
       The equivalence test does not show the ratio to lie within the margin of \
      \(marginText(equivalence)) (\(pValueText(equivalence.pValue))).
      """
  }

  private func marginText(_ equivalence: ClaimEquivalence) -> String {
    "\(ratioText(equivalence.margin)) times either way"
  }
}
