import Families
import LinearAlgebra
import Modeling

/// The links of cumulative link models.
let ordinalLinkNames = ["logit", "probit", "cloglog", "cauchit"]

/// A cumulative link model with its data (McCullagh, P. (1980), Journal of the Royal Statistical Society B
/// 42, 109–142):
///
///     g(P(Y ≤ j)) = ζⱼ − (x′β + offset),  j = 1 … J − 1,  ζ₁ < ζ₂ < …
///
/// so that a positive slope goes with higher categories, as in R's MASS::polr and ordinal::clm.
struct OrdinalProblem: Sendable {
  /// n × p. A constant among its columns is left to the thresholds.
  let design: PartitionedMatrix
  /// The place of the constant in the design; nil if it has none.
  let intercept: Int?
  /// The category of each row, from 0; n of them.
  let codes: [Int]
  /// The names of the categories in their order, J of them.
  let categories: [String]
  /// What multiplies each row's log-likelihood, positive: precisions and frequencies alike repeat a row;
  /// nil for all 1.
  let weights: [Double]?
  /// The known part of the linear predictor, or nil for zero.
  let offset: [Double]?
  /// Logit, probit, cloglog or cauchit.
  let link: any Link

  /// J − 1.
  var thresholdCount: Int { categories.count - 1 }

  /// `1|2` for the threshold between the categories 1 and 2, and so on.
  var thresholdNames: [String] {
    zip(categories, categories.dropFirst()).map { "\($0)|\($1)" }
  }

  /// The sum of the weights in each category.
  ///
  /// - Throws: ``OrdinalError`` for categories or a link that no model is fitted to.
  func checkedCounts() throws -> [Double] {
    guard ordinalLinkNames.contains(link.name) else {
      throw OrdinalError.unsupportedLink(link: link.name, allowed: ordinalLinkNames)
    }
    if categories.count < 2 { throw OrdinalError.tooFewCategories(count: categories.count) }
    var counts = [Double](repeating: 0, count: categories.count)
    for (row, code) in codes.enumerated() { counts[code] += weights?[row] ?? 1 }
    let empty = zip(categories, counts).filter { $1 == 0 }.map(\.0)
    if !empty.isEmpty { throw OrdinalError.emptyCategories(empty) }
    return counts
  }

  /// Which columns have a slope: those that are no combination of the constant and the columns before
  /// them.
  ///
  /// - Throws: `LinearAlgebraError` for numbers that are not finite.
  func rankedColumns() throws -> OrdinalColumns {
    let slopes = (0..<design.columnCount).filter { $0 != intercept }
    let own = design.selectingColumns(slopes)
    let shifted = PartitionedMatrix(
      rowCount: own.rowCount, columnCount: own.columnCount + 1,
      dense: [DenseColumn(position: 0, values: .constant(1))]
        + own.dense.map { DenseColumn(position: $0.position + 1, values: $0.values) },
      factors: own.factors.map { factor in
        FactorColumns(
          codes: factor.codes, columnOfLevel: factor.columnOfLevel.map { $0 < 0 ? $0 : $0 + 1 })
      })
    let solution = try leastSquares(
      design: shifted, response: codes.map { Double($0) }, weights: nil, method: .gram)
    let kept = solution.kept.dropFirst().map { slopes[$0 - 1] }
    return OrdinalColumns(
      slopes: kept,
      ranked: RankedColumns(
        kept: (intercept.map { [$0] } ?? []) + kept,
        aliased: solution.aliased.map { slopes[$0 - 1] },
        aliasRelations: intercept == nil
          ? solution.aliasRelations.map { Array($0.dropFirst()) } : solution.aliasRelations))
  }
}

/// Which columns of a design have a slope in a cumulative link model.
struct OrdinalColumns: Sendable {
  /// The places of those with a slope, ascending.
  let slopes: [Int]
  /// The kept columns, the constant first if the design has one, and what reproduces the others.
  let ranked: RankedColumns
}
