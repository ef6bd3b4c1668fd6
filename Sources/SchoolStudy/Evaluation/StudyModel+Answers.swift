import Effects
import Inference
import Modeling

extension StudyModel {
  /// The answer to a claim, in words and figures.
  func answer(to claim: ClaimName, data: StudyTable, options: StudyOptions) -> ClaimResult {
    do {
      switch claim {
      case .turnoverGapLow:
        return try turnoverGap(claim, answers.ratioLow, collaborationIsHigh: false, options, data)
      case .turnoverGapHigh:
        return try turnoverGap(claim, answers.ratioHigh, collaborationIsHigh: true, options, data)
      case .turnoverGapCloses: return try gapCloses(claim, options, data)
      case .retention: return try retention(claim, options, data)
      case .commitment: return try commitment(claim, options, data)
      case .ela: return try achievement(claim, .ela, options, data)
      case .math: return try achievement(claim, .math, options, data)
      case .whereItMatters: return try region(claim, options, data)
      case .engagement, .roleBalance, .mediation:
        return .notAsked(claim, because: "this version does not estimate it")
      }
    } catch {
      return .notEstimable(
        claim, because: error.reason, context: context(options, data, degreesOfFreedom: nil))
    }
  }

  private func turnoverGap(
    _ claim: ClaimName, _ answer: StudyAnswers.Answer<Estimate>, collaborationIsHigh: Bool,
    _ options: StudyOptions, _ data: StudyTable
  ) throws(StudyFailure) -> ClaimResult {
    let ratio = try answer.get()
    let estimate = try ratioEstimate(ratio)
    let context = context(options, data, degreesOfFreedom: ratio.degreesOfFreedom)
    let equivalence = collaborationIsHigh ? try equivalence(of: ratio, options) : nil
    return .answered(
      claim,
      statement: turnoverGapSentence(
        collaborationIsHigh: collaborationIsHigh, ratio: estimate, equivalence: equivalence,
        context: context), estimate: estimate, equivalence: equivalence, context: context)
  }

  /// The test of equivalence of a ratio within the study's margin.
  private func equivalence(
    of ratio: Estimate, _ options: StudyOptions
  ) throws(StudyFailure) -> ClaimEquivalence? {
    let test: RatioEquivalence
    do {
      test = try ratio.ratioEquivalence(margin: options.margin, level: options.confidence)
    } catch {
      throw StudyFailure(error)
    }
    return test.pValue.map {
      ClaimEquivalence(margin: test.margin, pValue: $0, equivalent: test.isEquivalent)
    }
  }

  private func gapCloses(_ claim: ClaimName, _ options: StudyOptions, _ data: StudyTable)
    throws(StudyFailure) -> ClaimResult
  {
    let change = try answers.ratioChange.get()
    let estimate = try ratioEstimate(change)
    let context = context(options, data, degreesOfFreedom: change.degreesOfFreedom)
    let figures = TurnoverGapChange(
      ratioLow: try answers.ratioLow.get().value, ratioHigh: try answers.ratioHigh.get().value,
      change: estimate)
    return .answered(
      claim, statement: turnoverGapChangeSentence(figures, context: context), estimate: estimate,
      context: context)
  }

  private func retention(_ claim: ClaimName, _ options: StudyOptions, _ data: StudyTable)
    throws(StudyFailure) -> ClaimResult
  {
    let overall = try answers.collaborationGap.get()
    let estimate = try claimEstimate(overall, factor: -100, limit: 100)
    let context = context(options, data, degreesOfFreedom: overall.degreesOfFreedom)
    let figures = RetentionFigures(
      overall: estimate,
      lowPoverty: try? claimEstimate(
        answers.collaborationGapLow.get(), factor: -100, limit: 100),
      highPoverty: try? claimEstimate(
        answers.collaborationGapHigh.get(), factor: -100, limit: 100),
      difference: try? claimEstimate(
        answers.collaborationGapChange.get(), factor: -100, limit: 200))
    return .answered(
      claim, statement: retentionSentence(figures, context: context), estimate: estimate,
      context: context)
  }

  private func commitment(_ claim: ClaimName, _ options: StudyOptions, _ data: StudyTable)
    throws(StudyFailure) -> ClaimResult
  {
    let change = try answers.povertyGapChange.get()
    let estimate = try claimEstimate(change)
    let context = context(options, data, degreesOfFreedom: change.degreesOfFreedom)
    let figures = CommitmentFigures(
      gapLow: try claimEstimate(answers.povertyGapLow.get()),
      gapHigh: try claimEstimate(answers.povertyGapHigh.get()), difference: estimate,
      column: data.roles.columns[.commitment] ?? "commitment")
    return .answered(
      claim, statement: commitmentSentence(figures, context: context), estimate: estimate,
      context: context)
  }

