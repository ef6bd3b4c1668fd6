import Tables

/// An immutable description of a regression, ready to be fitted to any table.
///
/// A model never becomes a fit by mutation: `fit(to:)` returns a new value of another type, so that
/// "has this been fitted?" cannot be asked.
public protocol Model: Sendable {
  /// What a fit of this model is.
  associatedtype Fit: Estimated
  /// Fits the model to the rows of a table in which every used column is present.
  ///
  /// - Throws: a typed error of the module that found the problem: a column that does not exist,
  ///   values that are not numbers, no rows left, a response outside the family's range.
  func fit(to table: Table) throws -> Fit
}
