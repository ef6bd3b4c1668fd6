import LinearAlgebra

/// Estimates under names.
///
/// - Parameters:
///   - values: one for each kept column.
///   - ranked: positions among the columns fitted.
///   - names: those of the whole design's columns.
///   - columns: the positions of the columns fitted in the design; all if nil.
///   - largest: the largest magnitude in a column of the design, by which what is rounding in a
///     combination is told and left out of it; if nil, factors below 10⁻¹⁰ of the largest are.
/// - Returns: the estimates, with the aliased columns apart.
package func coefficientEstimates(
  _ values: [Double], ranked: RankedColumns, names: [String], columns: [Int]? = nil,
  largest: ((Int) -> Double)? = nil
) -> Parameters {
  let columns = columns ?? Array(names.indices)
  let kept = ranked.kept.map { columns[$0] }
  let aliased = zip(ranked.aliased, ranked.aliasRelations).map { position, relation in
    let column = columns[position]
    let parts = zip(kept, relation).map { $1.magnitude * (largest?($0) ?? 1) }
    let least = 1e-10 * (largest?(column) ?? parts.max() ?? 0)
    let combination = zip(zip(kept, relation), parts).filter { $0.1 > least }
      .map { AliasedCoefficient.WeightedName(name: names[$0.0.0], factor: $0.0.1) }
    return AliasedCoefficient(
      name: names[column], designColumn: column, combination: combination)
  }
  return Parameters(
    names: kept.map { names[$0] }, values: values, designColumns: kept, aliased: aliased)
}
