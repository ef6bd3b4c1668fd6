import Reporting

extension Study {
  /// What must be known to read the table of claims.
  var claimsNotes: [String] {
    levelsNotes + readingNotes + sourceNotes
  }

  /// The levels compared: once if all claims share them, else once for each set with its claims.
  private var levelsNotes: [String] {
    var sets: [(levels: [ClaimLevels], claims: [String])] = []
    for claim in askedClaims where !claim.levels.isEmpty {
      if let position = sets.firstIndex(where: { $0.levels == claim.levels }) {
        sets[position].claims.append(claim.claim.label)
      } else {
        sets.append((claim.levels, [claim.claim.label]))
      }
    }
    return sets.map { set in
      let levels = set.levels.map(levelsText).joined(separator: "; ")
      let claims = sets.count == 1 ? "" : " (\(set.claims.joined(separator: "; ")))"
      return "Low and high\(claims): \(levels)."
    }
  }

  private var readingNotes: [String] {
    let asked = Set(askedClaims.map(\.claim.estimand))
    var notes: [String] = []
    if asked.contains(.ratio) {
      notes.append(
        """
        A turnover gap is the predicted turnover of high-poverty schools over that of low-poverty \
        schools: a ratio of predictions, not of odds. “High ÷ low” is the second gap over the first.
        """)
    }
    if !asked.isDisjoint(with: [.gap, .gapOfGaps]) {
      notes.append(
        """
        “High − low” is the prediction at high minus that at low collaboration. Percentage points \
        are differences between two percentages, not per cent of one.
        """)
    }
    if asked.contains(.region), let model = regionModel {
      notes.append(
        """
        “Where it matters” has no estimate: its p is that of the interaction, whether the slope of \
        \(model.outcome.words) in collaboration depends on poverty, and its range is of poverty, where the \
        slope is told from zero. A range alone does not show that the slope depends on poverty.
        """)
    }
    return notes
  }

  /// Who published the figures, each source once.
  private var sourceNotes: [String] {
    var seen: Set<String> = []
    return askedClaims.compactMap { $0.claim.published?.source }
      .filter { seen.insert($0).inserted }.map { "Published: \($0)." }
  }
}

/// "collaboration 2.63 and 3.96 (the 10th and the 90th percentile)".
func levelsText(_ levels: ClaimLevels) -> String {
  let sign = levels.isPerCent ? "%" : ""
  let name = columnText(role: levels.role, column: levels.column)
  let values = "\(levelText(levels.low.value))\(sign) and \(levelText(levels.high.value))\(sign)"
  return "\(name) \(values) (\(originsText(levels)))"
}

/// "10th and 90th percentile", or what each level is where they are not both percentiles.
private func originsText(_ levels: ClaimLevels) -> String {
  let origins = [originText(levels.low), originText(levels.high)]
  let isPlain = origins.allSatisfy { $0.hasSuffix("th percentile") }
  if isPlain {
    let numbers = origins.map { $0.dropFirst("the ".count).dropLast(" percentile".count) }
    return "the \(numbers[0]) and the \(numbers[1]) percentile"
  }
  return origins[0] == origins[1] ? origins[0] : "\(origins[0]) and \(origins[1])"
}

private func originText(_ level: ClaimLevel) -> String {
  switch level.origin {
  case .percentile(let percentile): percentileText(percentile)
  case .given: "as set"
  }
}

/// A role with the column it was read from, where that has another name: "poverty (“FRPL”)".
func columnText(role: String, column: String) -> String {
  canonicalName(column) == canonicalName(role) ? role : "\(role) (“\(column)”)"
}
