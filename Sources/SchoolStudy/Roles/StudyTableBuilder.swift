import Tables

/// Gathers the columns of a study's table, role by role.
struct StudyTableBuilder {
  let source: Table
  let roles: Roles
  private(set) var columns: [Column] = []
  private(set) var identifiers: [Role: [String?]] = [:]
  private(set) var scales: [Role: OutcomeScale] = [:]
  private(set) var turnover: TurnoverMeasure?
  private(set) var povertyIsPerCent = false
  private(set) var dropped: [DroppedCell] = []
  private(set) var notes: [StudyNote] = []

  init(source: Table, roles: Roles) {
    self.source = source
    self.roles = roles
    for role in Role.fixed + roles.behaviours.map(Role.behaviour)
    where roles.recognized.contains(role) {
      if let name = roles.columns[role], name != role.rawValue {
        notes.append(
          StudyNote(
            code: "recognized", message: "“\(name)” is taken as \(role.rawValue) by its name."))
      }
    }
  }

  /// The column of a role, if it has one.
  private func column(_ role: Role) throws(StudyError) -> Column? {
    guard let name = roles.columns[role] else { return nil }
    do {
      return try source.column(name)
    } catch {
      throw .table(error)
    }
  }

  private mutating func append(_ role: Role, _ values: [Double]) {
    columns.append(Column(role.rawValue, values))
  }

  mutating func addIdentifiers() throws(StudyError) {
    for role in [Role.state, .district, .school] {
      guard let column = try column(role) else { continue }
      identifiers[role] = try labels(of: column)
    }
    nest(.district, within: .state)
    nest(.school, within: .district)
    for role in [Role.school, .district, .state] {
      if let labels = identifiers[role] { columns.append(labelColumn(role.rawValue, labels)) }
    }
  }

  /// Tells apart the units that share a label in different units above them.
  private mutating func nest(_ role: Role, within outer: Role) {
    guard let labels = identifiers[role], let units = identifiers[outer] else { return }
    let nested = NestedIdentifier(labels, within: units)
    guard let counts = nested.counts else { return }
    identifiers[role] = nested.labels
    let message =
      "Labels of “\(roles.columns[role] ?? role.rawValue)” recur in several units of "
      + "\(outer.rawValue): each is a \(role.rawValue) within its \(outer.rawValue), "
      + "\(groupedText(Int64(counts.nested))) in all, not \(groupedText(Int64(counts.flat)))."
    notes.append(StudyNote(code: "nested", message: message))
  }

  mutating func addMeasures() throws(StudyError) {
    let measures: [Role] =
      [.poverty, .collaboration, .commitment, .traditional, .professional]
      + roles.behaviours.map(Role.behaviour)
    for role in measures {
      guard let column = try column(role) else { continue }
      let values = try numbers(of: column, for: role)
      append(role, values)
      if role == .poverty {
        let said = roles.scales[.poverty].map { $0 == .perCent }
        let found = evidence(column, values.map { $0 < 0 ? .nan : $0 }, canBeScore: true)
          .map(isPrintedAsPerCent)
        povertyIsPerCent = said ?? found ?? false
      }
      try screenCodes(
        column, role: role, isBounded: role == .poverty && roles.scales[.poverty] != .score,
        highest: role == .poverty && povertyIsPerCent ? 100 : .infinity)
    }
    if let column = try column(.partnership) {
      append(.partnership, try partnershipNumbers(of: column))
    }
  }

  /// Turnover from the first that is there: head counts, a rate, a rate of retention, educators.
  mutating func addTurnover() throws(StudyError) {
    if let staff = try column(.staff), let leavers = try column(.leavers) {
      try screenCodes(staff, role: .staff, isBounded: true)
      try screenCodes(leavers, role: .leavers, isBounded: true)
      let counts = try screenedCounts(
        total: try numbers(of: staff, for: .staff), part: try numbers(of: leavers, for: .leavers),
        role: .leavers, totalName: "staff", partName: "leavers", mayBeParts: true)
      let halves = zip(counts.total, counts.part).count { pair in
        [pair.0, pair.1].contains { $0.isFinite && $0 != $0.rounded() }
      }
      if halves > 0 {
        let message =
          "Staff are counted in posts: \(countText(halves, "row")) \(halves == 1 ? "has" : "have") parts "
          + "of posts, which are taken as they are."
        notes.append(StudyNote(code: "posts", message: message))
      }
      append(.staff, counts.total)
      append(.leavers, counts.part)
      dropped += counts.dropped
      turnover = .counts
      if roles.has(.turnover) || roles.has(.retention) {
        let message =
          "Turnover is computed from staff and leavers; the rate beside them is not used."
        notes.append(StudyNote(code: "counts", message: message))
      }
    } else if let shares = try shares(of: .turnover) {
      append(.turnover, shares)
      turnover = .rate
    } else if let shares = try shares(of: .retention) {
      append(.turnover, shares.map { 1 - $0 })
      turnover = .rate
    } else if let stayed = try column(.stayed) {
      append(.stayed, try truthNumbers(of: stayed, for: .stayed))
      turnover = .educators
    }
  }

