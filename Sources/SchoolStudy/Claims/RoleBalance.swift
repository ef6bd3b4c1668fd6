extension ClaimName {
  /// Professional minus traditional emphasis of representatives, high minus low collaboration.
  public static let roleBalance = ClaimName(RoleBalance())
}

struct RoleBalance: Claim {
  let name = "roleBalance"
  let label = "Role balance: high − low"
  let question =
    "Do association representatives see their role differently where collaboration is high?"
  let estimand = ClaimEstimand.gap
  let unit = ClaimUnit.scalePoints
  let published: PublishedFigure? = .national(nil, "more balanced; figures not public")
  let comparedRoles: [Role] = [.collaboration]

  func reasonNotToAsk(of roles: Roles) -> String? {
    roles.missing([[.collaboration], [.traditional], [.professional]])
  }
}
