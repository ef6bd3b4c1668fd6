import Inference
import MixedModels
import Modeling
import Regression

/// Below this number of clusters the normal distribution is not to be trusted.
let fewClusters = 40

/// What a study needs of a fit.
protocol StudyFit: Predicting {
  /// The levels with random effects, with their units, the fewest first; empty without random effects.
  var groups: [ClaimClusters] { get }

  /// The fit with the covariance a study uses.
  func studyInference(cluster: Role?) throws -> Inference<Self>
}

extension LinearFit: StudyFit {}
extension GeneralizedLinearFit: StudyFit {}

extension StudyFit where Self: SandwichSource {
  var groups: [ClaimClusters] { [] }

  /// Clustered: CR2 (Bell & McCaffrey 2002; Pustejovsky & Tipton 2018), with Satterthwaite degrees of
  /// freedom for fewer than 40 clusters, else by the model's usual reference. Not clustered: HC3, with t
  /// distributions for every model, for there may be few rows.
  func studyInference(cluster: Role?) throws -> Inference<Self> {
    guard let cluster else {
      return try inference(using: .heteroskedastic(.hc3, degreesOfFreedom: .residual))
    }
    let groups = try frame.groups(by: cluster.rawValue)
    return try inference(
      using: .clustered(
        by: cluster.rawValue, correction: .cr2,
        degreesOfFreedom: groups.count < fewClusters ? .satterthwaite : .standard))
  }
}

extension AveragedMixedFit: StudyFit {
  var groups: [ClaimClusters] {
    fit.varianceComponents.map { component in
      // Of `school:district` the first is the lowest.
      ClaimClusters(
        name: String(component.grouping.prefix { $0 != ":" }), count: component.levelCount)
    }.sorted { $0.count < $1.count }
  }

  /// The model's own covariance, with Satterthwaite degrees of freedom for fewer than 40 units of the highest
  /// level; the normal where the variances have no covariance to take such from, as the fit's doubts
  /// then say.
  func studyInference(cluster: Role?) throws -> Inference<AveragedMixedFit> {
    let isFew = (groups.first?.count ?? 0) < fewClusters
    guard isFew else { return inference() }
    do {
      return try inference(fit.modelBasedCovariance(.satterthwaite))
    } catch MixedModelsError.noVarianceCovariance {
      return inference()
    }
  }
}
