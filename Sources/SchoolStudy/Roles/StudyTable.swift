import Tables

/// Something a study took for granted about the data, in words, with a code for scripts.
public struct StudyNote: Sendable, Equatable {
  /// A short name for the kind of note: `recognized`, `scale`, `counts`, `posts`, `totals`, `nested`,
  /// `codes` or `dropped`.
  public let code: String
  /// The note, as a sentence.
  public let message: String
}

/// How a table tells of turnover.
public enum TurnoverMeasure: String, Sendable, Hashable {
  /// Rows are schools with `leavers` and `staff`.
  case counts
  /// Rows are schools with `turnover`, a share.
  case rate
  /// Rows are educators with `stayed`, 0 or 1.
  case educators
}

/// The table a study is asked of: one column a role, named after it, with every rate as a share.
///
/// Cells that cannot be are missing here and listed in ``dropped``; only the roles concerned lose them.
/// Identifiers are categories. Where achievement is a share and the number tested is known,
/// `elaAtStandard` and `mathAtStandard` hold the count: the share times the number tested, rounded,
/// which is the count itself where per cent were published with one decimal and fewer than 1,000 were tested.
public struct StudyTable: Sendable, Equatable {
  /// The columns by role.
  public let table: Table
  /// Which columns they came from.
  public let roles: Roles
  /// The scale each rate and achievement measure was written on.
  public let scales: [Role: OutcomeScale]
  /// How turnover is told, or nil if it is not.
  public let turnover: TurnoverMeasure?
  /// Whether poverty's levels are per cent.
  public let povertyIsPerCent: Bool
  /// The level that rows are clustered by: the lowest identifier that has two rows or more a unit on
  /// average; nil if none has.
  public let cluster: Role?
  /// The levels whose random intercepts rows of educators share, the highest first: districts and the
  /// schools within them, where both are mapped and hold two units or more on average; else empty.
  public let nestedLevels: [Role]
  /// Cells set aside, by role and row.
  public let dropped: [DroppedCell]
  /// What was assumed.
  public let notes: [StudyNote]
  /// Whether a school may stand in several rows.
  let repeatsSchools: Bool
  /// What of the rows is synthetic, by the names that simulated schools have; nil where nothing is.
  public let syntheticMark: SyntheticMark?
  /// The columns of the source with the roles they could have, for an error.
  let candidates: [String]

  /// The study's table of the mapped columns of a table.
  ///
  /// Rows that are totals, or of no school among those of schools, are left out. Labels of districts that
  /// recur in several states, and of schools that recur in several districts, are told apart.
  ///
  /// With `repeatsSchools` a school may stand in several rows, which are clustered then.
  ///
  /// - Throws: ``StudyError`` where a school stands in several rows, a column has words for numbers, a rate's scale is not clear, or more
  ///   than a twentieth of the rows are impossible.
  /// - Complexity: linear in the mapped cells, and a sort of the identifiers' labels.
  public init(
    _ source: Table, roles: Roles, repeatsSchools: Bool = false
  ) throws(StudyError) {
    let rows = try StudyRows(source, roles: roles, repeatsSchools: repeatsSchools)
    var builder = StudyTableBuilder(source: rows.table, roles: roles)
    try builder.addIdentifiers()
    try builder.addMeasures()
    try builder.addTurnover()
    try builder.addAchievement(.ela, tested: .elaTested, count: "elaAtStandard")
    try builder.addAchievement(.math, tested: .mathTested, count: "mathAtStandard")
    do {
      table = try Table(builder.columns)
    } catch {
      throw .table(error)
    }
    self.roles = roles
    self.repeatsSchools = repeatsSchools
    candidates = roles.columns.keys.allSatisfy(\.isIdentifier) ? roleCandidates(source) : []
    scales = builder.scales
    turnover = builder.turnover
    povertyIsPerCent = builder.povertyIsPerCent
    cluster = clusterRole(identifiers: builder.identifiers)
    nestedLevels = turnover == .educators ? nestedRoles(identifiers: builder.identifiers) : []
    dropped = builder.dropped.map {
      DroppedCell(role: $0.role, row: rows.numbers[$0.row - 1], reason: $0.reason)
    }
    notes = rows.notes + builder.notes
    syntheticMark = SchoolStudy.syntheticMark(of: source, using: roles.columns.values.sorted())
  }

  /// The claims that can be asked and those that cannot, in the order of a report. Besides the roles, a
  /// measure that is compared must vary.
  public var claims: [ClaimAvailability] {
    roles.claims.map { availability in
      guard availability.notAsked == nil else { return availability }
      let constant = availability.claim.claim.comparedRoles.first { !varies($0) }
      let reason = constant.map { "\($0.rawValue) has fewer than two values among the rows" }
      return ClaimAvailability(claim: availability.claim, notAsked: reason)
    }
  }

  private func varies(_ role: Role) -> Bool {
    guard case .number(let values)? = table[role.rawValue]?.values else { return false }
    let present = values.filter { !$0.isNaN }
    return present.min() != present.max()
  }
}

/// The lowest level above the row: of school, district and state the first with at least two rows a unit
/// on average. Schools are told apart by their district as well, for names recur between districts.
func clusterRole(identifiers: [Role: [String?]]) -> Role? {
  for role in [Role.school, .district, .state] {
    guard let labels = identifiers[role] else { continue }
    let outer: [String?]? = role == .school ? identifiers[.district] : nil
    var units: Set<[String?]> = []
    var rows = 0
    for (row, label) in labels.enumerated() where label != nil {
      units.insert([label, outer?[row] ?? nil])
      rows += 1
    }
    if units.count > 1, rows >= 2 * units.count { return role }
  }
  return nil
}

/// District and school where rows average at least two to a school and schools at least two to a
/// district; else none.
private func nestedRoles(identifiers: [Role: [String?]]) -> [Role] {
  guard let schools = identifiers[.school], let districts = identifiers[.district] else {
    return []
  }
  var units: Set<[String]> = []
  var rows = 0
  for case (let school?, let district?) in zip(schools, districts) {
    units.insert([district, school])
    rows += 1
  }
  let outer = Set(units.map { $0[0] })
  let isNested = outer.count > 1 && units.count >= 2 * outer.count && rows >= 2 * units.count
  return isNested ? [.district, .school] : []
}
