/// The words of a claim that was asked and has no answer.
package func notEstimableSentence(because reason: String) -> String {
  "This could not be estimated from these data: \(reason)."
}

/// The words of a claim that was not asked.
package func notAskedSentence(because reason: String) -> String { "Not asked: \(reason)." }

/// What no claim of a study says, for the reader of all of them.
package let associationNote = """
  Schools were not assigned to levels of collaboration, poverty or partnership, so these figures \
  describe how measures go together and not what would happen if one were changed.
  """

extension ClaimResult {
  /// The answer to a claim, with the published figure and the reference distribution in its sentence.
  ///
  /// - Parameters:
  ///   - claim: the claim.
  ///   - statement: what the data say, from the wording of the claim.
  ///   - estimate: the figure, or nil for a region or what is not estimable.
  ///   - pValue: the p-value of an answer without a figure: that of a region's interaction.
  ///   - unit: the unit, if it is not the claim's usual one. The published figure is set beside the
  ///     estimate only in its own unit.
  ///   - bounds: the ends of a region that is one stretch; infinite where it reaches the end of the data.
  ///   - equivalence: the equivalence test, if there was one.
  ///   - context: the levels and the model.
  /// - Returns: the record of the answer.
  package static func answered(
    _ claim: ClaimName, statement: String, estimate: ClaimEstimate?, pValue: Double? = nil,
    unit: ClaimUnit? = nil,
    bounds: ClosedRange<Double>? = nil, equivalence: ClaimEquivalence? = nil, context: ClaimContext
  ) -> ClaimResult {
    let note = claim.estimand == .region ? context.regionNote : context.referenceNote
    let cautions = [note].compactMap { $0 } + context.foundations
    let caution = cautions.isEmpty ? nil : cautions.joined(separator: " ")
    return asked(
      claim, statement: statement, estimate: estimate, pValue: pValue, unit: unit ?? claim.unit,
      bounds: bounds, equivalence: equivalence, context: context, caution: caution)
  }

  private static func asked(
    _ claim: ClaimName, statement: String, estimate: ClaimEstimate?, pValue: Double? = nil,
    unit used: ClaimUnit,
    bounds: ClosedRange<Double>? = nil, equivalence: ClaimEquivalence? = nil,
    context: ClaimContext, caution: String?
  ) -> ClaimResult {
    ClaimResult(
      claim: claim, question: claim.question, estimand: claim.estimand, unit: used.rawValue,
      estimate: estimate?.value, lower: estimate?.lower ?? finite(bounds?.lowerBound),
      upper: estimate?.upper ?? finite(bounds?.upperBound), pValue: estimate?.pValue ?? pValue,
      published: used == claim.unit ? claim.published?.value : nil,
      publishedText: claim.published?.text, statement: statement,
      comparison: claim.published.map {
        beside($0, estimate: estimate, isSameUnit: used == claim.unit)
      }, caution: caution, levels: context.levels, equivalence: equivalence, model: context.model,
      notAsked: nil)
  }

  /// The answer where the data do not determine one; there is no interval to be careful with.
  package static func notEstimable(
    _ claim: ClaimName, because reason: String, context: ClaimContext
  ) -> ClaimResult {
    asked(
      claim, statement: notEstimableSentence(because: reason), estimate: nil, unit: claim.unit,
      context: context, caution: nil)
  }

  /// A claim that the mapped columns do not allow.
  package static func notAsked(_ claim: ClaimName, because reason: String) -> ClaimResult {
    ClaimResult(
      claim: claim, question: claim.question, estimand: claim.estimand, unit: claim.unit.rawValue,
      estimate: nil, lower: nil, upper: nil, pValue: nil, published: claim.published?.value,
      publishedText: claim.published?.text, statement: notAskedSentence(because: reason),
      comparison: nil, caution: nil, levels: [], equivalence: nil, model: nil, notAsked: reason)
  }

  private static func beside(
    _ published: PublishedFigure, estimate: ClaimEstimate?, isSameUnit: Bool
  ) -> String {
    if published.value != nil, !isSameUnit {
      return """
        The published figure, \(published.text), is in another unit and cannot be set beside this one.
        """
    }
    guard let value = published.value, let estimate else {
      return "Published: “\(published.text)”."
    }
    let place = estimate.contains(value) ? "inside" : "outside"
    return "The published figure, \(published.text), lies \(place) this interval."
  }
}

private func finite(_ bound: Double?) -> Double? { bound.flatMap { $0.isFinite ? $0 : nil } }
