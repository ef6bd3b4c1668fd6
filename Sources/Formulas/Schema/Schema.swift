import Tables

/// What a table makes of a formula: the kind of each variable, the levels and contrasts of factors,
/// the state of trained functions, and from these the names of the design's columns.
///
/// A schema is trained once, on the rows a model is fitted to, and turns those rows and any later
/// ones into numbers in the same way. Levels are those of the training rows; `scale`, `center`,
/// `poly` and `groupMean` keep what they learnt there.
///
/// Coding follows R's `model.matrix`: in a term, a factor is coded by contrasts if the term without
/// that factor is in the model or within an earlier term, and by one column a level if not; without
/// an intercept the first factor of the first term that has one gets a column a level.
///
/// Random terms and parts after `|` take no part; they stand in ``formula`` for the models that
/// know them.
public struct Schema: Sendable, Equatable {
  /// The formula, with `.` replaced by the columns it stands for.
  public let formula: Formula
  /// The terms in order, the intercept first if there is one.
  public let terms: [Term]
  /// The columns of the design, term by term.
  public let columns: [DesignColumn]
  /// The columns of the table that the predictors use, in order of appearance.
  public let inputs: [SchemaInput]
  /// What a reader should know about how the data were taken.
  public let notes: [SchemaNote]

  /// The variables of the terms.
  package let variables: [Variable]
  /// The variables of each term other than the intercept, and how each is coded.
  package let codedTerms: [CodedTerm]
  /// The trained states, by the printed call.
  package let transforms: [String: TrainedTransform]
  /// The arguments of the calls of `offset`.
  let offsets: [Expression]
  /// What kind of values the response has; nil for a one-sided formula.
  let responseKind: ResponseKind?

  /// Trains a schema.
  ///
  /// - Parameters:
  ///   - formula: the formula; `.` stands for the columns of the table that the response does not use.
  ///   - table: the rows to be used, without missing cells in the columns used.
  ///   - rows: which of its rows (from 0) are to be used, in this order; all if nil.
  ///   - options: declared factors and contrasts.
  ///   - rowNumbers: the numbers to call the rows by in errors; by default they count from 1.
  ///   - counts: how often each row is there (frequency weights), for what `scale`, `center`, `poly`
  ///     and `groupMean` learn; once if nil.
  /// - Throws: ``FormulaError``: columns that do not exist, missing cells, types that do not fit,
  ///   factors with one level, polynomials of too high a degree, constant columns to be scaled,
  ///   more than 10,000 terms, or a million columns.
  /// - Complexity: O(rows) for each factor and each trained function; plain columns are not read.
  /// - Precondition: as many row numbers as rows, if given.
  public init(
    _ formula: Formula, trainedOn table: Table, rows: [Int]? = nil,
    options: SchemaOptions = SchemaOptions(), rowNumbers: [Int]? = nil, counts: [Double]? = nil
  ) throws(FormulaError) {
    let formula = try formula.expandingDot(columns: table.columnNames)
    let terms = try Terms(formula)
    var training = try SchemaTraining(
      table: table, rows: rows, options: options, rowNumbers: rowNumbers, counts: counts)
    let used = Set(terms.members.joined()).sorted()
    var variables: [Variable] = []
    for index in used { variables.append(try training.variable(terms.variables[index])) }
    for variable in variables { try variable.checkLevels() }
    for offset in terms.offsets { try training.trainNumbers(offset) }
    try options.checkContrasts(in: table, variables: variables.map(\.name))
    self.responseKind = try formula.response.map { response throws(FormulaError) in
      try training.responseKind(of: response)
    }
    let positions = Dictionary(uniqueKeysWithValues: used.enumerated().map { ($1, $0) })
    let members = terms.members.map { $0.compactMap { positions[$0] } }
    self.formula = formula
    self.terms = terms.named
    self.variables = variables
    self.codedTerms = codings(
      of: members, isFactor: variables.map(\.isFactor), hasIntercept: terms.hasIntercept)
    self.columns = try designColumns(
      codedTerms, variables, hasIntercept: terms.hasIntercept,
      rows: rows?.count ?? table.rowCount)
    self.offsets = terms.offsets
    self.transforms = training.transforms
    self.notes = training.notes
    self.inputs = try training.inputs(of: variables, offsets: terms.offsets)
  }

  /// The names of the design's columns, as R names coefficients.
  public var columnNames: [String] { columns.map(\.name) }

  /// Whether the design has an intercept.
  public var hasIntercept: Bool { terms.first?.isIntercept ?? false }
}

extension Variable {
  /// Throws for a factor with fewer than two levels, or too many for its contrasts.
  fileprivate func checkLevels() throws(FormulaError) {
    guard case .factor(let levels, let coding) = kind else { return }
    let count = levels.labels.count
    guard let level = levels.labels.first else { throw .noLevels(factor: name) }
    if count < 2 { throw .oneLevel(factor: name, level: level) }
    if coding == .polynomial && count > ContrastCoding.polynomialLevelLimit {
      throw .polynomialContrasts(
        factor: name, levelCount: count, limit: ContrastCoding.polynomialLevelLimit)
    }
  }
}
