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
    for role in [Role.school, .district, .state] {
      guard let column = try column(role) else { continue }
      identifiers[role] = try labels(of: column)
      columns.append(try identifierColumn(role.rawValue, column))
    }
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
        let found = evidence(column, values, canBeScore: true).map(isPrintedAsPerCent)
        povertyIsPerCent = said ?? found ?? false
      }
    }
    if let column = try column(.partnership) {
      append(.partnership, try partnershipNumbers(of: column))
    }
  }

  /// Turnover from the first that is there: head counts, a rate, a rate of retention, educators.
  mutating func addTurnover() throws(StudyError) {
    if let staff = try column(.staff), let leavers = try column(.leavers) {
      let counts = try screenedCounts(
        total: try numbers(of: staff, for: .staff), part: try numbers(of: leavers, for: .leavers),
        role: .leavers, totalName: "staff", partName: "leavers")
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
    return try screened(values, on: scale, role: role)
  }

  /// Achievement as shares or scores, and the counts behind shares where the number tested is known.
  mutating func addAchievement(_ role: Role, tested: Role, count: String) throws(StudyError) {
    guard let column = try column(role) else { return }
    let values = try numbers(of: column, for: role)
    let scale = try scale(of: role, column, values, canBeScore: true)
    guard scale != .score else { return append(role, values) }
    let shares = try screened(values, on: scale, role: role)
    append(role, shares)
    guard let testedColumn = try self.column(tested) else { return }
    let numbers = try numbers(of: testedColumn, for: tested)
    let counts = try screenedCounts(
      total: numbers, part: zip(shares, numbers).map { ($0 * $1).rounded() }, role: tested,
      totalName: tested.rawValue, partName: count)
    append(tested, counts.total)
    columns.append(Column(count, counts.part))
    dropped += counts.dropped
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
    let present = values.filter { !$0.isNaN }
    guard let minimum = present.min(), let maximum = present.max() else { return nil }
    return ScaleEvidence(
      name: column.name, hasPerCentSigns: column.unit == .perCent, minimum: minimum,
      maximum: maximum, canBeScore: canBeScore)
  }
}
