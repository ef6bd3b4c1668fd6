import LinearAlgebra
import Optimization

/// The estimates of one refit.
struct MixedRefit: Sendable {
  /// −2 log L, up to a constant that does not change from draw to draw.
  let deviance: Double
  /// In the order of the bootstrap's parameters.
  let values: [Double]
  let isConverged: Bool
  let isAtBoundary: Bool
}

extension ParametricBootstrap {
  /// Refits all draws.
  ///
  /// - Throws: ``MixedModelsError/noRefits(draws:reason:)`` if none came to an end.
  init(
    parameters: [MixedParameter], estimates: [Double], seed: UInt64,
    refits: [Result<MixedRefit, OptimizationError>]
  ) throws {
    let ended = refits.compactMap { try? $0.get() }
    if ended.isEmpty, case .failure(let error) = refits.first {
      throw MixedModelsError.noRefits(draws: refits.count, reason: error.description)
    }
    self.parameters = parameters
    self.estimates = estimates
    self.refits = ended.map(\.values)
    self.seed = seed
    drawCount = refits.count
    failedDraws = refits.indices.filter { index in
      if case .failure = refits[index] { true } else { false }
    }
    unconvergedCount = ended.count { !$0.isConverged }
    boundaryCount = ended.count { $0.isAtBoundary }
  }
}

/// The results of a body that takes a factor of the structure's size, in parallel where memory suffices.
func mapOfFactors<Element: Sendable>(
  _ structure: LevelStructure, count: Int, _ body: @Sendable (Int) -> Element
) -> [Element] {
  fitsInParallel(structure) ? concurrentMap(count: count, body) : (0..<count).map(body)
}
