/// A scale and whether it had to be assumed.
struct DetectedScale: Sendable, Equatable {
  let scale: OutcomeScale
  /// Whether neither the user nor the column said so, and the values were read for it.
  let isAssumed: Bool
}

/// What a column says of its scale.
struct ScaleEvidence: Sendable, Equatable {
  /// The column's name.
  let name: String
  /// Whether every value was written with a per cent sign.
  let hasPerCentSigns: Bool
  /// The least value.
  let minimum: Double
  /// The greatest value.
  let maximum: Double
  /// Whether the measure can be mean scores and not only a rate.
  let canBeScore: Bool

  /// The scale of a rate or an achievement measure; nil where it may be shares or per cent.
  ///
  /// - Signs: per cent.
  /// - All in 0...1: shares, whatever the name says (spreadsheets store "25%" as 0.25), assumed where
  ///   the name says per cent or score. Values come first, names second.
  /// - A measure that can be a score: scores below 0, above 100, or up to 10 (no district's schools all
  ///   stay below 10 per cent), or if the name says so; else per cent, assumed unless the name says so.
  /// - A rate: above 2, per cent; between 1 and 2 it is not clear.
  var scale: DetectedScale? {
    if hasPerCentSigns { return DetectedScale(scale: .perCent, isAssumed: false) }
    if minimum >= 0, maximum <= 1 {
      return DetectedScale(scale: .share, isAssumed: saysPerCent || saysScore)
    }
    if canBeScore, saysScore || minimum < 0 || maximum > 100 {
      return DetectedScale(scale: .score, isAssumed: !saysScore)
    }
    if canBeScore, maximum <= 10 { return DetectedScale(scale: .score, isAssumed: true) }
    if saysPerCent || maximum > 2 {
      return DetectedScale(scale: .perCent, isAssumed: !saysPerCent)
    }
    return nil
  }

  private var saysPerCent: Bool {
    name.contains("%") || ["percent", "pct"].contains { canonicalName(name).contains($0) }
  }

  private var saysScore: Bool {
    ["score", "scale", "rating"].contains { canonicalName(name).contains($0) }
  }
}

/// Whether poverty's levels are to be printed with a per cent sign: where the column says per cent, or its
/// values are those of one and it is not called an index.
func isPrintedAsPerCent(_ evidence: ScaleEvidence) -> Bool {
  if evidence.hasPerCentSigns { return true }
  let isIndex = canonicalName(evidence.name).contains("index")
  return !isIndex && evidence.minimum >= 0 && evidence.maximum > 1 && evidence.maximum <= 100
}
