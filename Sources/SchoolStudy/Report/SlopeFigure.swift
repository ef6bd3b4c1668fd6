import Reporting

extension OutcomeAxes {
  /// What collaboration goes with along poverty: the Johnson–Neyman plot.
  ///
  /// The slope is drawn for the whole step from low to high collaboration, for one unit of a scale means
  /// little to a reader.
  func slopePlot(confidence: Double) -> Figure {
    let region = model.curves.region
    return JohnsonNeymanPlot(
      title: "Collaboration’s slope along poverty.", moderator: poverty,
      slope: FigureAxis("From low to high collaboration: change in \(change.words)"),
      curve: model.curves.slopes.map { point in
        CurvePoint(
          x: point.poverty, y: step * point.estimate, lower: point.lower.map { step * $0 } ?? .nan,
          upper: point.upper.map { step * $0 } ?? .nan)
      },
      significant: (region?.significantIntervals ?? []).map {
        Extent($0.lowerBound, $0.upperBound)
      },
      observed: model.curves.observations.map(\.poverty), level: confidence
    ).figure()
  }

  /// What the reader sees in it.
  func slopeCaption(confidence: Double) -> String {
    let scale =
      model.description.link == "identity"
      ? ""
      : " Log odds are the scale the model is fitted on: below zero means fewer, above it more."
    let region = model.curves.region.map { regionText($0.significantIntervals) } ?? ""
    return """
      The change in the prediction from low to high collaboration at each level of poverty. Shaded: where \
      its pointwise \(Prose.confidence(confidence)) leaves out zero.\(region)\(scale)
      """
  }

  private var step: Double {
    let levels = model.levels.collaboration
    return change.factor * (levels.high.value - levels.low.value)
  }

  private func regionText(_ intervals: [ClosedRange<Double>]) -> String {
    let sign = data.povertyIsPerCent ? "%" : ""
    if intervals.isEmpty { return " It does so nowhere in the data." }
    let parts = intervals.map { levelRangeText($0.lowerBound, $0.upperBound, sign: sign) }
    return " It does so at poverty from \(parts.joined(separator: " and from "))."
  }
}
