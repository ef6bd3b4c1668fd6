import Inference
import Modeling

/// Below this number of clusters the normal distribution is not to be trusted.
let fewClusters = 40

/// A fit with the covariance a study uses.
///
/// Clustered: CR2 (Bell & McCaffrey 2002; Pustejovsky & Tipton 2018), with Satterthwaite degrees of
/// freedom for fewer than 40 clusters, else by the model's usual reference. Not clustered: HC3, with t
/// distributions for every model, for there may be few rows.
func studyInference<Fit: StudyFit>(_ fit: Fit, cluster: Role?) throws -> Inference<Fit> {
  guard let cluster else {
    return try fit.inference(using: .heteroskedastic(.hc3, degreesOfFreedom: .residual))
  }
  let groups = try fit.frame.groups(by: cluster.rawValue)
  return try fit.inference(
    using: .clustered(
      by: cluster.rawValue, correction: .cr2,
      degreesOfFreedom: groups.count < fewClusters ? .satterthwaite : .standard))
}
