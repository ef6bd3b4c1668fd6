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
  /// - Throws: ``MixedModelsError/noRefits(draws:reason:)`` if none has estimates,
  ///   ``MixedModelsError/tooManyFailedRefits(failed:draws:reason:)`` if more than
  ///   ``largestFailedShare`` have none.
  init(
    parameters: [MixedParameter], estimates: [Double], seed: UInt64,
    refits: [Result<MixedRefit, RefitFailure>]
  ) throws {
    let ended = refits.compactMap { try? $0.get() }
    let failures = refits.compactMap { refit -> RefitFailure? in
      if case .failure(let failure) = refit { failure } else { nil }
    }
    if let first = failures.first {
      if ended.isEmpty {
        throw MixedModelsError.noRefits(draws: refits.count, reason: first.description)
      }
      if Double(failures.count) > Self.largestFailedShare * Double(refits.count) {
        throw MixedModelsError.tooManyFailedRefits(
          failed: failures.count, draws: refits.count, reason: first.description)
      }
    }
    separatedCount = failures.count { $0 == .separated }
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
  _ structure: LevelStructure, count: Int, of activity: String,
  _ body: @Sendable (Int) throws -> Element
) throws -> [Element] {
  try countedMap(count: count, of: activity, inParallel: fitsInParallel(structure), body)
}
