import Families
import LinearAlgebra
import Modeling

/// All that a generalized linear mixed model takes from its data.
struct GeneralizedMixedProblem: Sendable {
  /// The factors, without fixed columns.
  let structure: LevelStructure
  let effects: [RowEffects]
  /// X, n × p, of full rank.
  let fixed: PartitionedMatrix
  let response: [Double]
  /// What a row counts: trials times prior weights; nil for ones.
  let weights: [Double]?
  let offset: [Double]?
  let family: any Family
  let link: any Link

  /// The same with weights over a dispersion.
  func with(dispersion: Double) -> GeneralizedMixedProblem {
    let counts = weights ?? [Double](repeating: 1, count: rowCount)
    return GeneralizedMixedProblem(
      structure: structure, effects: effects, fixed: fixed, response: response,
      weights: counts.map { $0 / dispersion }, offset: offset, family: family, link: link)
  }

  /// Whether the logarithm of a dispersion is the last parameter.
  var hasDispersion: Bool {
    if case .estimated = family.dispersion { true } else { false }
  }

  var rowCount: Int { response.count }

  /// p.
  var fixedCount: Int { fixed.columnCount }

  /// Whether the observed information is the expected one.
  var isCanonical: Bool {
    (family is BinomialFamily && link is LogitLink) || (family is PoissonFamily && link is LogLink)
  }

  /// β, θ and the logarithm of the dispersion, as far as there is one.
  var parameterCount: Int {
    fixedCount + structure.templates.parameterCount + (hasDispersion ? 1 : 0)
  }

  /// Xβ + offset.
  func fixedPredictor(_ coefficients: [Double]) -> [Double] {
    var values = product(fixed, coefficients)
    if let offset {
      for row in values.indices { values[row] += offset[row] }
    }
    return values
  }
}
