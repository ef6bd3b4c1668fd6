import Reporting

/// How the outcome and the measures of one model are named and written in its figures.
struct OutcomeAxes {
  let model: StudyModel
  let data: StudyTable

  /// The horizontal axis of every figure along poverty.
  var poverty: FigureAxis {
    FigureAxis(
      capitalized(columnText(role: "poverty", column: model.levels.poverty.column))
        + (data.povertyIsPerCent ? ", per cent of students" : ""))
  }

  /// The outcome on its own scale; shares are written in per cent.
  func outcome(extent: Extent? = nil) -> FigureAxis {
    FigureAxis(outcomeName, format: model.isShare ? .percent : .plain, extent: extent)
  }

  /// The outcome with what it measures.
  var outcomeName: String {
    switch model.outcome {
    case .turnover: "Turnover: share of \(turnoverUnit) who left"
    case .commitment: capitalized(named("commitment", .commitment))
    case .ela: achievementName("English language arts", .ela)
    case .math: achievementName("mathematics", .math)
    }
  }

  private var turnoverUnit: String { data.turnover == .educators ? "educators" : "staff" }

  private func achievementName(_ subject: String, _ role: Role) -> String {
    model.isShare
      ? "Students at or above standard in \(subject)"
      : "Mean score in \(named(subject, role))"
  }

  private func named(_ words: String, _ role: Role) -> String {
    columnText(role: words, column: data.roles.columns[role] ?? role.rawValue)
  }

  /// What the area of a school's mark stands for, or nil if all marks are of one size.
  var sizeName: String? {
    switch model.outcome {
    case .turnover:
      switch data.turnover {
      case .counts: "number of staff"
      case .educators: "number of educators"
      case .rate, nil: nil
      }
    case .commitment: nil
    case .ela: data.roles.has(.elaTested) ? "number of students tested" : nil
    case .math: data.roles.has(.mathTested) ? "number of students tested" : nil
    }
  }

  /// The factor and the words for a change of the linear predictor.
  var change: (factor: Double, words: String) { model.linearChange }
}
