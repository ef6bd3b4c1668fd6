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

extension PublishedFigure {
  /// A figure of the national study.
  static func national(_ value: Double?, _ text: String) -> PublishedFigure {
    PublishedFigure(
      value: value, text: text,
      source: """
        McCarthy & Rubinstein 2017, National Study on Union-Management Partnerships (working paper), \
        as reported by the Consortium for Educational Change and the National Education Association
        """)
  }

  /// A figure of the study of one district.
  static func districtStudy(_ value: Double?, _ text: String) -> PublishedFigure {
    PublishedFigure(
      value: value, text: text,
      source: "Rubinstein & McCarthy 2016, ILR Review 69(5):1114–1132 (27 schools, one district)")
  }
}
