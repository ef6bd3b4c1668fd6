extension ClaimName {
  /// An engagement behaviour with over without a formal partnership; the behaviour's name.
  public static func engagement(_ behaviour: String) -> ClaimName {
    ClaimName(Engagement(behaviour: behaviour))
  }
}

struct Engagement: Claim {
  static let prefix = "engagement."

  let behaviour: String

  var name: String { Engagement.prefix + behaviour }
  var label: String { isAny ? "Engagement behaviours" : "“\(behaviour)”: with ÷ without" }
  var question: String {
    isAny
      ? "Are engagement behaviours more common where there is a formal partnership?"
      : "Is “\(behaviour)” more common where there is a formal partnership?"
  }
  let estimand = ClaimEstimand.ratio
  let unit = ClaimUnit.ratio
  let published: PublishedFigure? = .national(nil, "more frequent; figures not public")
  let comparedRoles: [Role] = [.partnership]

  init(behaviour: String) { self.behaviour = behaviour }

  private var isAny: Bool { behaviour == ClaimName.anyBehaviour }

  func reasonNotToAsk(of roles: Roles) -> String? {
    guard isAny else { return roles.missing([[.partnership], [.behaviour(behaviour)]]) }
    return """
      no engagement behaviour is mapped (--map behaviour.NAME=COLUMN)\
      \(roles.has(.partnership) ? "" : ", and no partnership (--map partnership=COLUMN)")
      """
  }
}
