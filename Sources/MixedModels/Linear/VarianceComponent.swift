import LinearAlgebra
import Modeling

/// The estimated covariance of the random effects of one term by one grouping.
public struct VarianceComponent: Sendable, Equatable {
  /// The grouping's columns joined by `:`.
  public let grouping: String
  /// The grouping, with `.1`, `.2`, … after it for its second and later terms.
  public let name: String
  /// The number of groups.
  public let levelCount: Int
  /// The names of the effects, as coefficients are named.
  public let effects: [String]
  /// Their covariance, effects × effects.
  public let covariance: Matrix
  /// Whether some combination of the effects is estimated not to vary, whatever the origin of the
  /// variables: a correlation near ±1 alone may come from an origin far from the data.
  let isSingular: Bool

  /// Their standard deviations.
  public var standardDeviations: [Double] { covariance.diagonal.map { max(0, $0).squareRoot() } }

  /// Their correlations, ones on the diagonal; not a number where a variance is zero.
  public var correlations: Matrix {
    let scale = standardDeviations
    var result = covariance
    for j in scale.indices {
      for i in scale.indices {
        result[i, j] = i == j ? 1 : covariance[i, j] / (scale[i] * scale[j])
      }
    }
    return result
  }
}

extension VarianceComponent {
  /// Estimates at the edge of what is possible.
  var boundaryDiagnostics: [Diagnostic] {
    let scale = standardDeviations
    var found = effects.indices.filter { scale[$0] == 0 }.map { index in
      Diagnostic(
        .boundary,
        "the variance of \(effects[index]) by \(grouping) is estimated as zero; leaving it out of the "
          + "random term gives the same fit")
    }
    let correlations = correlations
    for j in effects.indices {
      for i in 0..<j where isSingular && correlations[i, j].magnitude > 1 - 1e-6 {
        found.append(
          Diagnostic(
            .boundary,
            "the correlation of \(effects[i]) and \(effects[j]) by \(grouping) is estimated as "
              + "\(correlations[i, j] < 0 ? "−1" : "1"); the data do not tell them apart: write "
              + "|| for independent effects, or let fewer vary"))
      }
    }
    return found
  }
}

/// The covariances of the effects term by term, for a Λ and a σ in standard coordinates.
func components(
  _ design: RandomEffectsDesign, _ coordinates: MixedCoordinates, _ lambda: [[Double]],
  sigma: Double
) -> [VarianceComponent] {
  let factors = coordinates.covarianceFactors(lambda, sigma: sigma)
  return design.blocks.indices.flatMap { index in
    let block = design.blocks[index]
    let covariance = product(factors[index], factors[index].transposed).symmetrized
    return zip(block.terms, block.termRanges).enumerated().map { place, part in
      let (term, range) = part
      let places = Array(range)
      return VarianceComponent(
        grouping: block.name, name: place == 0 ? block.name : "\(block.name).\(place)",
        levelCount: block.levelCount, effects: term.names,
        covariance: covariance.selectingRows(places).selectingColumns(places),
        isSingular: isSingular(lambda[index], order: block.effects.columnCount, range))
    }
  }
}

/// Whether a row of a term's Λ has next to nothing on the diagonal beside its length.
private func isSingular(_ lambda: [Double], order q: Int, _ term: Range<Int>) -> Bool {
  term.contains { row in
    let length = term.reduce(0) { $0 + lambda[row * q + $1] * lambda[row * q + $1] }
    let last = lambda[row * q + row]
    return last * last <= 2e-6 * length
  }
}
