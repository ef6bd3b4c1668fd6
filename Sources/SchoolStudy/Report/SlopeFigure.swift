import Effects
import Reporting

extension OutcomeAxes {
  /// What collaboration goes with along poverty: the Johnson–Neyman plot.
  ///
  /// The slope is drawn for the whole step from low to high collaboration, for one unit of a scale means
  /// little to a reader.
  func slopePlot(confidence: Double) -> Figure {
    let region = model.curves.region
    return JohnsonNeymanPlot(
      title: "\(model.outcome.title): collaboration’s slope along poverty.", moderator: poverty,
      slope: FigureAxis("From low to high collaboration: change in \(change.words)"),
      curve: model.curves.slopes.map { point in
        CurvePoint(
          x: point.poverty, y: step * point.estimate, lower: point.lower.map { step * $0 } ?? .nan,
          upper: point.upper.map { step * $0 } ?? .nan)
      },
      significant: region?.extents ?? [],
      observed: model.curves.observations.map(\.poverty), level: confidence
    ).figure()
  }

  /// What the reader sees in it.
  func slopeCaption(confidence: Double) -> String {
    let scale =
      model.description.link == "identity"
      ? ""
      : " Log odds are the scale the model is fitted on: below zero means fewer, above it more."
    let region =
      model.curves.region.map { region in
        region.significantIntervals.isEmpty
          ? " It does so nowhere in the data."
          : " It does so at \(region.places(isPerCent: data.povertyIsPerCent))."
      } ?? ""
    return """
      The change in the prediction from low to high collaboration at each level of poverty. Shaded: where \
      its pointwise \(Prose.confidence(confidence)) leaves out zero.\(region)\(scale)
      """
  }

  private var step: Double {
    let levels = model.levels.collaboration
    return change.factor * (levels.high.value - levels.low.value)
  }
}

extension JohnsonNeymanRegion {
  /// The stretches to shade; without an end where they reach that of the data.
  fileprivate var extents: [Extent] {
    significantIntervals.map { interval in
      Extent(
        interval.lowerBound <= range.lowerBound ? -.infinity : interval.lowerBound,
        interval.upperBound >= range.upperBound ? .infinity : interval.upperBound)
    }
  }
}
