import Reporting

extension Study {
  /// The part of a report on one outcome: three figures and the table of its model.
  func section(of model: StudyModel) -> ReportPage.Section {
    let axes = OutcomeAxes(model: model, data: data)
    let level = options.confidence
    let doubts = model.diagnostics.map { capitalized($0.message) + "." }
    return ReportPage.Section(
      model.outcome.title,
      [
        .figure(
          axes.interactionPlot(confidence: level),
          caption: axes.interactionCaption(confidence: level),
          note: axes.modelNote(
            degrees: (model.curves.lowCollaboration + model.curves.highCollaboration)
              .map(\.degreesOfFreedom))),
        .figure(
          axes.slopePlot(confidence: level), caption: axes.slopeCaption(confidence: level),
          note: axes.modelNote(degrees: model.curves.slopes.map(\.degreesOfFreedom))),
        .figure(
          axes.coefficientPlot(confidence: level), caption: axes.coefficientCaption,
          note: axes.modelNote(
            degrees: model.standardizedCoefficients.map(\.degreesOfFreedom))),
        .table(axes.coefficientTable(confidence: level)),
      ] + (doubts.isEmpty ? [] : [.heading("To beware of"), .sentences(doubts)]))
  }
}
