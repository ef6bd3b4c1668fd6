import LinearAlgebra
import Tables

/// A linear regression fitted to many groups of rows.
public struct LinearFitsByGroup: Sendable, Equatable {
  /// The value of each group, under the name of the column.
  public let groups: Column
  /// The names of the coefficients, the same in every group.
  public let coefficientNames: [String]
  /// Coefficients, standard errors, sums of squares and degrees of freedom: problem i is group i, and
  /// its column j has the name j.
  public let solutions: LeastSquaresBatch

  /// The estimates as a table of one row for each group and coefficient: the group's column, then
  /// `term`, `estimate`, `standard_error` and `df`, the residual degrees of freedom.
  ///
  /// Coefficients of columns that depend on others in the group are missing cells, and so are standard
  /// errors without a degree of freedom. Complexity: O(groups × coefficients).
  ///
  /// - Throws: `TableError` if the column of the groups has one of these names.
  public func table() throws(TableError) -> Table {
    let terms = coefficientNames.count
    let rows = 0..<groups.count * terms
    return try Table([
      groups.selecting(rows: rows.map { $0 / terms }),
      Column(
        name: "term",
        values: .category(codes: rows.map { Int32($0 % terms) }, levels: coefficientNames)),
      Column("estimate", solutions.coefficients),
      Column("standard_error", solutions.standardErrors),
      Column(
        name: "df",
        values: .integer(rows.map { Int64(solutions.residualDegreesOfFreedom[$0 / terms]) })),
    ])
  }
}
