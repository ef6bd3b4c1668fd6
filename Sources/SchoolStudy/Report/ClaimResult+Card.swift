import Reporting

/// "33.2% to 97.8%": both ends with one number of decimals.
func levelRangeText(_ lower: Double, _ upper: Double, sign: String) -> String {
  let decimals = Prose.decimals(for: [lower, upper])
  return decimalText(lower, decimals: decimals) + "\(sign) to "
    + decimalText(upper, decimals: decimals) + sign
}

extension Study {
  /// A claim as a card: question, answer, interval, the published figure and the sentence.
  func card(of claim: ClaimResult) -> ReportPage.Finding {
    claim.card(confidence: options.confidence, region: regionText)
  }

  /// The region in figures: "Poverty 33.2% to 97.8%".
  private var regionText: String {
    guard let intervals = regionModel?.curves.region?.significantIntervals, !intervals.isEmpty
    else {
      return "At no level of poverty"
    }
    let sign = data.povertyIsPerCent ? "%" : ""
    let parts = intervals.map { levelRangeText($0.lowerBound, $0.upperBound, sign: sign) }
    return "Poverty " + parts.joined(separator: " and ")
  }
}

extension ClaimResult {
  fileprivate func card(confidence: Double, region: String) -> ReportPage.Finding {
    ReportPage.Finding(
      question: question, answer: answerText(region: region),
      interval: intervalText.map { text in
        let pValue = pValue.map { ", " + pValueText($0) } ?? ""
        return "\(Prose.confidence(confidence)) \(text)\(pValue)"
      },
      published: publishedWords.map { "Published: \($0)" }, sentence: statement)
  }

  /// The estimate with its unit: "3.41 times", "+12.3 percentage points".
  private func answerText(region: String) -> String {
    guard let estimate else { return estimand == .region ? region : "Not estimable" }
    if unit == ClaimUnit.ratio.rawValue { return ratioText(estimate) + " times" }
    let text = decimalText(estimate, decimals: decimals)
    let isZero = !text.contains { $0 != "0" && $0 != "." && $0.isNumber }
    return (estimate > 0 && !isZero ? "+" : "") + text + " " + unit
  }

  private var intervalText: String? {
    guard estimate != nil, let lower, let upper else { return nil }
    if unit == ClaimUnit.ratio.rawValue { return "\(ratioText(lower)) to \(ratioText(upper))" }
    return decimalText(lower, decimals: decimals) + " to " + decimalText(upper, decimals: decimals)
  }

  /// The decimals of a difference: those of its sentence.
  private var decimals: Int {
    guard let estimate, let lower, let upper,
      let claim = ClaimEstimate(estimate, lower: lower, upper: upper)
    else { return 1 }
    let isPoints = unit == ClaimUnit.percentagePoints.rawValue
    return (isPoints ? GapUnit.percentagePoints : GapUnit.points(of: "")).decimals(for: claim)
  }
}
