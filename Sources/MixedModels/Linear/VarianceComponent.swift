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
      for i in 0..<j where correlations[i, j].magnitude > 1 - 1e-6 {
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

/// σ² ΛΛ′ term by term.
func components(
  _ design: RandomEffectsDesign, _ lambda: [[Double]], residualVariance: Double
) -> [VarianceComponent] {
  var result: [VarianceComponent] = []
  for (block, factor) in zip(design.blocks, lambda) {
    let q = block.effects.columnCount
    var first = 0
    for (place, term) in block.terms.enumerated() {
      let size = term.names.count
      var covariance = Matrix(rowCount: size, columnCount: size)
      for i in 0..<size {
        for j in 0..<size {
          for k in first...first + min(i, j) {
            covariance[i, j] +=
              residualVariance * factor[(first + i) * q + k] * factor[(first + j) * q + k]
          }
        }
      }
      result.append(
        VarianceComponent(
          grouping: block.name, name: place == 0 ? block.name : "\(block.name).\(place)",
          levelCount: block.levelCount, effects: term.names, covariance: covariance))
      first += size
    }
  }
  return result
}
