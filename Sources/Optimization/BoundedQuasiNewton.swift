import Threading

/// A local minimum of a smooth function of a few variables within bounds.
///
/// Projected quasi-Newton steps: variables that a bound holds are set aside, the others step to the
/// minimum of a quadratic model, and the step is shortened along its projection until the function
/// falls enough (Bertsekas, D. P. (1982), SIAM Journal on Control and Optimization 20, 221–246;
/// Nocedal, J. & Wright, S. J. (2006), Numerical Optimization, chapters 3 and 6). Without bounds in the
/// way, a step on which the slope stays steep is lengthened, so that the Wolfe conditions hold. The
/// model is the objective's curvature, made to agree with the last change of the gradient; or, where
/// the objective has none, the BFGS matrix of all of them. Close to the minimum, where the fall
/// drowns in rounding, gradients decide (Hager, W. W. & Zhang, H. (2005), SIAM Journal on
/// Optimization 16, 170–192).
///
/// - Parameters:
///   - objective: the function.
///   - start: where to begin; moved to the nearest point within the bounds.
///   - lower: the least value of each variable, −∞ where there is none; nil for no bounds.
///   - upper: the largest value of each variable, +∞ where there is none; nil for no bounds.
///   - tolerance: the search ends when the model promises a fall below it.
///   - maximumIterations: the most steps.
/// - Returns: the best point found; `isConverged` says whether the search ended by the tolerance. It ends early
///   in a task that was cancelled.
/// - Throws: `OptimizationError.notFinite` if the function or its gradient is not finite at the start.
/// - Complexity: O(n³) a step beside the evaluations.
/// - Precondition: bounds have one entry a variable, the lower not above the upper.
public func boundedQuasiNewton<Objective: SmoothObjective>(
  _ objective: inout Objective, from start: [Double], lower: [Double]? = nil,
  upper: [Double]? = nil, tolerance: Double = 1e-12, maximumIterations: Int = 200
) throws(OptimizationError) -> BoundedMinimum {
  let bounds = Bounds(lower: lower, upper: upper, count: start.count)
  var search = QuasiNewtonSearch(bounds: bounds, point: bounds.projected(start))
  search.value = objective.value(at: search.point)
  guard search.value.isFinite else { throw .notFinite(point: search.point) }
  search.gradient = objective.gradient()
  guard search.gradient.allSatisfy(\.isFinite) else { throw .notFinite(point: search.point) }
  for iteration in 0...maximumIterations {
    let (step, promised) = search.step(curvature: objective.curvature())
    search.record(promised)
    let isConverged = promised <= tolerance
    if isConverged || iteration == maximumIterations || LongWork.isCancelled
      || !search.advance(step, &objective)
    {
      return search.result(iterations: iteration, promised: promised, isConverged: isConverged)
    }
  }
  preconditionFailure("the loop returns in its last round")
}

/// The box.
private struct Bounds {
  let lower, upper: [Double]

  init(lower: [Double]?, upper: [Double]?, count: Int) {
    self.lower = lower ?? [Double](repeating: -.infinity, count: count)
    self.upper = upper ?? [Double](repeating: .infinity, count: count)
    precondition(
      self.lower.count == count && self.upper.count == count, "bounds for other variables")
    precondition(zip(self.lower, self.upper).allSatisfy { $0 <= $1 }, "a bound above the other")
  }

  func projected(_ point: [Double]) -> [Double] {
    point.indices.map { min(max(point[$0], lower[$0]), upper[$0]) }
  }

  /// Whether a bound is in the way of a variable moving in a direction.
  func holds(_ index: Int, at value: Double, towards direction: Double) -> Bool {
    direction < 0 ? value <= lower[index] : direction > 0 && value >= upper[index]
  }
}

/// Where the search stands and what it remembers.
private struct QuasiNewtonSearch {
  let bounds: Bounds
  var point: [Double]
  var value = Double.nan
  var gradient: [Double] = []
  private var model: QuadraticModel?
  private var lastMove: (step: [Double], change: [Double])?
  private var evaluations = 1
  private var trace: [BoundedMinimum.Visit] = []

  init(bounds: Bounds, point: [Double]) {
    self.bounds = bounds
    self.point = point
  }

