import Tables

/// Which column of a table has which role.
public struct Roles: Sendable, Equatable {
  /// The columns, by role.
  public let columns: [Role: String]
  /// The scales that were said, by role.
  public let scales: [Role: OutcomeScale]
  /// The roles that were found by a column's name and not mapped.
  public let recognized: Set<Role>

  /// The roles of a table's columns: those mapped, and for the rest those whose names are recognised.
  ///
  /// Names are compared without case, blanks and signs, and through common synonyms (FRPL, Economic
  /// Need Index, Collaborative Teachers %). A column that was mapped is not recognised for another role. Of
  /// several identifiers for one role the likeliest is taken; several measures are an error, for the choice
  /// changes the answer.
  ///
  /// - Parameters:
  ///   - mappings: what the user mapped.
  ///   - table: the table.
  ///   - recognizesNames: whether unmapped roles are looked for among the names.
  /// - Throws: ``StudyError`` where a role or a column is mapped twice, a column does not exist, or
  ///   several columns could be one role.
  /// - Complexity: columns times synonyms.
  public init(
    mappings: [RoleMapping] = [], in table: Table, recognizesNames: Bool = true
  ) throws(StudyError) {
    var columns: [Role: String] = [:]
    var scales: [Role: OutcomeScale] = [:]
    var mapped: Set<Role> = []
    for mapping in mappings {
      if !mapped.insert(mapping.role).inserted {
        throw .roleMappedTwice(
          role: mapping.role.rawValue, first: columns[mapping.role] ?? "",
          second: mapping.column ?? "")
      }
      scales[mapping.role] = mapping.scale
      guard let column = mapping.column else { continue }
      guard table[column] != nil else {
        throw .noColumn(
          role: mapping.role.rawValue, column: column,
          closest: nearestName(to: column, among: table.columnNames))
      }
      if let other = columns.first(where: { $0.value == column })?.key {
        throw .columnMappedTwice(
          column: column, first: other.rawValue, second: mapping.role.rawValue)
      }
      columns[mapping.role] = column
    }
    var recognized: Set<Role> = []
    if recognizesNames {
      let free = table.columnNames.filter { !columns.values.contains($0) }
      let found = try recognizedColumns(among: free, except: mapped)
      columns.merge(found) { mapped, _ in mapped }
      recognized = Set(found.keys)
    }
    self.columns = columns
    self.scales = scales
    self.recognized = recognized
  }

  /// Whether a role has a column.
  public func has(_ role: Role) -> Bool { columns[role] != nil }

  /// The behaviours that are mapped, sorted by name.
  public var behaviours: [String] {
    columns.keys.compactMap { if case .behaviour(let name) = $0 { name } else { nil } }.sorted()
  }
}

/// The columns whose names are recognised, by role.
private func recognizedColumns(
  among names: [String], except mapped: Set<Role>
) throws(StudyError) -> [Role: String] {
  var found: [Role: String] = [:]
  for role in Role.fixed where !mapped.contains(role) {
    let ranked = names.compactMap { name in role.rank(of: name).map { (rank: $0, name: name) } }
    guard let best = ranked.map(\.rank).min() else { continue }
    let closest = ranked.filter { $0.rank == best }
    // A column that bears the role's own name is meant; otherwise the choice is the user's.
    let candidates = role.isIdentifier || best == 0 ? closest : ranked
    if candidates.count > 1, !role.isIdentifier {
      throw .severalColumns(role: role.rawValue, columns: candidates.map(\.name))
    }
    found[role] = closest.first?.name
  }
  for name in names {
    guard let behaviour = behaviourName(in: name), !mapped.contains(.behaviour(behaviour)) else {
      continue
    }
    if let other = found.updateValue(name, forKey: .behaviour(behaviour)) {
      throw .severalColumns(role: "behaviour.\(behaviour)", columns: [other, name])
    }
  }
  return found
}

/// The role's name closest to a text.
func nearestRole(to name: String) -> String? {
  nearestName(to: name, among: Role.fixed.map(\.rawValue))
}
