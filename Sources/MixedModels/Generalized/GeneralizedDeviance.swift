import Optimization

/// The deviance of a generalized linear mixed model by the approximation it was fitted with.
enum GeneralizedDeviance: GeneralizedMixedObjective {
  case laplace(LaplaceDeviance)
  case quadrature(QuadratureDeviance)

  init(_ problem: GeneralizedMixedProblem, quadraturePoints: Int) {
    self =
      quadraturePoints == 1
      ? .laplace(LaplaceDeviance(problem))
      : .quadrature(
        QuadratureDeviance(problem, rule: GaussHermiteRule(pointCount: quadraturePoints)))
  }

  var problem: GeneralizedMixedProblem {
    switch self {
    case .laplace(let deviance): deviance.problem
    case .quadrature(let deviance): deviance.problem
    }
  }

  var rowUnit: Double {
    switch self {
    case .laplace(let deviance): deviance.rowUnit
    case .quadrature(let deviance): deviance.rowUnit
    }
  }

  func value(at point: [Double]) -> Double {
    switch self {
    case .laplace(let deviance): deviance.value(at: point)
    case .quadrature(let deviance): deviance.value(at: point)
    }
  }

  func gradient() -> [Double] {
    switch self {
    case .laplace(let deviance): deviance.gradient()
    case .quadrature(let deviance): deviance.gradient()
    }
  }

  /// η of each row at the modes of the last point; empty where there were none.
  var predictor: [Double] {
    switch self {
    case .laplace(let deviance): deviance.modes?.rows.predictor ?? []
    case .quadrature(let deviance): deviance.laplace.modes?.rows.predictor ?? []
    }
  }

  func curvature() -> [Double]? {
    switch self {
    case .laplace(let deviance): deviance.curvature()
    case .quadrature(let deviance): deviance.curvature()
    }
  }
}
