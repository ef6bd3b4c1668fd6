import Modeling
import Optimization

/// How the search for the variances of a mixed model went.
public struct MixedConvergence: Sendable, Equatable {
  /// Whether it converged.
  public let isConverged: Bool
  /// The steps of the last search.
  public let iterations: Int
  /// How often the deviance was evaluated.
  public let evaluations: Int
  /// The largest component of the deviance's gradient in θ.
  public let gradient: Double
  /// The fall of the deviance that a further step promises.
  public let promisedFall: Double
  /// The way of the parameters and the deviance, the start first; in the coordinates the model is fitted in, in
  /// which columns are orthonormal, the response has unit residual variance and the weights' mean is 1.
  public let trace: [BoundedMinimum.Visit]

  init(_ minimum: DevianceMinimum) {
    isConverged = minimum.search.isConverged
    iterations = minimum.search.iterations
    evaluations = minimum.evaluations
    gradient = minimum.search.projectedGradient
    promisedFall = minimum.search.promisedFall
    trace = minimum.search.trace
  }

  init(_ minimum: GeneralizedMixedMinimum) {
    isConverged = minimum.search.isConverged
    iterations = minimum.search.iterations
    evaluations = minimum.evaluations
    gradient = minimum.search.projectedGradient
    promisedFall = minimum.search.promisedFall
    trace = minimum.search.trace
  }

  var diagnostic: Diagnostic {
    Diagnostic(
      .notConverged,
      "the search for the variances stopped after \(iterations) steps where a further one still "
        + "promises \(promisedFall) of deviance, so that estimates and standard errors may be off; let "
        + "fewer effects vary")
  }
}

extension IterationReport {
  init(_ convergence: MixedConvergence) {
    self.init(
      isConverged: convergence.isConverged, iterations: convergence.iterations,
      criterion: convergence.gradient, evaluations: convergence.evaluations)
  }
}