  /// A rate as shares, on the scale that was said or found.
  private mutating func shares(of role: Role) throws(StudyError) -> [Double]? {
    guard let column = try column(role) else { return nil }
    let values = try numbers(of: column, for: role)
    let scale = try scale(of: role, column, values, canBeScore: false)
    guard scale != .score else { throw .unknownScale("score", role: role.rawValue) }
    try screenCodes(column, role: role, isBounded: true, highest: scale == .share ? 1 : 100)
    return try screened(values, on: scale, role: role)
  }

  /// Achievement as shares or scores, and the counts behind shares where the number tested is known.
  mutating func addAchievement(_ role: Role, tested: Role, count: String) throws(StudyError) {
    guard let column = try column(role) else { return }
    let values = try numbers(of: column, for: role)
    let scale = try scale(of: role, column, values, canBeScore: true)
    try screenCodes(
      column, role: role, isBounded: scale != .score,
      highest: scale == .score ? .infinity : scale == .share ? 1 : 100)
    guard scale != .score else { return append(role, values) }
    let shares = try screened(values, on: scale, role: role)
    append(role, shares)
    guard let testedColumn = try self.column(tested) else { return }
    try screenCodes(testedColumn, role: tested, isBounded: true)
    let numbers = try numbers(of: testedColumn, for: tested)
    let counts = try screenedCounts(
      total: numbers, part: zip(shares, numbers).map { ($0 * $1).rounded() }, role: tested,
      totalName: tested.rawValue, partName: count)
    append(tested, counts.total)
    columns.append(Column(count, counts.part))
    dropped += counts.dropped
  }

  /// Looks for codes for missing values, and notes those that may be numbers before anything else.
  private mutating func screenCodes(
    _ column: Column, role: Role, isBounded: Bool, highest: Double = .infinity
  ) throws(StudyError) {
    let found = try screenedCodes(column, role: role, isBounded: isBounded, highest: highest)
    let place = notes.firstIndex { $0.code != "codes" } ?? notes.count
    notes.insert(contentsOf: found, at: place)
  }

  private mutating func screened(
    _ values: [Double], on scale: OutcomeScale, role: Role
  ) throws(StudyError) -> [Double] {
    let screened = try screenedShares(
      scale == .perCent ? values.map { $0 / 100 } : values, role: role)
    dropped += screened.dropped
    return screened.shares
  }

  /// The scale of a rate: as said, or as found and noted.
  private mutating func scale(
    of role: Role, _ column: Column, _ values: [Double], canBeScore: Bool
  ) throws(StudyError) -> OutcomeScale {
    if let said = roles.scales[role] {
      scales[role] = said
      return said
    }
    guard let evidence = evidence(column, values, canBeScore: canBeScore) else { return .share }
    guard let found = evidence.scale else {
      throw .ambiguousScale(
        role: role.rawValue, column: column.name, minimum: evidence.minimum,
        maximum: evidence.maximum)
    }
    scales[role] = found.scale
    if found.isAssumed {
      let words: [OutcomeScale: String] = [
        .share: "shares from 0 to 1", .perCent: "per cent", .score: "mean scores",
      ]
      let message = """
        \(role.rawValue) (“\(column.name)”) is taken as \(words[found.scale] ?? ""), for its values \
        run from \(levelText(evidence.minimum)) to \(levelText(evidence.maximum)).
        """
      notes.append(StudyNote(code: "scale", message: message))
    }
    return found.scale
  }

  private func evidence(
    _ column: Column, _ values: [Double], canBeScore: Bool
  ) -> ScaleEvidence? {
    // Codes for missing values say nothing of the scale.
    let codes = Set(column.suspiciousCodes().map(\.value))
    let present = values.filter { !$0.isNaN && !codes.contains($0) }
    guard let minimum = present.min(), let maximum = present.max() else { return nil }
    return ScaleEvidence(
      name: column.name, hasPerCentSigns: column.unit == .perCent, minimum: minimum,
      maximum: maximum, canBeScore: canBeScore)
  }
}
