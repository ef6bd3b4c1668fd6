import LinearAlgebra
import Modeling

/// How reliably the groups' own data tell their coefficient.
///
/// For each group τ/(τ + v), with the variance τ of the coefficient over groups and the sampling
/// variance v of the group's own estimate of it; then the mean over the groups that have one, as
/// HLM prints it. The group's own estimate is that of the effects of this grouping's random terms
/// by least squares, with fixed effects as known; where finer groupings lie within the group, by
/// generalized least squares with their variances.
///
/// ### References
/// S. W. Raudenbush and A. S. Bryk, Hierarchical Linear Models (2002), chapters 3 (two levels)
/// and 8 (three).
public struct CoefficientReliability: Sendable, Equatable {
  /// The grouping's columns joined by `:`.
  public let grouping: String
  /// The coefficient that varies.
  public let effect: String
  /// The mean of τ/(τ + v); nil where there is none, see ``absence``.
  public let reliability: Double?
  /// Why there is no reliability; nil where there is one.
  public let absence: Absence?
  /// The groups whose own data determine all effects of the grouping: those the mean is over.
  public let groupsUsed: Int
  /// All groups.
  public let groupCount: Int

  /// Why a coefficient has no reliability.
  public enum Absence: String, Sendable, Hashable, CaseIterable {
    /// Groupings that cross each other lie within this one, so that their effects do not fall into
    /// parts of their own, and it is not computed.
    case crossedWithin = "crossed-within"
    /// No group's own data determine all effects of the grouping.
    case noOwnEstimates = "no-own-estimates"
  }
}

extension LinearMixedFit {
  /// The reliability of each random coefficient, grouping by grouping.
  ///
  /// Groupings that cross this one, or in which it lies, play no part: their effects are taken as
  /// known. Complexity: O(levels · q³), from cross-products that the fit holds; no pass over rows.
  public func coefficientReliabilities() -> [CoefficientReliability] {
    var next = 0
    return randomEffects.blocks.enumerated().flatMap { index, block in
      let components = varianceComponents[next..<next + block.terms.count]
      next += block.terms.count
      let variances = components.flatMap { $0.covariance.diagonal }
      let means = groupInformation(numbers, of: index, theta: standard.minimum.theta).map {
        information in
        meanReliabilities(
          information, basis: coordinates.effects[index].basis, variances: variances,
          residualVariance: coordinates.response * coordinates.response * standardVariance)
      }
      return block.effectNames.indices.map { effect in
        CoefficientReliability(
          grouping: block.name, effect: block.effectNames[effect],
          reliability: means.flatMap { $0.groupsUsed > 0 ? $0.values[effect] : nil },
          absence: means.map { $0.groupsUsed > 0 ? nil : .noOwnEstimates } ?? .crossedWithin,
          groupsUsed: means?.groupsUsed ?? 0, groupCount: block.levelCount)
      }
    }
  }
}

/// The mean over groups of τ/(τ + v) for each effect, v from σ² times the inverse of the
/// information: for each group Z′V⁻¹Z of the columns times a basis, q × q by rows, σ² left out.
private func meanReliabilities(
  _ information: [Double], basis: Matrix, variances: [Double], residualVariance: Double
) -> (values: [Double], groupsUsed: Int) {
  let q = basis.columnCount
  var sums = [Double](repeating: 0, count: q)
  var used = 0
  for start in stride(from: 0, to: information.count, by: q * q) {
    guard let inverse = inverseDiagonal(information[start..<start + q * q], basis: basis) else {
      continue
    }
    used += 1
    for effect in 0..<q where variances[effect] > 0 {
      sums[effect] +=
        variances[effect] / (variances[effect] + residualVariance * inverse[effect])
    }
  }
  return (sums.map { $0 / Double(max(1, used)) }, used)
}

/// The diagonal of U A⁻¹ U′ for a symmetric A and a basis U; nil if A is singular to rounding.
private func inverseDiagonal(_ block: ArraySlice<Double>, basis: Matrix) -> [Double]? {
  let q = basis.columnCount
  let first = block.startIndex
  let scale = (0..<q).map { block[first + $0 * q + $0].squareRoot() }
  guard scale.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
  var scaled = Matrix(rowCount: q, columnCount: q)
  for i in 0..<q {
    for j in 0..<q { scaled[i, j] = block[first + i * q + j] / (scale[i] * scale[j]) }
  }
  guard let factor = try? CholeskyFactorization(scaled),
    (0..<q).allSatisfy({ factor.upper[$0, $0] * factor.upper[$0, $0] > leastPivot })
  else { return nil }
  var inverse = factor.inverse()
  for j in 0..<q {
    for i in 0..<q { inverse[i, j] /= scale[i] * scale[j] }
  }
  if q == 1 { return [basis[0, 0] * basis[0, 0] * inverse[0, 0]] }
  return (0..<q).map { effect in
    var sum = 0.0
    for j in 0..<q {
      for i in 0..<q { sum += basis[effect, i] * inverse[i, j] * basis[effect, j] }
    }
    return sum
  }
}

/// What is left of a column of length one after the others, at which a group's effects are no
/// longer told apart.
private let leastPivot = 1e-10
