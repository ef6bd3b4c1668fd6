import Reporting
import Tables

extension Study {
  /// "400 schools in 21 districts and 6 states", with the word synthetic where they are.
  public var scope: String {
    let above: [Role] =
      data.turnover == .educators ? [.school, .district, .state] : [.district, .state]
    let units = above.compactMap { role -> String? in
      guard let count = levelCount(of: role), count > 0 else { return nil }
      return Prose.count(count, role.rawValue, pluralText(role.rawValue, count: 2))
    }
    let place = units.isEmpty ? "" : " in " + listText(units)
    let unit =
      (isSynthetic && data.syntheticMark?.isWhole ?? true ? "synthetic " : "")
      + (data.turnover == .educators ? "educator" : "school")
    let rows = data.table.rowCount
    if data.turnover != .educators, let schools = levelCount(of: .school), schools > 0,
      schools < rows, data.repeatsSchools
    {
      return Prose.count(schools, unit, unit + "s") + " in \(Prose.count(rows)) rows" + place
    }
    return Prose.count(rows, unit, unit + "s") + place
  }

  /// The one contrast a reader came for, in a sentence, or nil if nothing was answered.
  var headline: String? {
    turnoverHeadline ?? achievementHeadline(.ela, "English language arts")
      ?? achievementHeadline(.math, "mathematics") ?? commitmentHeadline
  }

  private var turnoverHeadline: String? {
    guard let low = interval(of: .turnoverGapLow), let high = interval(of: .turnoverGapHigh) else {
      return nil
    }
    return """
      Where collaboration is low, predicted turnover in high-poverty schools is \
      \(ratioText(low.value)) times that in low-poverty schools \
      (\(Prose.confidence(options.confidence)) \(ratioText(low.lower)) to \(ratioText(low.upper))); \
      where it is high, \(ratioText(high.value)) times (\(ratioText(high.lower)) to \
      \(ratioText(high.upper))).
      """
  }

  private func achievementHeadline(_ claim: ClaimName, _ subject: String) -> String? {
    guard let gap = interval(of: claim), let result = result(of: claim) else { return nil }
    let unit =
      result.unit == ClaimUnit.percentagePoints.rawValue
      ? GapUnit.percentagePoints : GapUnit(noun: "point", scale: "", decimals: 2)
    let measure =
      unit == .percentagePoints
      ? "the share of students at or above standard in \(subject)" : "the mean score in \(subject)"
    let decimals = unit.decimals(for: gap)
    return """
      At the same poverty, \(measure) is \(unit.text(gap.value, decimals: decimals)) \
      \(gap.value < 0 ? "lower" : "higher") where collaboration is high than where it is low \
      (\(Prose.confidence(options.confidence)) \(decimalText(gap.lower, decimals: decimals)) to \
      \(decimalText(gap.upper, decimals: decimals))).
      """
  }

  private var commitmentHeadline: String? {
    guard let gap = interval(of: .commitment) else { return nil }
    let decimals = GapUnit.points(of: "").decimals(for: gap)
    return """
      The gap in commitment between high- and low-poverty schools differs by \
      \(decimalText(gap.value, decimals: decimals)) points of its scale between high and low \
      collaboration (\(Prose.confidence(options.confidence)) \
      \(decimalText(gap.lower, decimals: decimals)) to \(decimalText(gap.upper, decimals: decimals))).
      """
  }

  /// The answer to a claim.
  public func result(of claim: ClaimName) -> ClaimResult? { claims.first { $0.claim == claim } }

  private func interval(of claim: ClaimName) -> ClaimEstimate? {
    guard let result = result(of: claim), let value = result.estimate, let lower = result.lower,
      let upper = result.upper
    else { return nil }
    return ClaimEstimate(value, lower: lower, upper: upper, pValue: result.pValue)
  }

  private func levelCount(of role: Role) -> Int? {
    guard case .category(_, let levels)? = data.table[role.rawValue]?.values else { return nil }
    return levels.count
  }
}
