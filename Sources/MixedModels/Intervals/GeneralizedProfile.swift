import LinearAlgebra
import Optimization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A generalized linear mixed model at its estimates, about which the deviance is profiled.
struct GeneralizedProfile: Sendable {
  let problem: GeneralizedMixedProblem
  let quadraturePoints: Int
  let coordinates: MixedCoordinates
  /// β, θ and log φ, as far as there is one, in standard coordinates.
  let parameters: [Double]
  /// D at the estimates.
  let deviance: Double
  let sizes: [Double]

  /// - Throws: `OptimizationError` if the deviance is no number at the estimates.
  init(
    _ problem: GeneralizedMixedProblem, _ coordinates: MixedCoordinates, quadraturePoints: Int,
    parameters: [Double], sizes: [Double]
  ) throws(OptimizationError) {
    self.problem = problem
    self.coordinates = coordinates
    self.quadraturePoints = quadraturePoints
    self.parameters = parameters
    self.sizes = sizes
    let objective = GeneralizedDeviance(problem, quadraturePoints: quadraturePoints)
    deviance = objective.value(at: parameters)
    guard deviance.isFinite else { throw .notFinite(point: parameters) }
  }

  /// How the deviance rises with a coefficient in the units of the data.
  func rise(ofCoefficient index: Int) -> (Double) throws -> Double {
    let p = problem.fixedCount
    let contrast = HeldContrast(coordinates.fixed.basis.row(index))
    return rise { value in
      var space = HeldSpace(
        origin: [Double](repeating: 0, count: parameters.count),
        free: Array(p..<parameters.count))
      space.origin.replaceSubrange(0..<p, with: contrast.direction.map { value * $0 })
      space.columns += contrast.complement.map { column in
        column.enumerated().map { HeldSpace.Element(index: $0, value: $1) }
      }
      return space
    }
  }

  /// How the deviance rises with the last parameter, log φ.
  func riseOfLogDispersion() -> (Double) throws -> Double {
    let last = parameters.count - 1
    return rise { value in
      var origin = [Double](repeating: 0, count: parameters.count)
      origin[last] = value
      return HeldSpace(origin: origin, free: Array(0..<last))
    }
  }

  private func rise(_ space: @escaping (Double) -> HeldSpace) -> (Double) throws -> Double {
    let objective = GeneralizedDeviance(problem, quadraturePoints: quadraturePoints)
    var start = parameters
    return { value in
      let space = space(value)
      let found = try heldMinimum(of: objective, in: space, from: lifted(start))
      start = found.point
      return found.value - deviance
    }
  }

  /// How the deviance rises with a standard deviation or correlation.
  func rise(of profile: VarianceProfile, isCorrelation: Bool) -> (Double) throws -> Double {
    let p = problem.fixedCount
    let count = parameters.count
    let templates = problem.structure.templates
    let entries = p..<p + templates.parameterCount
    let objective = GeneralizedDeviance(
      problem.turned(profile.turn), quadraturePoints: quadraturePoints)
    var start = parameters
    start.replaceSubrange(
      entries, with: turned(Array(parameters[entries]), profile.turn, templates))
    return { value in
      var begin = lifted(start)
      if isCorrelation {
        begin.replaceSubrange(entries, with: profile.turned(Array(begin[entries]), to: value))
      }
      let space =
        isCorrelation
        ? profile.space(correlation: value, parameterCount: entries.count)
        : profile.space(standardDeviation: value, parameterCount: entries.count)
      let found = try heldMinimum(
        of: objective, in: space.among(count, from: p), from: begin)
      start = found.point
      return found.value - deviance
    }
  }

  private func lifted(_ point: [Double]) -> [Double] {
    let templates = problem.structure.templates
    let entries = problem.fixedCount..<problem.fixedCount + templates.parameterCount
    var point = point
    point.replaceSubrange(
      entries, with: liftedFromZero(Array(point[entries]), templates, sizes: sizes))
    return point
  }
}

extension GeneralizedMixedProblem {
  /// The same with other effects of a factor.
  func turned(_ turn: EffectTurn) -> GeneralizedMixedProblem {
    var effects = effects
    effects[turn.factor] = effects[turn.factor].turned(turn)
    return GeneralizedMixedProblem(
      structure: structure, effects: effects, fixed: fixed, response: response, weights: weights,
      offset: offset, family: family, link: link, fixedBasis: fixedBasis)
  }
}

extension HeldSpace {
  /// The same among more parameters, all others free: these stand from `first` on.
  func among(_ count: Int, from first: Int) -> HeldSpace {
    let own = first..<first + origin.count
    var all = HeldSpace(
      origin: [Double](repeating: 0, count: count), free: (0..<count).filter { !own.contains($0) })
    all.origin.replaceSubrange(own, with: origin)
    all.columns += columns.map { column in
      column.map { Element(index: first + $0.index, value: $0.value) }
    }
    return all
  }
}
