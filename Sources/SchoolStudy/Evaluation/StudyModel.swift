import Effects
import Inference
import Modeling

/// A fitted model of a study with everything its claims and figures need.
public struct StudyModel: Sendable {
  /// The outcome.
  public let outcome: StudyOutcome
  /// The coefficients with their intervals.
  public let coefficients: [CoefficientRow]
  /// The coefficients of collaboration, poverty and their product where both are measured in standard
  /// deviations from their means.
  public let standardizedCoefficients: [CoefficientRow]
  /// What was fitted.
  public let description: ModelDescription
  /// How uncertainty was estimated.
  public let covariance: CovarianceDescription
  /// The levels with random intercepts, with their units, the fewest first; empty for a model without.
  public let groups: [ClaimClusters]
  /// Which rows were used.
  public let rows: RowAccounting
  /// Doubts about the fit.
  public let diagnostics: [Diagnostic]
  /// The levels that were compared.
  public let levels: Levels
  /// Whether the outcome is a share, so that differences are in percentage points.
  public let isShare: Bool
  /// The answers the model gives, or why it gives none.
  let answers: StudyAnswers
  /// What the figures are drawn from.
  public let curves: StudyCurves

  /// The low and the high level of both measures.
  public struct Levels: Sendable, Equatable {
    /// Of collaboration.
    public let collaboration: ClaimLevels
    /// Of poverty.
    public let poverty: ClaimLevels
  }
}

/// The estimates behind a model's claims.
struct StudyAnswers: Sendable {
  /// High over low poverty, at low and at high collaboration, and the second over the first.
  let ratioLow: Answer<RatioEstimate>
  let ratioHigh: Answer<RatioEstimate>
  let ratioChange: Answer<RatioEstimate>
  /// High less low poverty, at low and at high collaboration, and the second less the first.
  let povertyGapLow: Answer<GapEstimate>
  let povertyGapHigh: Answer<GapEstimate>
  let povertyGapChange: Answer<GapEstimate>
  /// High less low collaboration: averaged, at low and at high poverty, the second less the first.
  let collaborationGap: Answer<GapEstimate>
  let collaborationGapLow: Answer<GapEstimate>
  let collaborationGapHigh: Answer<GapEstimate>
  let collaborationGapChange: Answer<GapEstimate>
  /// Where along poverty collaboration's slope differs from zero.
  let region: Answer<JohnsonNeymanRegion>

  /// An estimate or the reason there is none.
  typealias Answer<Value: Sendable> = Result<Value, StudyFailure>
}

/// Fits the model of an outcome and asks it everything.
func studyModel(_ model: OutcomeModel, data: StudyTable, options: StudyOptions) throws -> StudyModel
{
  try studyModel(model, fit: try model.fit(data), data: data, options: options)
}

private func studyModel<Fit: StudyFit>(
  _ model: OutcomeModel, fit: Fit, data: StudyTable, options: StudyOptions
) throws -> StudyModel {
  try requireUsable(fit)
  let inference = try fit.studyInference(cluster: data.cluster)
  let question = try StudyQuestion(inference, data: data, options: options)
  let isShare =
    switch model.outcome {
    case .turnover: true
    case .commitment: false
    case .ela: data.scales[.ela] != .score
    case .math: data.scales[.math] != .score
    }
  let answers = question.answers()
  return StudyModel(
    outcome: model.outcome,
    coefficients: inference.coefficientTable(level: options.confidence),
    standardizedCoefficients: try question.standardizedCoefficients(),
    description: fit.description, covariance: inference.covariance.description,
    groups: fit.groups,
    rows: fit.frame.rows, diagnostics: fit.diagnostics + inference.diagnostics,
    levels: question.levels, isShare: isShare, answers: answers,
    curves: try question.curves(region: try? answers.region.get()))
}

/// Throws where the estimates of a fit are not to be used, with the reason in words.
private func requireUsable(_ fit: some FittedModel) throws(StudyFailure) {
  if let aliased = fit.coefficients.aliased.first {
    throw StudyFailure(
      reason: """
        in these rows \(aliased.name) cannot be told apart from the other terms of \
        collaboration, poverty and their product
        """)
  }
  let fatal: [Diagnostic.Code] = [.separation, .notConverged, .perfectFit, .saturated]
  if let doubt = fit.diagnostics.first(where: { fatal.contains($0.code) }) {
    throw StudyFailure(reason: doubt.message)
  }
}
