import Reporting

extension Study {
  /// The claims that were asked: the estimate with its interval and p-value beside the published figure.
  ///
  /// Notes below it say which levels were compared, what the words mean, and whose the published figures
  /// are. In CSV and JSON the numbers are unrounded.
  ///
  /// - Parameter marksRows: whether every row says that the data are synthetic, for forms of the table
  ///   that have no title and are read by programs.
  /// - Returns: A row a claim, in the order of ``claims``.
  public func claimsTable(marksRows: Bool = false) -> ReportTable {
    let level = Prose.confidence(options.confidence)
    let marks = marksRows && isSynthetic
    var columns: [ReportTable.Column] = [
      .init("claim", key: "claim"), .init("estimate", .number(.significant(3)), key: "estimate"),
      .init("unit", key: "unit"), .init(level, .interval(.significant(3))),
      .init("p", .pValue, key: "pValue"), .init("published", key: "published"),
    ]
    if marks { columns.append(.init("data", key: "data")) }
    var table = ReportTable(
      title: isSynthetic
        ? "SYNTHETIC data: the claims, published beside estimated"
        : "The claims, published beside estimated",
      columns: columns, notes: claimsNotes)
    for claim in askedClaims {
      table.append(cells(of: claim, isRecord: marksRows) + (marks ? ["synthetic"] : []))
    }
    return table
  }

  /// The claims that were put to the data, whether or not they have an answer.
  var askedClaims: [ClaimResult] { claims.filter { $0.notAsked == nil } }

  /// Why claims were not, each reason once with the labels of its claims.
  public var notAskedReasons: [(reason: String, claims: [String])] {
    var reasons: [(reason: String, claims: [String])] = []
    for claim in claims {
      guard let reason = claim.notAsked else { continue }
      if let position = reasons.firstIndex(where: { $0.reason == reason }) {
        reasons[position].claims.append(claim.claim.label)
      } else {
        reasons.append((reason, [claim.claim.label]))
      }
    }
    return reasons
  }

  private func cells(of claim: ClaimResult, isRecord: Bool) -> [Cell] {
    let interval: Cell =
      switch (claim.lower, claim.upper) {
      case (let lower?, let upper?): .interval(lower: lower, upper: upper)
      case (nil, nil): .missing
      case (let lower, let upper) where isRecord:
        .interval(lower: lower ?? -.infinity, upper: upper ?? .infinity)
      case (let lower?, nil): .text("above \(levelText(lower))")
      case (nil, let upper?): .text("below \(levelText(upper))")
      }
    return [
      .text(claim.claim.label), Cell(claim.estimate), .text(claim.unit), interval,
      Cell(pValue: claim.pValue), claim.publishedWords.map { .text($0) } ?? .missing,
    ]
  }
}

extension ClaimResult {
  /// The published figure for a place beside the estimate, with a warning where its unit is another.
  var publishedWords: String? {
    publishedText.map { hasPublishedUnit ? $0 : "\($0), in another unit" }
  }

  /// Whether the published figure, if it is a number, is in the unit of the estimate.
  var hasPublishedUnit: Bool { published != nil || claim.published?.value == nil }
}
