import Effects
import Inference
import Modeling

/// A model that a claim is asked of, with what its words need.
struct ClaimSubject {
  let model: StudyModel
  let data: StudyTable
  let options: StudyOptions

  /// The estimates of the model.
  var answers: StudyAnswers { model.answers }

  /// What a sentence needs besides the numbers; degrees of freedom are those of its estimate.
  func context(degreesOfFreedom: Double?) -> ClaimContext {
    let clusters = model.covariance.clusters.first.map {
      ClaimClusters(name: $0.column, count: $0.count)
    }
    let levels = [model.levels.collaboration, model.levels.poverty]
    return ClaimContext(
      levels: levels,
      model: ClaimModel(
        formula: model.description.formula, family: model.description.family,
        link: model.description.link, covariance: model.covariance.name, clusters: clusters,
        groups: model.groups, degreesOfFreedom: degreesOfFreedom),
      confidence: options.confidence, foundations: data.oneDistrictNotes(levels))
  }

  /// The column mapped to a role, or the role's own name.
  func column(of role: Role) -> String { data.roles.columns[role] ?? role.rawValue }
}

/// A ratio for a claim.
func ratioEstimate(_ ratio: Estimate) throws(StudyFailure) -> ClaimEstimate {
  guard let lower = ratio.lowerValue, let upper = ratio.upperValue,
    let estimate = ClaimEstimate(ratio.value, lower: lower, upper: upper, pValue: ratio.pValue)
  else { throw undetermined }
  return estimate
}

/// A difference for a claim, in other units by a factor. The interval ends at the limit, beyond which
/// nothing is possible: two percentages differ by 100 points at most.
func differenceEstimate(
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
