/// A claim by the name scripts know it by, with what is fixed about it.
public struct ClaimName: RawRepresentable, Sendable, Hashable {
  let claim: any Claim

  init(_ claim: some Claim) { self.claim = claim }

  /// The name as it stands in the study's JSON.
  public var rawValue: String { claim.name }

  /// What stands for the behaviour where none is mapped.
  public static let anyBehaviour = "*"

  /// Every claim of a study with these behaviours, in the order of a report. Where there are none the
  /// engagement claim stands once, with ``anyBehaviour``.
  public static func all(behaviours: [String]) -> [ClaimName] {
    let engagement = (behaviours.isEmpty ? [anyBehaviour] : behaviours).map(ClaimName.engagement)
    return [
      .turnoverGapLow, .turnoverGapHigh, .turnoverGapCloses, .retention, .commitment, .ela, .math,
    ] + engagement + [.roleBalance, .mediation, .whereItMatters]
  }

  /// The claim of a name such as `turnoverGapLow` or `engagement.sharesIdeas`, or nil.
  public init?(rawValue: String) {
    let behaviour =
      rawValue.hasPrefix(Engagement.prefix) ? rawValue.dropFirst(Engagement.prefix.count) : ""
    if !behaviour.isEmpty {
      self = .engagement(String(behaviour))
    } else if let found = ClaimName.all(behaviours: []).first(where: { $0.rawValue == rawValue }) {
      self = found
    } else {
      return nil
    }
  }
}

extension ClaimName {
  /// The claim in the few words that a row of a table or figure has room for.
  public var label: String { claim.label }
  /// The claim as a question a reader would ask.
  public var question: String { claim.question }
  /// The kind of number that answers the claim.
  public var estimand: ClaimEstimand { claim.estimand }
  /// The unit the claim's figures usually have.
  public var unit: ClaimUnit { claim.unit }
  /// What has been published on the claim, or nil if nothing has.
  ///
  /// The national figures are those of McCarthy & Rubinstein's 2017 working paper, which is not public,
  /// as the Consortium for Educational Change and the National Education Association print them. They
  /// print "12.5%" and "4.5%" more students; both are read here as percentage points.
  public var published: PublishedFigure? { claim.published }
}
