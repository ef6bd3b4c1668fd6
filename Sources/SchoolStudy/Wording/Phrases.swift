/// The parts that the sentences of several claims share.
extension ClaimContext {
  /// "95% interval 2.70 to 4.30, p < 0.001" of a ratio.
  func interval(ratio: ClaimEstimate) -> String {
    // The word for a bound that is cut off reads oddly between "interval" and "to"; say it plainly.
    let ends = "\(ratioText(ratio.lower)) to \(ratioText(ratio.upper))"
    return "\(perCentText(confidence)) interval \(ends)" + pValueSuffix(ratio)
  }

  /// "95% interval 8.2 to 13.2, p < 0.001" of a difference.
  func interval(gap: ClaimEstimate, decimals: Int) -> String {
    "\(perCentText(confidence)) interval \(range(gap, decimals: decimals))" + pValueSuffix(gap)
  }

  /// "8.2 to 13.2".
  func range(_ estimate: ClaimEstimate, decimals: Int) -> String {
    decimalText(estimate.lower, decimals: decimals) + " to "
      + decimalText(estimate.upper, decimals: decimals)
  }

  private func pValueSuffix(_ estimate: ClaimEstimate) -> String {
    estimate.pValue.map { ", " + pValueText($0) } ?? ""
  }

  /// "high-poverty schools (87.4%, the 90th percentile)".
  func povertySchools(high: Bool) -> String {
    "\(high ? "high" : "low")-poverty schools" + parenthesis("poverty", high: high)
  }

  /// "where collaboration is low (2.63, the 10th percentile)".
  func whereCollaboration(isHigh: Bool) -> String {
    "where collaboration is \(isHigh ? "high" : "low")" + parenthesis("collaboration", high: isHigh)
  }

  /// A level in brackets, with the column's name where it is not the role's own.
  func parenthesis(_ role: String, high: Bool) -> String {
    guard let levels = levels(of: role) else { return "" }
    return " (\(describe(high ? levels.high : levels.low, in: levels)))"
  }

  private func describe(_ level: ClaimLevel, in levels: ClaimLevels) -> String {
    let name =
      levels.column.lowercased() == levels.role.lowercased() ? "" : "“\(levels.column)” "
    let value = levelText(level.value) + (levels.isPerCent ? "%" : "")
    switch level.origin {
    case .percentile(let percentile): return "\(name)\(value), \(percentileText(percentile))"
    case .given: return "\(name)\(value), as set"
    }
  }

  /// How the intervals were made where there are few clusters, or nothing.
  ///
  /// Below 40 clusters the normal distribution is too narrow a reference; below 4 degrees of freedom the t
  /// distribution is not to be relied on either (Tipton 2015, Psychological Methods 20:375).
  var referenceNote: String? {
    guard let clusters = model.independentUnits, clusters.count < 40 else { return nil }
    let count = "only \(countText(clusters.count, clusters.name))"
    guard let degrees = model.degreesOfFreedom, degrees.isFinite, allowsForFew else {
      return """
        The interval rests on \(count) and \(model.errorsText) do not allow for so few: read it with \
        care.
        """
    }
    let note = """
      The interval rests on \(count), so it uses \(model.errorsText) and a t distribution with \
      \(decimalText(degrees, decimals: 1)) degrees of freedom (Satterthwaite).
      """
    return degrees < 4 ? note + " Below 4 degrees of freedom neither is reliable." : note
  }

  /// Whether the standard errors come with degrees of freedom for few units.
  private var allowsForFew: Bool { model.covariance == "CR2" || !model.groups.isEmpty }

  /// The same for a region, whose degrees of freedom differ from one level of poverty to the next.
  var regionNote: String? {
    guard let clusters = model.independentUnits, clusters.count < 40 else { return nil }
    guard allowsForFew else { return referenceNote }
    return """
      The region rests on only \(countText(clusters.count, clusters.name)), so it uses \
      \(model.errorsText) and at each level of poverty a t distribution with degrees of freedom of its own \
      (Satterthwaite).
      """
  }
}

/// A sentence with its first letter large.
func capitalized(_ text: String) -> String {
  guard let first = text.first else { return text }
  return first.uppercased() + text.dropFirst()
}

/// "a", "a and b", "a, b and c".
func listText(_ items: [String]) -> String {
  items.count < 3
    ? items.joined(separator: " and ")
    : items.dropLast().joined(separator: ", ") + " and " + (items.last ?? "")
}

/// Whether there is a difference, as far as the interval and an equivalence test can say.
enum Verdict: Sendable, Equatable {
  /// The interval leaves out no difference, and nothing shows it to be small.
  case different
  /// There is a difference, and it lies within the margin.
  case differentWithinMargin(ClaimEquivalence)
  /// No difference was detected, and the equivalence test supports that there is none that matters.
  case equivalent(ClaimEquivalence)
  /// No difference was detected, and one that matters is not ruled out.
  case undetected(ClaimEquivalence?)

  init(_ estimate: ClaimEstimate, none: Double, equivalence: ClaimEquivalence?) {
    let isDifferent = estimate.excludes(none)
    switch (isDifferent, equivalence) {
    case (true, let equivalence?) where equivalence.equivalent:
      self = .differentWithinMargin(equivalence)
    case (true, _): self = .different
    case (false, let equivalence?) where equivalence.equivalent: self = .equivalent(equivalence)
    case (false, _): self = .undetected(equivalence)
    }
  }
}
