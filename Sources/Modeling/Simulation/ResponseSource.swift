import Distributions
import Families
import LinearAlgebra

/// What responses are drawn from, once there is a linear predictor.
package struct ResponseSource: Sendable {
  package let frame: ModelFrame
  package let family: any Family
  package let link: any Link
  package let dispersion: Double
  /// What each row counts: trials times prior weights; nil for ones.
  private let counts: [Double]?

  /// The distribution of a frame's responses.
  ///
  /// - Throws: ``ModelingError`` for a family or weights that responses are not drawn from.
  package init(
    _ frame: ModelFrame, family: any Family, link: any Link, dispersion: Double
  ) throws {
    if !family.hasLikelihood { throw ModelingError.noDistribution(family: family.name) }
    if let kind = frame.weights?.kind, kind != .precision {
      throw ModelingError.simulatedWeights(kind: kind)
    }
    self.frame = frame
    self.family = family
    self.link = link
    self.dispersion = dispersion
    counts = rowCounts(of: frame)
  }

  /// A response for each row, on the scale of the mean; not a number where none can be drawn.
  package func draw(_ predictor: [Double], from stream: inout RandomStream) -> [Double] {
    drawn(family, link, predictor, counts, dispersion, from: &stream)
  }

  /// Draws of responses, each with a linear predictor that may be drawn before from the same stream.
  ///
  /// - Throws: ``ModelingError/notDrawn(response:row:mean:weight:family:)``.
  package func draws(
    count: Int, seed: UInt64, predictor: @Sendable (inout RandomStream) -> [Double]
  ) throws -> SimulatedResponses {
    precondition(count >= 1, "\(count) draws")
    try requireMemory(for: .draws(count: count, rows: frame.rowCount))
    let draws = try countedMap(count: count, of: "draws") {
      index -> Result<[Double], ModelingError> in
      var stream = RandomStream(seed: seed, stream: UInt64(index))
      let eta = predictor(&stream)
      let values = draw(eta, from: &stream)
      guard let row = values.firstIndex(where: { !$0.isFinite }) else { return .success(values) }
      return .failure(
        .notDrawn(
          response: frame.response.name, row: frame.tableRow(row),
          mean: link.inverse(eta[row]).mean, weight: counts?[row] ?? 1, family: family.name))
    }
    return SimulatedResponses(
      seed: seed, draws: try draws.map { try $0.get() }, diagnostics: remarks)
  }

  private var remarks: [Diagnostic] {
    guard family is PoissonFamily, frame.weights != nil else { return [] }
    return [
      Diagnostic(
        .assumption, "weights have no part in the draws of Poisson counts, as in R's simulate")
    ]
  }
}

private func drawn(
  _ family: some Family, _ link: some Link, _ predictor: [Double], _ counts: [Double]?,
  _ dispersion: Double, from stream: inout RandomStream
) -> [Double] {
  predictor.indices.map { row in
    let value = link.inverse(predictor[row])
    return family.drawResponse(
      mean: value.mean, complement: value.complement, weight: counts?[row] ?? 1,
      dispersion: dispersion, from: &stream)
  }
}