  private func achievement(
    _ claim: ClaimName, _ subject: AchievementSubject, _ options: StudyOptions, _ data: StudyTable
  ) throws(StudyFailure) -> ClaimResult {
    let gap = try answers.collaborationGap.get()
    let estimate =
      isShare ? try claimEstimate(gap, factor: 100, limit: 100) : try claimEstimate(gap)
    let context = context(options, data, degreesOfFreedom: gap.degreesOfFreedom)
    let role: Role = subject == .ela ? .ela : .math
    let measure: AchievementMeasure =
      isShare ? .atStandard : .score(column: data.roles.columns[role] ?? role.rawValue)
    return .answered(
      claim,
      statement: achievementSentence(subject, estimate, measure: measure, context: context),
      estimate: estimate, unit: isShare ? nil : .scalePoints, context: context)
  }

  private func region(_ claim: ClaimName, _ options: StudyOptions, _ data: StudyTable)
    throws(StudyFailure) -> ClaimResult
  {
    let found = try answers.region.get()
    let stretches = found.significantIntervals.map { interval in
      SlopeRegion.Stretch(
        lower: interval.lowerBound, upper: interval.upperBound,
        isPositive: curves.slopeIsPositive(between: interval))
    }
    let product = try answers.interaction.get()
    let change = linearChange
    let interaction = try claimEstimate(product, factor: change.factor)
    let region = SlopeRegion(
      outcome: outcome.words, range: found.range, stretches: stretches,
      share: found.shareSignificant,
      units: data.turnover == .educators ? "educators" : "schools")
    let context = context(options, data, degreesOfFreedom: product.degreesOfFreedom)
    return .answered(
      claim,
      statement: interactionSentence(
        interaction, outcome: outcome.words, unit: change.words, context: context) + " "
        + regionSentence(
          region, dependsOnPoverty: interaction.excludes(0), isPerCent: data.povertyIsPerCent,
          context: context),
      estimate: nil, pValue: interaction.pValue, bounds: region.bounds, context: context)
  }

  /// The factor and the words for a change of the linear predictor.
  var linearChange: (factor: Double, words: String) {
    let isTurnover = outcome == .turnover
    if description.link != "identity" {
      return (1, "log odds of \(isTurnover ? "leaving" : "being at standard")")
    }
    if isShare {
      return (100, "percentage points of \(isTurnover ? "turnover" : "students at standard")")
    }
    return (1, "points of \(outcome == .commitment ? "commitment" : "the mean score")")
  }

  private func context(_ options: StudyOptions, _ data: StudyTable, degreesOfFreedom: Double?)
    -> ClaimContext
  {
    let clusters = covariance.clusters.first.map {
      ClaimClusters(name: $0.column, count: $0.count)
    }
    return ClaimContext(
      levels: [levels.collaboration, levels.poverty],
      model: ClaimModel(
        formula: description.formula, family: description.family, link: description.link,
        covariance: covariance.name, clusters: clusters, groups: groups,
        degreesOfFreedom: degreesOfFreedom),
      confidence: options.confidence,
      foundations: data.oneDistrictNotes([levels.collaboration, levels.poverty]))
  }
}

/// A ratio for a claim.
private func ratioEstimate(_ ratio: Estimate) throws(StudyFailure) -> ClaimEstimate {
  guard let lower = ratio.lowerValue, let upper = ratio.upperValue,
    let estimate = ClaimEstimate(ratio.value, lower: lower, upper: upper, pValue: ratio.pValue)
  else { throw undetermined }
  return estimate
}

/// A difference for a claim, in other units by a factor. The interval ends at the limit, beyond which
/// nothing is possible: two percentages differ by 100 points at most.
private func claimEstimate(
  _ gap: Estimate, factor: Double = 1, limit: Double = .infinity
) throws(StudyFailure) -> ClaimEstimate {
  guard let lower = gap.lower, let upper = gap.upper else { throw undetermined }
  let ends = [factor * lower, factor * upper].sorted()
  guard
    let estimate = ClaimEstimate(
      factor * gap.estimate, lower: max(ends[0], -limit), upper: min(ends[1], limit),
      pValue: gap.pValue)
  else { throw undetermined }
  return estimate
}

private let undetermined = StudyFailure(reason: "the data do not determine its uncertainty")
