extension Roles {
  /// The claims that can be asked of these roles and those that cannot, in the order of a report.
  public var claims: [ClaimAvailability] {
    ClaimName.all(behaviours: behaviours).map {
      ClaimAvailability(claim: $0, notAsked: $0.claim.reasonNotToAsk(of: self))
    }
  }

  /// Why a claim on turnover cannot be asked, or nil if it can.
  var reasonNotToAskOfTurnover: String? {
    missing([[.poverty], [.collaboration]]) ?? missingTurnover
  }

  /// What a study lacks to know of turnover, or nil.
  var missingTurnover: String? {
    if has(.staff) && has(.leavers) || has(.turnover) || has(.retention) || has(.stayed) {
      return nil
    }
    if has(.staff) || has(.leavers) {
      let (there, lacking): (Role, Role) = has(.staff) ? (.staff, .leavers) : (.leavers, .staff)
      return """
        \(there.rawValue) is mapped but \(lacking.rawValue) is not \
        (--map \(lacking.rawValue)=COLUMN)
        """
    }
    return """
      nothing says how many left: map staff and leavers, or turnover, retention or stayed \
      (--map ROLE=COLUMN)
      """
  }

  /// What is missing of roles of which each group needs one, or nil.
  func missing(_ groups: [[Role]]) -> String? {
    let lacking = groups.filter { !$0.contains(where: has) }
    guard let first = lacking.first?.first else { return nil }
    let names = lacking.map { $0.map(\.rawValue).joined(separator: " or ") }
    guard names.count > 1, let last = names.last else {
      return "no column is mapped to \(names[0]) (--map \(first.rawValue)=COLUMN)"
    }
    let list = names.dropLast().joined(separator: ", ") + " and " + last
    return "no columns are mapped to \(list) (--map \(first.rawValue)=COLUMN)"
  }
}

/// Whether a claim can be asked.
public struct ClaimAvailability: Sendable, Equatable {
  /// The claim.
  public let claim: ClaimName
  /// Why it cannot be asked, or nil if it can.
  public let notAsked: String?
}
