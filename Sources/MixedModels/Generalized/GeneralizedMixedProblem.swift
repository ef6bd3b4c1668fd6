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

  var rowCount: Int { response.count }

  /// p.
  var fixedCount: Int { fixed.columnCount }

  /// Whether the observed information is the expected one.
  var isCanonical: Bool {
    (family is BinomialFamily && link is LogitLink) || (family is PoissonFamily && link is LogLink)
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
