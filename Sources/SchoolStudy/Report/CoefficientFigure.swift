import Reporting

extension OutcomeAxes {
  /// The coefficients of the model where both measures are in standard deviations from their means.
  func coefficientPlot(confidence: Double) -> Figure {
    CoefficientPlot(
      title: "\(model.outcome.title): the coefficients, per standard deviation.",
      axis: FigureAxis("Change in \(change.words)"),
      rows: model.standardizedCoefficients.map { row in
        EstimateRow(
          standardizedLabel(row.label), estimate: change.factor * row.estimate,
          lower: row.lower.map { change.factor * $0 } ?? .nan,
          upper: row.upper.map { change.factor * $0 } ?? .nan)
      }, level: confidence
    ).figure()
  }

  /// What the reader sees in it.
  var coefficientCaption: String {
    """
    Collaboration and poverty are measured in standard deviations from their means, so that their \
    coefficients can be compared. The third is how much the coefficient of either changes with one standard \
    deviation of the other.
    """
  }

  /// The coefficients as they were fitted.
  func coefficientTable(confidence: Double) -> ReportTable {
    let format = NumberFormat.decimals(coefficientDecimals)
    return ReportTable(
      title: "\(model.outcome.title): the model as it was fitted",
      columns: [
        .init("term"), .init("estimate", .number(format)), .init("std. error", .number(format)),
        .init("df", .number(.decimals(1))), .init(Prose.confidence(confidence), .interval(format)),
        .init("p", .pValue),
      ],
      rows: model.coefficients.map { row in
        var interval = Cell.missing
        if let lower = row.lower, let upper = row.upper {
          interval = .interval(lower: lower, upper: upper)
        }
        return [
          .text(row.label), Cell(row.estimate), Cell(row.standardError),
          Cell(row.degreesOfFreedom), interval, Cell(pValue: row.pValue),
        ]
      }, notes: [modelNote(degrees: model.coefficients.map(\.degreesOfFreedom))])
  }

  /// Enough decimals for two digits of the smallest standard error.
  private var coefficientDecimals: Int {
    let errors = model.coefficients.compactMap(\.standardError).filter { $0 > 0 }
    return min(max(Prose.decimals(for: [errors.min() ?? 1], significant: 2), 2), 10)
  }

  private func standardizedLabel(_ term: String) -> String {
    switch term {
    case "collaboration": "Collaboration, at mean poverty"
    case "poverty": "Poverty, at mean collaboration"
    default: "Collaboration × poverty"
    }
  }
}
