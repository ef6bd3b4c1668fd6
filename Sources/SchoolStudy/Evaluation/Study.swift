import Effects
import Inference
import Modeling
import Tables
import Threading

/// A study's questions put to a table, with their answers.
public struct Study: Sendable {
  /// The table, by role.
  public let data: StudyTable
  /// How the questions were asked.
  public let options: StudyOptions
  /// Whether the data are synthetic, because it was said or because their names say so.
  public let isSynthetic: Bool
  /// The answers, in the order of a report; a claim that was not asked says why.
  public let claims: [ClaimResult]
  /// The models that were fitted, one an outcome.
  public let models: [StudyModel]
  /// What was taken for granted of the data, and values to look at.
  public let notes: [StudyNote]

  /// Asks every claim the mapped roles allow.
  ///
  /// A model that cannot be fitted makes its claims unanswered, with the reason; the others are
  /// answered all the same. Data with the names of simulated schools are synthetic whatever is said.
  ///
  /// - Throws: ``StudyError/nothingToAsk(reasons:columns:)`` if no claim can be asked of the mapped
  ///   columns; `EffectsError` for options out of range; `CancellationError`.
  public init(
    of data: StudyTable, options: StudyOptions = StudyOptions(), isSynthetic: Bool = false
  ) throws {
    try check(options)
    try checkSomethingCanBeAsked(of: data)
    self.data = data
    self.options = options
    self.isSynthetic = isSynthetic || data.syntheticMark != nil
    notes = data.notes + data.doubts
    var attempts: [StudyOutcome: Result<StudyModel, StudyFailure>] = [:]
    for outcome in StudyOutcome.allCases {
      attempts[outcome] = attempt(outcome, in: data, options: options)
    }
    models = StudyOutcome.allCases.compactMap { try? attempts[$0]?.get() }
    claims = data.claims.map { availability in
      if let reason = availability.notAsked {
        return .notAsked(availability.claim, because: reason)
      }
      return answer(availability.claim, attempts: attempts, data: data, options: options)
    }
    // What was cancelled is no reason why a claim has no answer.
    try LongWork.check()
  }
}

/// Why an outcome has no model, or a question no answer.
struct StudyFailure: Error, Sendable, Equatable {
  init(reason: String) { self.reason = reason }

  let reason: String
}

extension StudyFailure {
  init(_ error: any Error) {
    // Whatever stopped an answer is caught as an error of any type; a reason that has its words keeps them.
    self = error as? StudyFailure ?? StudyFailure(reason: "\(error)")
  }
}

/// Fits the model of an outcome; nil if the table does not hold the outcome.
private func attempt(_ outcome: StudyOutcome, in data: StudyTable, options: StudyOptions)
  -> Result<StudyModel, StudyFailure>?
{
  guard
    let model = outcomeModel(outcome, in: data, achievement: options.achievementModel),
    data.roles.has(.poverty), data.roles.has(.collaboration)
  else { return nil }
  return Result {
    try studyModel(model, data: data, options: options)
  }.mapError(StudyFailure.init)
}

/// The answer to a claim: from the first of its outcomes that was fitted, else the reason of the first that was
/// tried.
private func answer(
  _ claim: ClaimName, attempts: [StudyOutcome: Result<StudyModel, StudyFailure>],
  data: StudyTable, options: StudyOptions
) -> ClaimResult {
  let outcomes = claim.claim.outcomes
  let fitted = outcomes.first { (try? attempts[$0]?.get()) != nil }
  guard let outcome = fitted ?? outcomes.first(where: { attempts[$0] != nil }) ?? outcomes.first
  else { return .notAsked(claim, because: notEstimatedReason) }
  switch attempts[outcome] {
  case .success(let model): return model.answer(to: claim, data: data, options: options)
  case .failure(let failure):
    return .notAsked(claim, because: "its model could not be fitted: \(failure.reason)")
  case nil: return .notAsked(claim, because: "no column is mapped to \(outcome.rawValue)")
  }
}

extension Study {
  /// The model of an outcome, if it was fitted.
  public func model(of outcome: StudyOutcome) -> StudyModel? {
    models.first { $0.outcome == outcome }
  }

  /// The model that the region of ``ClaimName/whereItMatters`` is of, if there is any.
  public var regionModel: StudyModel? {
    ClaimName.whereItMatters.claim.outcomes.lazy.compactMap { model(of: $0) }.first
  }
}

private func check(_ options: StudyOptions) throws(EffectsError) {
  guard options.confidence > 0, options.confidence < 1 else {
    throw .badConfidenceLevel(options.confidence)
  }
  guard options.margin > 1, options.margin.isFinite else { throw .badMargin(options.margin) }
}

/// Throws where the columns that are mapped allow no claim at all.
private func checkSomethingCanBeAsked(of data: StudyTable) throws(StudyError) {
  let reasons = data.claims.map(\.notAsked)
  guard !reasons.contains(nil) else { return }
  let measures = data.roles.columns.keys.filter { !$0.isIdentifier }
  if measures.isEmpty { throw .nothingRecognised(candidates: data.candidates) }
  var seen: Set<String> = []
  throw .nothingToAsk(
    reasons: reasons.compactMap { $0 }.filter { seen.insert($0).inserted },
    columns: data.roles.columns.map { "\($0.key.rawValue) = \($0.value)" }.sorted())
}
