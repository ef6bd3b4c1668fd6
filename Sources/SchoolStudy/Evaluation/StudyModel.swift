import Effects
import Inference
import Modeling

/// A fitted model of a study with everything its claims and figures need.
public struct StudyModel: Sendable {
  /// The outcome.
  public let outcome: StudyOutcome
  /// The coefficients with their intervals.
  public let coefficients: [Estimate]
  /// The coefficients of collaboration, poverty and their product where both are measured in standard
  /// deviations from their means.
  public let standardizedCoefficients: [Estimate]
  /// What was fitted.
  public let description: ModelDescription
  /// How uncertainty was estimated.
  public let covariance: CovarianceDescription
  /// How degrees of freedom were found.
  public let degreesOfFreedomRule: String
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
  /// The coefficient of the product of collaboration and poverty: whether the slope of either depends on the
  /// other.
  public var interaction: Estimate? {
    coefficients.first { $0.label == "collaboration:poverty" }
  }
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
  let ratioLow: Answer<Estimate>
  let ratioHigh: Answer<Estimate>
  let ratioChange: Answer<Estimate>
  /// High less low poverty, at low and at high collaboration, and the second less the first.
  let povertyGapLow: Answer<Estimate>
  let povertyGapHigh: Answer<Estimate>
  let povertyGapChange: Answer<Estimate>
  /// High less low collaboration: averaged, at low and at high poverty, the second less the first.
  let collaborationGap: Answer<Estimate>
  let collaborationGapLow: Answer<Estimate>
  let collaborationGapHigh: Answer<Estimate>
  let collaborationGapChange: Answer<Estimate>
  /// How much collaboration's slope changes with poverty: the interaction, on the scale of the linear
  /// predictor, from low to high collaboration and from low to high poverty.
  let interaction: Answer<Estimate>
  /// Where along poverty collaboration's slope differs significantly from zero.
  let region: Answer<JohnsonNeymanRegion>

  /// An estimate or the reason there is none.
  typealias Answer<Value: Sendable> = Result<Value, StudyFailure>
}

/// Fits the model of an outcome and asks it everything.
func studyModel(_ model: OutcomeModel, data: StudyTable, options: StudyOptions) throws -> StudyModel
{
  try studyModel(model, fit: try model.fit(data), data: data, options: options)
}

private func studyModel(
  _ model: OutcomeModel, fit: any Estimated, data: StudyTable, options: StudyOptions
) throws -> StudyModel {
  try requireUsable(fit)
  let inference = try studyInference(fit, cluster: data.cluster)
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
    degreesOfFreedomRule: inference.covariance.reference.rule, groups: claimGroups(fit),
    rows: question.frame.rows, diagnostics: fit.diagnostics + inference.diagnostics,
    levels: question.levels, isShare: isShare, answers: answers,
    curves: try question.curves(region: try? answers.region.get()))
}

/// Throws where the estimates of a fit are not to be used, with the reason in words.
private func requireUsable(_ fit: any Estimated) throws(StudyFailure) {
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
