extension StudyOutcome {
  /// The heading of the outcome's part of a report.
  var title: String {
    switch self {
    case .turnover: "Turnover"
    case .commitment: "Commitment"
    case .ela: "English language arts"
    case .math: "Mathematics"
    }
  }

  /// The role that holds the outcome, if one does by itself.
  var role: Role? {
    switch self {
    case .turnover: nil
    case .commitment: .commitment
    case .ela: .ela
    case .math: .math
    }
  }
}
