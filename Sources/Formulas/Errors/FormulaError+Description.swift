import LinearAlgebra

extension FormulaError: CustomStringConvertible {
  /// What was asked, what was found, where, and what to try.
  public var description: String {
    switch self {
    case .syntax(let problem): problem.description
    case .nestedTooDeeply(let limit, let offset):
      "nested more than \(limit) deep at position \(offset) (counted from 0)"
    case .tooManyTerms(let limit):
      "multiplied out, the formula has more than \(limit) terms or takes too long to expand; "
        + "use fewer variables or a lower power"
    case .designTooLarge(let rows, let columns):
      "a design matrix of \(rows) rows and \(columns) columns is too large to hold "
        + "(\(written(bytes: 8 * Double(rows) * Double(columns)))); "
        + "use a coarser factor, or drop an interaction"
    case .noColumn(let name, let closest): "no column \(quoted(name))" + suggestion(closest)
    case .noResponse: "the formula has no response; write one to the left of ~"
    case .responseAmongPredictors(let name):
      "the response \(name) is also a predictor; take it out of the right-hand side"
    case .emptyDot: "\".\" stands for no column: every column of the table is in the response"
    case .unexpandedDot:
      "\".\" stands for the other columns of a table and means nothing without one"
    default: dataDescription
    }
  }

  /// The message; the same as ``description``.
  public var message: String { description }

  private var dataDescription: String {
    switch self {
    case .column(let error):
      error.description
    case .wrongType(let expression, let found, let expected):
      "\(expression) is \(found); expected \(expected)"
    case .notANumber(let column, let text, let row):
      "\(quoted(column)) is \(quoted(text)) in row \(row) (line \(row + 1) of a file with one header "
        + "line), which is not a number, as the column was in the data used for fitting; correct it, or "
        + "read that text as a missing value"
    case .oneLevel(let factor, let level):
      "\(factor) has only one level, \(quoted(level)), in the rows used; "
        + "leave it out, or use rows with another level"
    case .noLevels(let factor): "\(factor) has no levels: there are no rows to take them from"
    case .manyResponseLevels(let response, let levels):
      "the response \(response) has \(levels.count) levels (\(listed(levels))); expected 2, of "
        + "which the second counts as 1; compare with one level, as in \(response) == "
        + quoted(levels.first ?? "")
    case .undeclaredLevel(let factor, let level, let row, let declared):
      "\(factor) is \(quoted(level)) in row \(row), which is not a declared level "
        + "(\(listed(declared))); declare it, or leave such rows out"
    case .repeatedLevel(let factor, let level):
      "level \(quoted(level)) of \(factor) is declared more than once"
    case .newLevel(let factor, let level, let row, let known):
      "\(factor) is \(quoted(level)) in row \(row), a level not in the data used for fitting; "
        + "known: \(listed(known))"
    case .noFactorForContrast(let name, let closest):
      "contrasts are given for \(quoted(name)), which is neither a column nor a variable of the "
        + "formula" + suggestion(closest)
    case .polynomialContrasts(let factor, let levelCount, let limit):
      "\(factor) has \(levelCount) levels; polynomial contrasts are made for up to \(limit)"
    default: valueDescription
    }
  }

  private var valueDescription: String {
    switch self {
    case .missingCell(let column, let row):
      "\(quoted(column)) is missing in row \(row); leave out rows with missing values"
    case .undefinedValue(let expression, let row, let inputs):
      "\(expression) is not defined in row \(row)\(given(inputs)); leave out such rows"
    case .infiniteValue(let expression, let row, let inputs):
      "\(expression) is infinite in row \(row)\(given(inputs)); leave out such rows, or change "
        + "the expression (log1p(x) stands for log(1 + x))"
    case .negativeCount(let expression, let value, let row):
      "\(expression) is \(numberText(value)) in row \(row); a count cannot be negative"
    case .constantColumn(let expression):
      "\(expression) cannot be computed: its argument has the same value in every row"
    case .polynomialDegree(let expression, let degree, let distinctValues):
      "\(expression) needs more than \(degree) distinct values; there "
        + (distinctValues == 1 ? "is 1" : "are \(distinctValues)")
    case .degeneratePolynomial(let expression, let degree):
      "\(expression) cannot be computed in double precision from degree \(degree) on; "
        + "use a lower degree"
    default: ""
    }
  }

  private func suggestion(_ closest: String?) -> String {
    closest.map { "; the closest is \(quoted($0))" } ?? ""
  }

  private func given(_ inputs: [String]) -> String {
    inputs.isEmpty ? "" : ", where " + inputs.joined(separator: ", ")
  }

  /// Up to eight names, and how many more there are.
  private func listed(_ names: [String]) -> String {
    let shown = names.prefix(8).map(quoted).joined(separator: ", ")
    return names.count > 8 ? shown + " and \(names.count - 8) more" : shown
  }

  private func quoted(_ name: String) -> String { "\"\(name)\"" }
}
