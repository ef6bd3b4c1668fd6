/// What a column is to a study.
public enum Role: RawRepresentable, Sendable, Hashable {
  /// The district a row belongs to.
  case district
  /// The state a row belongs to.
  case state
  /// The school a row is or belongs to.
  case school
  /// The share or per cent of students in poverty, or an index of it.
  case poverty
  /// School-level collaboration: a scale mean, a per cent or a network density.
  case collaboration
  /// A formal partnership: 0 and 1, or a level.
  case partnership
  /// The head count of staff.
  case staff
  /// How many of the staff left.
  case leavers
  /// Turnover as a rate.
  case turnover
  /// Retention as a rate: 1 − turnover.
  case retention
  /// Whether an educator stayed, where rows are educators.
  case stayed
  /// Teachers' organisational commitment, on any scale.
  case commitment
  /// English language arts: the share or per cent at or above standard, or mean scores.
  case ela
  /// Mathematics, in the same way.
  case math
  /// How many students were tested in English language arts.
  case elaTested
  /// How many students were tested in mathematics.
  case mathTested
  /// An engagement behaviour, with its name.
  case behaviour(String)
  /// Representatives' rating of the traditional side of their role.
  case traditional
  /// Representatives' rating of the professional side of their role.
  case professional

  /// The roles whose names hold no behaviour.
  static let fixed: [Role] = [
    .district, .state, .school, .poverty, .collaboration, .partnership, .staff, .leavers, .turnover,
    .retention, .stayed, .commitment, .ela, .math, .elaTested, .mathTested, .traditional,
    .professional,
  ]

  private static let fixedByName = Dictionary(
    uniqueKeysWithValues: fixed.map { (canonicalName($0.rawValue), $0) })

  /// The role of a name, in any case and with any signs: `poverty`, `ELA tested`,
  /// `behaviour.sharesIdeas` (or `behavior.`); nil if there is none.
  public init?(rawValue: String) {
    if let role = Role.fixedByName[canonicalName(rawValue)] {
      self = role
    } else if let name = behaviourName(in: rawValue) {
      self = .behaviour(name)
    } else {
      return nil
    }
  }

  /// The role's name as it is written in a mapping.
  public var rawValue: String {
    switch self {
    case .district: "district"
    case .state: "state"
    case .school: "school"
    case .poverty: "poverty"
    case .collaboration: "collaboration"
    case .partnership: "partnership"
    case .staff: "staff"
    case .leavers: "leavers"
    case .turnover: "turnover"
    case .retention: "retention"
    case .stayed: "stayed"
    case .commitment: "commitment"
    case .ela: "ela"
    case .math: "math"
    case .elaTested: "elaTested"
    case .mathTested: "mathTested"
    case .behaviour(let name): "behaviour.\(name)"
    case .traditional: "traditional"
    case .professional: "professional"
    }
  }

  /// Whether the role names a unit that rows belong to.
  var isIdentifier: Bool { self == .district || self == .state || self == .school }
}

/// A name without case, blanks and signs: letters and digits only.
func canonicalName(_ name: String) -> String {
  String(name.lowercased().filter { $0.isLetter || $0.isNumber })
}

/// The behaviour in a name such as `behaviour.sharesIdeas` or `Behavior: shares ideas`, or nil.
func behaviourName(in name: String) -> String? {
  for prefix in ["behaviour", "behavior", "engagement"] {
    guard name.lowercased().hasPrefix(prefix) else { continue }
    let rest = name.dropFirst(prefix.count)
    let trimmed = rest.drop { !$0.isLetter && !$0.isNumber }
    if let separator = rest.first, !separator.isLetter, !separator.isNumber, !trimmed.isEmpty {
      return String(trimmed)
    }
  }
  return nil
}
