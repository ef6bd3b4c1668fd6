import Inference
import MixedModels
import Modeling

/// Below this number of clusters the normal distribution is not to be trusted.
let fewClusters = 40

/// The levels with random effects of a fit, with their units, the fewest first; empty without random effects.
func claimGroups(_ fit: any Estimated) -> [ClaimClusters] {
  (fit.multilevel?.varianceComponents ?? []).map { component in
    // Of `school:district` the first is the lowest.
    ClaimClusters(
      name: String(component.grouping.prefix { $0 != ":" }), count: component.levelCount)
  }.sorted { $0.count < $1.count }
}

/// The fit with the covariance a study uses.
///
/// Random effects: the model's own, with Satterthwaite degrees of freedom for fewer than 40 units of the
/// highest level; the normal where the variances have no covariance to take such from, as the fit's doubts
/// then say. Clustered: CR2 (Bell & McCaffrey 2002; Pustejovsky & Tipton 2018), with Satterthwaite degrees of
/// freedom for fewer than 40 clusters, else by the model's usual reference. Not clustered: HC3, with t
/// distributions for every model, for there may be few rows.
func studyInference(_ fit: any Estimated, cluster: Role?) throws -> Inference {
  if let highest = claimGroups(fit).first {
    guard highest.count < fewClusters else { return try fit.inference() }
    do {
      return try fit.inference(using: .classical(degreesOfFreedom: .satterthwaite))
    } catch MixedModelsError.noVarianceCovariance {
      return try fit.inference()
    }
  }
  guard let cluster else {
    return try fit.inference(using: .heteroskedastic(.hc3, degreesOfFreedom: .residual))
  }
  let count = try fit.data?.groups(by: cluster.rawValue).count ?? 0
  return try fit.inference(
    using: .clustered(
      by: cluster.rawValue, correction: .cr2,
      degreesOfFreedom: count < fewClusters ? .satterthwaite : .standard))
}
