/// One mapping that a user wrote: `role=column`, or `role:scale=column` for a rate whose scale is to be
/// said and not found out. An empty column takes the role off.
public struct RoleMapping: Sendable, Equatable {
  /// The role.
  public let role: Role
  /// The column, or nil to leave the role unmapped though a column has its name.
  public let column: String?
  /// The scale of a rate, if it was said.
  public let scale: OutcomeScale?

  /// A mapping of a role to a column.
  public init(_ role: Role, to column: String?, scale: OutcomeScale? = nil) {
    self.role = role
    self.column = column
    self.scale = scale
  }

  /// The mapping in a text such as `poverty=FRPL`, `turnover:percent=Left 2016` or `partnership=`. All
  /// after the first `=` is the column's name.
  ///
  /// - Throws: ``StudyError/malformedMapping(_:)``, ``StudyError/unknownRole(_:closest:)`` or
  ///   ``StudyError/unknownScale(_:role:)``.
  public init(parsing text: String) throws(StudyError) {
    guard let sign = text.firstIndex(of: "=") else { throw .malformedMapping(text) }
    let left = text[..<sign].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = trimmedBlanks(left.first ?? "")
    guard !name.isEmpty else { throw .malformedMapping(text) }
    guard let role = Role(rawValue: name) else {
      throw .unknownRole(name, closest: nearestRole(to: name))
    }
    let column = trimmedBlanks(text[text.index(after: sign)...])
    self.role = role
    self.column = column.isEmpty ? nil : column
    if left.count == 2 {
      let scale = trimmedBlanks(left[1])
      guard let known = role.scales.first(where: { $0.rawValue == scale.lowercased() }) else {
        throw .unknownScale(scale, role: role.rawValue)
      }
      self.scale = known
    } else {
      scale = nil
    }
  }
}

/// The scale a measure is written on.
public enum OutcomeScale: String, Sendable, Hashable, CaseIterable {
  /// From 0 to 1.
  case share
  /// From 0 to 100.
  case perCent = "percent"
  /// Any numbers: mean scores, or an index.
  case score
}

extension Role {
  /// The scales that may be said for the role; none where it has no choice of them.
  var scales: [OutcomeScale] {
    switch self {
    case .poverty, .ela, .math: [.share, .perCent, .score]
    case .turnover, .retention: [.share, .perCent]
    default: []
    }
  }
}

private func trimmedBlanks(_ text: Substring) -> String {
  let start = text.drop { $0.isWhitespace }
  guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
  return String(start[...end])
}
