import Families
import LinearAlgebra
import Modeling

/// All that a generalized linear mixed model takes from its data.
struct GeneralizedMixedProblem: Sendable {
  /// The factors, without fixed columns.
  let structure: LevelStructure
  let effects: [RowEffects]
  /// The columns that X is read from, n × p, of full rank.
  let fixed: PartitionedMatrix
  let response: [Double]
  /// What a row counts: trials times prior weights; nil for ones.
  let weights: [Double]?
  let offset: [Double]?
  let family: any Family
  let link: any Link
  /// X = fixed · fixedBasis; nil for the columns themselves.
  var fixedBasis: Matrix?

  /// The same with weights over a dispersion.
  func with(dispersion: Double) -> GeneralizedMixedProblem {
    let counts = weights ?? [Double](repeating: 1, count: rowCount)
    return GeneralizedMixedProblem(
      structure: structure, effects: effects, fixed: fixed, response: response,
      weights: counts.map { $0 / dispersion }, offset: offset, family: family, link: link,
      fixedBasis: fixedBasis)
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
    var values = LinearAlgebra.product(
      fixed, fixedBasis.map { LinearAlgebra.product($0, coefficients) } ?? coefficients)
    if let offset {
      for row in values.indices { values[row] += offset[row] }
    }
    return values
  }

  /// X′v.
  func fixedTransposedProduct(_ v: [Double]) -> [Double] {
    let read = weightedTransposedProduct(fixed, weights: nil, v)
    return fixedBasis.map { transposedProduct($0, read) } ?? read
  }

  /// X′WX.
  func fixedCrossProduct(weights: [Double]) -> Matrix {
    let read = crossProduct(fixed, weights: weights)
    return fixedBasis.map { transposedProduct($0, LinearAlgebra.product(read, $0)).symmetrized }
      ?? read
  }

  /// Z′WX, column by column of X. Complexity: one pass over the rows for each column.
  func effectsByFixed(weights: [Double]) -> [[Double]] {
    let read = MixedModels.effectsByFixed(effects, fixed, weights: weights)
    guard let fixedBasis, let count = read.first?.count else { return read }
    return (0..<fixedBasis.columnCount).map { column in
      var sums = [Double](repeating: 0, count: count)
      for (k, own) in read.enumerated() where fixedBasis[k, column] != 0 {
        for effect in 0..<count { sums[effect] += fixedBasis[k, column] * own[effect] }
      }
      return sums
    }
  }
}
