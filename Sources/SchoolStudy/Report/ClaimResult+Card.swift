import Effects
import Reporting

extension Study {
  /// A claim as a card: question, answer, interval, the published figure and the sentence.
  func card(of claim: ClaimResult) -> ReportPage.Finding {
    claim.card(confidence: options.confidence, region: regionText)
  }

  /// The region in a few words: that the slope is not shown to depend on poverty, else "Poverty above 33.2%".
  private var regionText: String {
    guard let model = regionModel, let region = model.curves.region else { return "Not estimable" }
    if let interaction = try? model.answers.interaction.get(), let pValue = interaction.pValue,
      pValue >= 1 - options.confidence
    {
      return "Not shown to depend on poverty"
    }
    return capitalized(region.places(isPerCent: data.povertyIsPerCent))
  }
}

extension JohnsonNeymanRegion {
  /// "poverty below 20.1% and poverty above 60.4%", or "no level of poverty".
  func places(isPerCent: Bool) -> String {
    let sign = isPerCent ? "%" : ""
    let ends = significantIntervals.flatMap { [$0.lowerBound, $0.upperBound] }
    let decimals = Prose.decimals(for: ends)
    let places = significantIntervals.map {
      regionPlace($0, in: range) { decimalText($0, decimals: decimals) + sign }
    }
    return places.isEmpty ? "no level of poverty" : places.joined(separator: " and ")
  }
}

extension ClaimResult {
  fileprivate func card(confidence: Double, region: String) -> ReportPage.Finding {
    ReportPage.Finding(
      question: question, answer: answerText(region: region),
      interval: intervalLine(confidence),
      published: publishedWords.map { "Published: \($0)" }, sentence: statement)
  }

  /// The interval with the p-value; of a region the p-value of its interaction.
  private func intervalLine(_ confidence: Double) -> String? {
    if estimand == .region { return pValue.map { "Interaction: \(pValueText($0))" } }
    return intervalText.map { text in
      "\(Prose.confidence(confidence)) \(text)\(pValue.map { ", " + pValueText($0) } ?? "")"
    }
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
