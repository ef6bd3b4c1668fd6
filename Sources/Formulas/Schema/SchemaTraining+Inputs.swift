extension SchemaTraining {
  /// The columns that variables and offsets use, and how.
  ///
  /// A column of numbers counts as categories if it is used as a factor only.
  mutating func inputs(
    of variables: [Variable], offsets: [Expression]
  ) throws(FormulaError) -> [SchemaInput] {
    let expressions = variables.map(\.expression) + offsets
    var levels: [String: [String]] = [:]
    var usedAsNumber: Set<String> = []
    for variable in variables {
      if case .factor(let table, _) = variable.kind,
        case .column(let name) = variable.expression.factorParts.values
      {
        levels[name] = table.labels
      } else {
        usedAsNumber.formUnion(variable.expression.columnNames)
      }
    }
    for offset in offsets { usedAsNumber.formUnion(offset.columnNames) }
    var inputs: [SchemaInput] = []
    for name in Expression.list(expressions).columnNames {
      let kind = try inputKind(
        of: name, levels: levels[name], asNumber: usedAsNumber.contains(name))
      inputs.append(SchemaInput(name: name, kind: kind))
    }
    return inputs
  }

  private func inputKind(
    of name: String, levels: [String]?, asNumber: Bool
  ) throws(FormulaError) -> SchemaInput.Kind {
    let column = try usedColumn(name, of: table)
    switch column.values {
    case .truth: return .truth
    case .number, .integer:
      if asNumber { return .number }
      return levels.map { .category(levels: $0) } ?? .number
    case .category, .text:
      if let levels { return .category(levels: levels) }
      return .category(levels: try LevelTable(of: values(ofColumn: name), named: name).labels)
    }
  }
}
