extension StudyModel {
  /// The answer to a claim, in words and figures.
  func answer(to claim: ClaimName, data: StudyTable, options: StudyOptions) -> ClaimResult {
    let subject = ClaimSubject(model: self, data: data, options: options)
    do {
      return try claim.claim.answer(subject)
    } catch {
      return .notEstimable(
        claim, because: error.reason, context: subject.context(degreesOfFreedom: nil))
    }
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
}
