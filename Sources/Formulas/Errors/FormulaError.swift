public import Tables

/// What can be wrong with a formula, a row filter, or the data they are applied to.
///
/// Rows in the associated values are counted from 1 within the table that was given, or are taken
/// from the row numbers given along with it.
public enum FormulaError: Error, Sendable, Equatable {
  /// The text cannot be read.
  case syntax(SyntaxProblem)
  /// Parentheses, calls and signs are nested deeper than the limit; the offset counts from 0.
  case nestedTooDeeply(limit: Int, offset: Int)
  /// Multiplying out the formula gives more terms than the limit.
  case tooManyTerms(limit: Int)
  /// The design matrix would have more elements than can be held.
  case designTooLarge(rows: Int, columns: Int)

  /// The table has no such column; the closest name that exists.
  case noColumn(String, closest: String?)
  /// The formula has no response, and one was asked for.
  case noResponse
  /// The response also stands among the predictors.
  case responseAmongPredictors(String)
  /// A `.` stands for no column at all.
  case emptyDot
  /// A `.` was met before it was replaced by column names.
  case unexpandedDot

  /// A column cannot be used as numbers because of what was read, such as words among its numbers.
  case column(TableError)
  /// An expression has another type than its place asks for.
  case wrongType(expression: String, found: String, expected: String)
  /// A column that was numbers in training has a text that is none; the first such row.
  case notANumber(column: String, text: String, row: Int)
  /// A factor has one level only in the rows used.
  case oneLevel(factor: String, level: String)
  /// A factor has no level, as there are no rows.
  case noLevels(factor: String)
  /// A response with two levels was asked for, and there are more.
  case manyResponseLevels(response: String, levels: [String])
  /// A value is not among the levels that were declared for a factor.
  case undeclaredLevel(factor: String, level: String, row: Int, declared: [String])
  /// A level is declared more than once.
  case repeatedLevel(factor: String, level: String)
  /// A value is not among the levels the schema was trained with.
  case newLevel(factor: String, level: String, row: Int, known: [String])
  /// Contrasts are asked for something that is neither a column nor a variable of the formula.
  case noFactorForContrast(String, closest: String?)

  /// Polynomial contrasts are asked for a factor with more levels than they are made for.
  case polynomialContrasts(factor: String, levelCount: Int, limit: Int)

  /// A cell of a used column is missing; such rows are to be removed beforehand.
  case missingCell(column: String, row: Int)
  /// An expression is not defined at a row, for example `log(-1)`; the inputs as "x = -1".
  case undefinedValue(expression: String, row: Int, inputs: [String])
  /// An expression is infinite at a row, for example `log(0)`; the inputs as "x = 0".
  case infiniteValue(expression: String, row: Int, inputs: [String])
  /// A count of successes or failures is negative.
  case negativeCount(expression: String, value: Double, row: Int)
  /// A column has the same value in every row and cannot be scaled.
  case constantColumn(expression: String)
  /// A polynomial needs more distinct values than its degree.
  case polynomialDegree(expression: String, degree: Int, distinctValues: Int)
  /// An orthogonal polynomial of this degree cannot be told apart in double precision.
  case degeneratePolynomial(expression: String, degree: Int)
}
