import Distributions
import Families
import LinearAlgebra
import Modeling

extension LinearMixedFit {
  /// Normal responses with new random effects; see ``simulatedResponses(count:seed:effects:)``.
  public func simulatedResponses(count: Int, seed: UInt64) throws -> SimulatedResponses {
    try simulatedResponses(count: count, seed: seed, effects: .population)
  }

  /// Draws Xβ + Zb + ε + offset for the rows used, ε with variance σ²/w.
  ///
  /// Stream *k* of the seed gives draw *k* first its effects, where they are new, then its errors in
  /// the order of the rows. lme4's `simulate` draws the same (`re.form = NA` or `NULL`).
  ///
  /// - Precondition: `count` is at least 1.
  /// - Throws: `ModelingError` for a row without a possible draw.
  public func simulatedResponses(
    count: Int, seed: UInt64, effects: EffectsInDraws
  ) throws -> SimulatedResponses {
    let source = try ResponseSource(
      frame, family: GaussianFamily(), link: IdentityLink(), dispersion: residualVariance)
    if effects == .included {
      let fitted = fittedValues
      return try source.draws(count: count, seed: seed) { _ in fitted }
    }
    let base = fixedPredictor
    let deviations = GroupDeviations(self, theta: standard.minimum.theta)
    return try source.draws(count: count, seed: seed) { stream in
      var eta = base
      deviations.add(
        scale: standardVariance.squareRoot(), from: &stream, to: &eta)
      return eta
    }
  }

  /// Xβ + offset for each row used.
  var fixedPredictor: [Double] {
    var values = product(
      frame.design.parts.selectingColumns(coefficients.designColumns), coefficients.values)
    if let offset = frame.offset {
      for row in values.indices { values[row] += offset[row] }
    }
    return values
  }
}

/// Draws of Zb for a θ and a σ in standard coordinates.
struct GroupDeviations: Sendable {
  private let structure: LevelStructure
  private let coordinates: MixedCoordinates
  private let rows: [RowEffects]
  private let theta: [Double]

  init(_ fit: LinearMixedFit, theta: [Double]) {
    structure = fit.numbers.structure
    coordinates = fit.coordinates
    rows = fit.randomEffects.rowEffects(structure, columns: coordinates.effects.map(\.read))
    self.theta = theta
  }

  /// Adds Zb to a number for each row.
  func add(scale: Double, from stream: inout RandomStream, to values: inout [Double]) {
    let drawn = drawnEffects(structure, theta: theta, scale: scale, from: &stream)
    rows.addProduct(
      coordinates.readEffects(drawn, structure), rows: 0..<values.count, to: &values)
  }
}
