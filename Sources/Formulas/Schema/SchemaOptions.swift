import Tables

/// A column to be taken as categories, with the order of its levels.
public struct FactorDeclaration: Sendable, Hashable {
  /// The name of the column.
  public let column: String
  /// The levels in order, of which the first is the reference; nil for those that occur, categories
  /// in their column's order and numbers ascending.
  public let levels: [String]?

  /// A declaration.
  public init(column: String, levels: [String]? = nil) {
    self.column = column
    self.levels = levels
  }
}

/// What is said about the data beside the formula.
public struct SchemaOptions: Sendable, Hashable {
  /// The columns to be taken as categories. Of two declarations of one column the last counts. Text
  /// and category columns are categories without being declared.
  public var factors: [FactorDeclaration] = []
  /// The contrasts of single factors, by the name of the column or of the variable as printed
  /// (`factor(year)`).
  public var contrasts: [String: ContrastCoding] = [:]
  /// The contrasts of all other factors and truth values.
  public var defaultContrast: ContrastCoding = .treatment

  /// No declared factors, and treatment contrasts.
  public init() {}
}

extension SchemaOptions {
  /// The last declaration of a column.
  func declaration(of column: String) -> FactorDeclaration? {
    factors.last { $0.column == column }
  }

  /// Throws unless every declared factor is a column, with each level given once.
  func checkFactors(in table: Table) throws(FormulaError) {
    for factor in factors {
      _ = try usedColumn(factor.column, of: table)
      try checkDistinct(factor.levels ?? [], of: factor.column)
    }
  }

  /// Throws for a key of ``contrasts`` that is neither a column nor a variable.
  func checkContrasts(in table: Table, variables: [String]) throws(FormulaError) {
    for name in contrasts.keys.sorted() where table[name] == nil && !variables.contains(name) {
      let names = table.columnNames + variables
      throw .noFactorForContrast(name, closest: nearestName(to: name, among: names))
    }
  }
}

/// Throws if a level is given twice.
func checkDistinct(_ levels: [String], of factor: String) throws(FormulaError) {
  var seen: Set<String> = []
  for level in levels where !seen.insert(level).inserted {
    throw .repeatedLevel(factor: factor, level: level)
  }
}
