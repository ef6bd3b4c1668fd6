import Reporting

extension OutcomeAxes {
  /// Predictions along poverty at low and at high collaboration, with the schools behind them.
  func interactionPlot(confidence: Double) -> Figure {
    let curves = model.curves
    let levels = model.levels.collaboration
    return InteractionPlot(
      title: "\(model.outcome.title) along poverty.", xAxis: poverty,
      yAxis: outcome(extent: shareExtent),
      series: [
        .init(
          "low collaboration (\(levelText(levels.low.value)))",
          points: curves.lowCollaboration.map(plotted)),
        .init(
          "high collaboration (\(levelText(levels.high.value)))",
          points: curves.highCollaboration.map(plotted)),
      ], observations: curves.observations.map(plotted), level: confidence
    ).figure()
  }

  /// What the reader sees in it.
  func interactionCaption(confidence: Double) -> String {
    let levels = model.levels.collaboration
    let size = sizeName.map { ", their area standing for the \($0)" } ?? ""
    return """
      Lines are predictions where collaboration is low (\(levelText(levels.low.value))) and high \
      (\(levelText(levels.high.value))), with \(perCentText(confidence)) bands (pointwise). Points are \
      schools\(size); those at or beyond the low or the high level have the colour of its line.
      """
  }

  private func plotted(_ point: StudyCurves.CurvePoint) -> CurvePoint {
    CurvePoint(
      x: point.poverty, y: point.estimate, lower: point.lower ?? .nan, upper: point.upper ?? .nan)
  }

  private func plotted(_ observation: StudyCurves.Observation) -> Observation {
    let levels = model.levels.collaboration
    var series: Int?
    if observation.collaboration <= levels.low.value { series = 0 }
    if observation.collaboration >= levels.high.value { series = 1 }
    return Observation(
      x: observation.poverty, y: observation.outcome, size: observation.size, series: series)
  }

  /// The part of 0–100 % to show where a linear model's band leaves it; nil where nothing does.
  private var shareExtent: Extent? {
    guard model.isShare else { return nil }
    let points = model.curves.lowCollaboration + model.curves.highCollaboration
    let bounds = points.flatMap { [$0.estimate, $0.lower, $0.upper] }.compactMap { $0 }
    guard let least = bounds.min(), let most = bounds.max(), least < 0 || most > 1 else {
      return nil
    }
    let outcomes = model.curves.observations.map(\.outcome).sorted()
    // Of many schools those beyond the first and last hundredth do not set the scale.
    let cut = outcomes.count >= 60 ? outcomes.count / 100 : 0
    guard outcomes.count > 2 * cut else { return nil }
    let lower = max(0, min(least, outcomes[cut]) - 0.02)
    let upper = min(1, max(most, outcomes[outcomes.count - 1 - cut]) + 0.02)
    return lower < upper ? Extent(lower, upper) : nil
  }
}