  /// The step to the minimum of the model within the variables that may move, and half of what the
  /// gradient says it is worth.
  mutating func step(curvature: [Double]?) -> (step: [Double], promised: Double) {
    let count = point.count
    var own: QuadraticModel
    if let curvature, curvature.allSatisfy(\.isFinite) {
      own = QuadraticModel(curvature, count: count)
      if let lastMove { own.update(step: lastMove.step, change: lastMove.change) }
    } else {
      // At first a step of length one along the gradient.
      own =
        model
        ?? QuadraticModel(count: count, diagonal: steepness)
      model = own
    }
    var free = point.indices.filter { !bounds.holds($0, at: point[$0], towards: -gradient[$0]) }
    while true {
      guard let step = own.newtonStep(gradient, free: free) else {
        own = QuadraticModel(count: count, diagonal: steepness)
        model = nil
        continue
      }
      let held = Set(free.filter { bounds.holds($0, at: point[$0], towards: step[$0]) })
      if held.isEmpty { return (step, -0.5 * dot(gradient, step)) }
      free.removeAll { held.contains($0) }
    }
  }

  /// The length of the gradient, a positive number however long or short it is: a step by it alone always
  /// exists.
  private var steepness: Double {
    let largest = gradient.reduce(0) { max($0, $1.magnitude) }
    if largest < 1e-150 { return 1e-150 }
    let length = largest * gradient.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
    return min(length, .greatestFiniteMagnitude)
  }

  /// Moves along a step as far as the function falls enough; false if it does not fall at all.
  mutating func advance(_ step: [Double], _ objective: inout some SmoothObjective) -> Bool {
    let rounding = 1e-13 * max(value.magnitude, 1)
    var share = 1.0
    for _ in 0..<60 {
      let trial = moved(step, share)
      let found = objective.value(at: trial)
      evaluations += 1
      let way = zip(trial, point).map { $0 - $1 }
      let slope = dot(gradient, way)
      if slope >= 0 { return false }
      if found <= value + 1e-4 * slope || found <= value + rounding {
        let there = objective.gradient()
        let isFall = found <= value + 1e-4 * slope
        let isFinite = there.allSatisfy(\.isFinite)
        if isFinite && (isFall || dot(there, way).magnitude <= 0.9 * slope.magnitude) {
          accept(trial, found, there, way)
          if share == 1 { lengthen(way, &objective) }
          return true
        }
      }
      // The vertex of the parabola through what is known.
      let vertex = -slope / (2 * (found - value - slope))
      share *= vertex.isFinite ? min(max(vertex, 0.1), 0.5) : 0.1
    }
    return false
  }

  /// Goes on in the direction of a step while the slope stays steep and no bound is near.
  private mutating func lengthen(_ way: [Double], _ objective: inout some SmoothObjective) {
    guard var change = lastMove?.change else { return }
    for _ in 0..<10 {
      let slope = dot(gradient, way)
      guard slope < 0.9 * (slope - dot(change, way)) else { return }
      let trial = moved(way, 1)
      guard zip(trial, zip(point, way)).allSatisfy({ $0 == $1.0 + $1.1 }) else { return }
      let found = objective.value(at: trial)
      evaluations += 1
      let isFall = found <= value + 1e-4 * slope
      let there = isFall ? objective.gradient() : []
      guard isFall, there.allSatisfy(\.isFinite) else {
        // Back to where the derivatives are asked for next.
        _ = objective.value(at: point)
        evaluations += 1
        return
      }
      change = zip(there, gradient).map { $0 - $1 }
      accept(trial, found, there, way)
    }
  }

  private func moved(_ step: [Double], _ share: Double) -> [Double] {
    bounds.projected(zip(point, step).map { $0 + share * $1 })
  }

  private mutating func accept(
    _ trial: [Double], _ found: Double, _ there: [Double], _ way: [Double]
  ) {
    let change = zip(there, gradient).map { $0 - $1 }
    if lastMove == nil, model != nil, dot(way, change) > 0 {
      model = QuadraticModel(
        count: point.count, diagonal: dot(change, change) / dot(way, change))
    }
    model?.update(step: way, change: change)
    lastMove = (way, change)
    (point, value, gradient) = (trial, found, there)
  }

  mutating func record(_ promised: Double) {
    trace.append(BoundedMinimum.Visit(point: point, value: value, promisedFall: promised))
  }

  func result(iterations: Int, promised: Double, isConverged: Bool) -> BoundedMinimum {
    let projected = point.indices.reduce(0.0) { largest, index in
      bounds.holds(index, at: point[index], towards: -gradient[index])
        ? largest : max(largest, gradient[index].magnitude)
    }
    return BoundedMinimum(
      point: point, value: value, gradient: gradient, projectedGradient: projected,
      promisedFall: promised, isConverged: isConverged, iterations: iterations,
      evaluations: evaluations, trace: trace)
  }
}
