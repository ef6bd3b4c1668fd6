extension ClaimName {
  /// The path from partnership through collaboration to achievement.
  public static let mediation = ClaimName(Mediation())
}

struct Mediation: Claim {
  let name = "mediation"
  let label = "Path through collaboration"
  let question = "Does the link between partnership and achievement run through collaboration?"
  let estimand = ClaimEstimand.indirectEffect
  let unit = ClaimUnit.percentagePoints
  let published: PublishedFigure? = .districtStudy(nil, "significant indirect path")
  let comparedRoles: [Role] = [.partnership, .collaboration]

  func reasonNotToAsk(of roles: Roles) -> String? {
    roles.missing([[.partnership], [.collaboration], [.poverty], [.ela, .math]])
  }
}
