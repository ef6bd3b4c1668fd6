/// The sentence on the turnover gap at one level of collaboration.
///
/// A ratio whose interval reaches 0 or below is of a prediction that is not positive, and is not
/// estimable.
package func turnoverGapSentence(
  collaborationIsHigh: Bool, ratio: ClaimEstimate, equivalence: ClaimEquivalence? = nil,
  context: ClaimContext
) -> String {
  guard ratio.lower > 0 else { return notEstimableSentence(because: notPositiveReason) }
  return RatioSentence(
    opening: context.whereCollaboration(isHigh: collaborationIsHigh),
    subject: "predicted turnover",
    numerator: context.povertySchools(high: true), denominator: context.povertySchools(high: false),
    numeratorShort: "high-poverty schools", denominatorShort: "low-poverty schools"
  ).text(ratio, equivalence: equivalence, context: context)
}

/// Why a ratio has no value.
let notPositiveReason = "a predicted rate is not above zero, so that it has no ratio"
