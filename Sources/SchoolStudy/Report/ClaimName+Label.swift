extension ClaimName {
  /// The claim in the few words that a row of a table or figure has room for.
  public var label: String {
    switch self {
    case .turnoverGapLow: "Turnover gap: low collaboration"
    case .turnoverGapHigh: "Turnover gap: high collaboration"
    case .turnoverGapCloses: "Turnover gap: high ÷ low"
    case .retention: "Retention: high − low"
    case .commitment: "Commitment gap: high − low"
    case .ela: "English language arts: high − low"
    case .math: "Mathematics: high − low"
    case .engagement(ClaimName.anyBehaviour): "Engagement behaviours"
    case .engagement(let behaviour): "“\(behaviour)”: with ÷ without"
    case .roleBalance: "Role balance: high − low"
    case .mediation: "Path through collaboration"
    case .whereItMatters: "Where it matters"
    }
  }
}

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
