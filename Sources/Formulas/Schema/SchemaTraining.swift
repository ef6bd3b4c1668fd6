import Tables

/// Finds out from the training rows what each variable is, and trains what is to be trained.
struct SchemaTraining {
  var table: Table { evaluator.table }
  private let options: SchemaOptions
  private var evaluator: Evaluator
  private var typing: Evaluator
  private(set) var notes: [SchemaNote] = []

  init(
    table: Table, rows: [Int]?, options: SchemaOptions, rowNumbers: [Int]?, counts: [Double]?
  ) throws(FormulaError) {
    try options.checkFactors(in: table)
    self.options = options
    self.evaluator = Evaluator(
      table: table, rows: rows, stage: .training, rowNumbers: rowNumbers, counts: counts)
    self.typing = Evaluator(table: table.withoutRows, stage: .typing)
  }

  /// The trained states, by the printed call.
  var transforms: [String: TrainedTransform] { evaluator.transforms }

  /// The values of a column in the training rows.
  func values(ofColumn name: String) throws(FormulaError) -> Evaluated {
    try evaluator.values(ofColumn: name)
  }

  /// Throws for the first missing cell of a column the expression uses.
  func checkPresent(_ expression: Expression) throws(FormulaError) {
    try evaluator.checkPresent(expression)
  }

  /// A variable as the training rows make it.
  mutating func variable(_ expression: Expression) throws(FormulaError) -> Variable {
    let name = expression.description
    try evaluator.checkPresent(expression)
    if let (argument, degree, isRaw) = expression.polynomial {
      try trainPolynomial(expression, of: argument, degree: degree, isRaw: isRaw)
      let kind = Variable.Kind.polynomial(degree: degree, isRaw: isRaw)
      return Variable(name: name, expression: expression, kind: kind)
    }
    if let levels = try levels(of: expression) {
      return Variable(
        name: name, expression: expression, kind: .factor(levels, coding(of: expression)))
    }
    try trainNumbers(expression)
    return Variable(name: name, expression: expression, kind: .numeric)
  }

  /// Trains the functions inside an arithmetic expression.
  mutating func trainNumbers(_ expression: Expression) throws(FormulaError) {
    _ = try typing.numbers(expression)
    if expression.contains(where: \.isTrainedCall) { _ = try evaluator.numbers(expression) }
  }

  /// The levels of an expression that is a factor, or nil for numbers.
  ///
  /// As a predictor (or response) a truth value has the levels FALSE and TRUE whether or not both
  /// occur.
  mutating func levels(of expression: Expression) throws(FormulaError) -> LevelTable? {
    let (values, written, _) = expression.factorParts
    let type: Evaluated
    do {
      type = try typing.evaluate(values)
    } catch {
      throw try typing.blamingColumn(of: values, for: error)
    }
    let declaration = declaration(of: values)
    switch type {
    case .categories:
      if !expression.isWrittenAsFactor, declaration == nil, case .column(let name) = values,
        let reason = try usedColumn(name, of: table).numbersSpoilt
      {
        throw .column(reason)
      }
    case .numbers, .number:
      if !expression.isWrittenAsFactor && declaration == nil { return nil }
    case .truths, .truth:
      if !expression.isWrittenAsFactor && declaration == nil {
        if expression.contains(where: \.isTrainedCall) { _ = try evaluator.evaluate(expression) }
        return .truth
      }
    case .text:
      throw .wrongType(
        expression: expression.description, found: type.typeName, expected: "a column")
    }
    let declared = written.map { $0.map(\.levelLabel) } ?? declaration?.levels
    return try trainedLevels(of: values, declared: declared, named: expression.description)
  }

  private func declaration(of expression: Expression) -> FactorDeclaration? {
    if case .column(let name) = expression { options.declaration(of: name) } else { nil }
  }

  private mutating func trainedLevels(
    of expression: Expression, declared: [String]?, named name: String
  ) throws(FormulaError) -> LevelTable {
    try evaluator.checkPresent(expression)
    let values = try evaluator.categories(expression)
    guard let declared else { return try LevelTable(of: values, named: name) }
    try checkDistinct(declared, of: name)
    let all = LevelTable(labels: declared)
    let codes: [Int32]
    do {
      codes = try all.codes(of: values, named: name, rowNumber: evaluator.rowNumber)
    } catch {
      guard case .newLevel(_, let level, let row, _) = error else { throw error }
      throw .undeclaredLevel(factor: name, level: level, row: row, declared: declared)
    }
    let present = Set(codes)
    let absent = declared.indices.filter { !present.contains(Int32($0)) }.map { declared[$0] }
    if !absent.isEmpty && !codes.isEmpty {
      notes.append(.levelsWithoutRows(factor: name, levels: absent))
    }
    return LevelTable(
      labels: declared.indices.filter { present.contains(Int32($0)) }.map { declared[$0] })
  }

  private func coding(of expression: Expression) -> ContrastCoding {
    let (values, _, written) = expression.factorParts
    if let written { return written }
    if let named = options.contrasts[expression.description] { return named }
    if case .column(let name) = values, let named = options.contrasts[name] { return named }
    return options.defaultContrast
  }

  private mutating func trainPolynomial(
    _ call: Expression, of argument: Expression, degree: Int, isRaw: Bool
  ) throws(FormulaError) {
    _ = try typing.numbers(argument)
    let points = try evaluator.finiteNumbers(argument)
    let distinct = distinctCount(points, upTo: degree + 1)
    if distinct <= degree {
      throw .polynomialDegree(
        expression: call.description, degree: degree, distinctValues: distinct)
    }
    if isRaw { return }
    let trained = OrthogonalPolynomial.trained(
      on: points, counts: evaluator.counts, degree: degree)
    guard let polynomial = trained.polynomial else {
      throw .degeneratePolynomial(expression: call.description, degree: trained.failedAt)
    }
    evaluator.keep(.polynomial(polynomial), for: call)
  }
}

extension Expression {
  /// Whether this is a call of a function with trained state.
  var isTrainedCall: Bool {
    if case .call(let function, _) = self { function.isTrained } else { false }
  }

  /// A literal as a level's text.
  fileprivate var levelLabel: String {
    switch self {
    case .number(let value): levelText(value)
    case .truth(let value): value ? "TRUE" : "FALSE"
    case .text(let text): text
    default: description
    }
  }
}

extension Table {
  /// A table of the same columns and types with no rows.
  fileprivate var withoutRows: Table {
    let empty = columns.map { column in
      let values: ColumnValues =
        switch column.values {
        case .number: .number([])
        case .integer: .integer([])
        case .category(_, let levels): .category(codes: [], levels: levels)
        case .truth: .truth([])
        case .text: .text([])
        }
      return Column(name: column.name, values: values, unit: column.unit).noting(column.record)
    }
    // The names are those of a table, so they are unique.
    return (try? Table(empty)) ?? self
  }
}
