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
    _ claim: ClaimName, _ answer: StudyAnswers.Answer<RatioEstimate>, collaborationIsHigh: Bool,
    _ options: StudyOptions, _ data: StudyTable
  ) throws(StudyFailure) -> ClaimResult {
    let ratio = try answer.get()
    let estimate = try claimEstimate(ratio)
    let context = context(options, data, degreesOfFreedom: ratio.logRatio.degreesOfFreedom)
    let equivalence = ratio.equivalence.flatMap { test in
      test.pValue.map {
        ClaimEquivalence(margin: test.margin, pValue: $0, equivalent: test.isEquivalent)
      }
    }
    return .answered(
      claim,
      statement: turnoverGapSentence(
        collaborationIsHigh: collaborationIsHigh, ratio: estimate, equivalence: equivalence,
        context: context), estimate: estimate, equivalence: equivalence, context: context)
  }

  private func gapCloses(_ claim: ClaimName, _ options: StudyOptions, _ data: StudyTable)
    throws(StudyFailure) -> ClaimResult
  {
    let change = try answers.ratioChange.get()
    let estimate = try claimEstimate(change)
    let context = context(options, data, degreesOfFreedom: change.logRatio.degreesOfFreedom)
    let figures = TurnoverGapChange(
      ratioLow: try answers.ratioLow.get().ratio, ratioHigh: try answers.ratioHigh.get().ratio,
      change: estimate)
    return .answered(
      claim, statement: turnoverGapChangeSentence(figures, context: context), estimate: estimate,
      context: context)
  }

  private func retention(_ claim: ClaimName, _ options: StudyOptions, _ data: StudyTable)
    throws(StudyFailure) -> ClaimResult
  {
    let overall = try answers.collaborationGap.get().gap
    let estimate = try claimEstimate(overall, factor: -100, limit: 100)
    let context = context(options, data, degreesOfFreedom: overall.degreesOfFreedom)
    let figures = RetentionFigures(
      overall: estimate,
      lowPoverty: try? claimEstimate(
        answers.collaborationGapLow.get().gap, factor: -100, limit: 100),
      highPoverty: try? claimEstimate(
        answers.collaborationGapHigh.get().gap, factor: -100, limit: 100),
      difference: try? claimEstimate(
        answers.collaborationGapChange.get().gap, factor: -100, limit: 200))
    return .answered(
      claim, statement: retentionSentence(figures, context: context), estimate: estimate,
      context: context)
  }

  private func commitment(_ claim: ClaimName, _ options: StudyOptions, _ data: StudyTable)
    throws(StudyFailure) -> ClaimResult
  {
    let change = try answers.povertyGapChange.get().gap
    let estimate = try claimEstimate(change)
    let context = context(options, data, degreesOfFreedom: change.degreesOfFreedom)
    let figures = CommitmentFigures(
      gapLow: try claimEstimate(answers.povertyGapLow.get().gap),
      gapHigh: try claimEstimate(answers.povertyGapHigh.get().gap), difference: estimate,
      column: data.roles.columns[.commitment] ?? "commitment")
    return .answered(
      claim, statement: commitmentSentence(figures, context: context), estimate: estimate,
      context: context)
  }

  private func achievement(
    _ claim: ClaimName, _ subject: AchievementSubject, _ options: StudyOptions, _ data: StudyTable
  ) throws(StudyFailure) -> ClaimResult {
    let gap = try answers.collaborationGap.get().gap
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
    let region = SlopeRegion(
      outcome: outcome.words, range: found.range, stretches: stretches,
      share: found.shareSignificant,
      units: data.turnover == .educators ? "educators" : "schools")
    let context = context(options, data, degreesOfFreedom: nil)
    let bounds = stretches.count == 1 ? stretches.first.map { $0.lower...$0.upper } : nil
    return .answered(
      claim,
      statement: regionSentence(region, isPerCent: data.povertyIsPerCent, context: context),
      estimate: nil, bounds: bounds, context: context)
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
      confidence: options.confidence)
  }
}

/// A ratio for a claim.
private func claimEstimate(_ ratio: RatioEstimate) throws(StudyFailure) -> ClaimEstimate {
  guard let lower = ratio.lower, let upper = ratio.upper,
    let estimate = ClaimEstimate(ratio.ratio, lower: lower, upper: upper, pValue: ratio.pValue)
  else { throw undetermined }
  return estimate
}

/// A difference for a claim, in other units by a factor. The interval ends at the limit, beyond which
/// nothing is possible: two percentages differ by 100 points at most.
private func claimEstimate(
  _ gap: EffectEstimate, factor: Double = 1, limit: Double = .infinity
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
