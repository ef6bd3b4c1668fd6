/// A figure that a claim is compared with, and where it stands.
public struct PublishedFigure: Sendable, Equatable {
  /// The figure in the claim's own unit, or nil where only words were published.
  public let value: Double?
  /// The figure in words, as short as a table needs.
  public let text: String
  /// Who published it and where it was read.
  public let source: String

  /// A published figure.
  public init(value: Double?, text: String, source: String) {
    self.value = value
    self.text = text
    self.source = source
  }
}

extension ClaimName {
  /// What has been published on the claim, or nil if nothing has.
  ///
  /// The national figures are those of McCarthy & Rubinstein's 2017 working paper, which is not public,
  /// as the Consortium for Educational Change and the National Education Association print them. They
  /// print "12.5%" and "4.5%" more students; both are read here as percentage points.
  public var published: PublishedFigure? {
    switch self {
    case .turnoverGapLow: .national(3.5, "3.5 times")
    case .turnoverGapHigh: .national(nil, "no statistical difference")
    case .retention: .national(nil, "higher retention")
    case .commitment: .national(nil, "the gap closes")
    case .ela: .national(12.5, "+12.5 points")
    case .math: .national(4.5, "+4.5 points")
    case .engagement: .national(nil, "more frequent; figures not public")
    case .roleBalance: .national(nil, "more balanced; figures not public")
    case .mediation: .districtStudy(nil, "significant indirect path")
    case .turnoverGapCloses, .whereItMatters: nil
    }
  }
}

extension PublishedFigure {
  fileprivate static func national(_ value: Double?, _ text: String) -> PublishedFigure {
    PublishedFigure(
      value: value, text: text,
      source: """
        McCarthy & Rubinstein 2017, National Study on Union-Management Partnerships (working paper), \
        as reported by the Consortium for Educational Change and the National Education Association
        """)
  }

  fileprivate static func districtStudy(_ value: Double?, _ text: String) -> PublishedFigure {
    PublishedFigure(
      value: value, text: text,
      source: "Rubinstein & McCarthy 2016, ILR Review 69(5):1114–1132 (27 schools, one district)")
  }
}
