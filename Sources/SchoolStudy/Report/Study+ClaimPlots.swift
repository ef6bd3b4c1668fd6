import Reporting

extension Study {
  /// The estimates beside the published figures, a figure for each unit. A unit with one claim gets a
  /// figure of its own only where there is no other.
  var claimPlots: [(figure: Figure, claims: [ClaimResult])] {
    var groups: [(unit: String, claims: [ClaimResult])] = []
    for claim in claims where claim.row != nil {
      if let position = groups.firstIndex(where: { $0.unit == claim.unit }) {
        groups[position].claims.append(claim)
      } else {
        groups.append((claim.unit, [claim]))
      }
    }
    let several = groups.filter { $0.claims.count > 1 }
    return (several.isEmpty ? groups : several).map { group in
      (claimPlot(unit: group.unit, rows: group.claims.compactMap(\.row)), group.claims)
    }
  }

  private func claimPlot(unit: String, rows: [EstimateRow]) -> Figure {
    let isRatio = unit == ClaimUnit.ratio.rawValue
    let title = isRatio ? "Ratios of predictions." : "Differences in \(unit)."
    let axis =
      isRatio
      ? FigureAxis("Ratio of predictions (1: no difference)", scale: .logarithmic)
      : FigureAxis("Difference in \(unit)")
    return ClaimPlot(title: title, axis: axis, rows: rows, level: options.confidence).figure()
  }
}

extension ClaimResult {
  /// The claim as a row of a figure, if it has an estimate.
  fileprivate var row: EstimateRow? {
    guard let estimate, let lower, let upper else { return nil }
    return EstimateRow(
      claim.label, estimate: estimate, lower: lower, upper: upper, published: published,
      publishedText: hasPublishedUnit ? publishedText : nil)
  }
}
