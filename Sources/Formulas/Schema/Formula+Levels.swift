import Tables

extension Formula {
  /// The calls whose result depends on all rows the schema is trained on, as printed: `scale`,
  /// `center`, `groupMean` and `poly`.
  package var trainedCalls: [String] {
    collected(\.isTrainedCall)
  }

  /// Factors of computed values, such as `factor(x > 3)`, as printed: their levels are known only
  /// once every row has been computed.
  package var computedFactors: [String] {
    collected { part in
      guard part.isWrittenAsFactor else { return false }
      if case .column = part.factorParts.values { return false } else { return true }
    }
  }

  /// The columns whose values decide which levels there are, in the order written.
  ///
  /// Categories and text wherever they stand; numbers where they are declared or written as a factor.
  ///
  /// - Throws: ``FormulaError/noColumn(_:closest:)``.
  package func levelColumns(
    in table: Table, options: SchemaOptions
  ) throws(FormulaError) -> [String] {
    var written: Set<String> = []
    for whole in sides {
      whole.forEachPart { part in
        if part.isWrittenAsFactor, case .column(let name) = part.factorParts.values {
          written.insert(name)
        }
      }
    }
    var result: [String] = []
    for name in try columnNames(in: table) {
      switch try usedColumn(name, of: table).values {
      case .category, .text: result.append(name)
      case .number, .integer, .truth:
        if written.contains(name) || options.declaration(of: name) != nil { result.append(name) }
      }
    }
    return result
  }

  private var sides: [Expression] { [response, predictors].compactMap { $0 } }

  private func collected(_ condition: (Expression) -> Bool) -> [String] {
    var found: [String] = []
    for whole in sides {
      whole.forEachPart { if condition($0) { found.append($0.description) } }
    }
    return found
  }
}

extension Expression {
  /// Calls the body with this and every part of it.
  fileprivate func forEachPart(_ body: (Expression) -> Void) {
    body(self)
    for part in parts { part.forEachPart(body) }
  }
}
