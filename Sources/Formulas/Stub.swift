import LinearAlgebra
import Tables

public struct FormulaError: Error, Sendable, Equatable { public let message: String }

/// A parsed formula. STUB: the real one is being written.
public struct Formula: Sendable, Hashable, CustomStringConvertible {
  public init(_ text: String) throws(FormulaError) { description = text }
  public let description: String
}

public struct FactorDeclaration: Sendable, Hashable {
  public let column: String
  public let levels: [String]?
  public init(column: String, levels: [String]? = nil) { self.column = column; self.levels = levels }
}

public enum ContrastCoding: String, Sendable, Hashable, CaseIterable {
  case treatment, sum, helmert, polynomial
}

public struct SchemaOptions: Sendable, Hashable {
  public var factors: [FactorDeclaration] = []
  public var contrasts: [String: ContrastCoding] = [:]
  public var defaultContrast: ContrastCoding = .treatment
  public init() {}
}

/// What the data make of a formula. STUB.
public struct Schema: Sendable {
  public let formula: Formula
  public init(_ formula: Formula, trainedOn table: Table, options: SchemaOptions = SchemaOptions())
    throws(FormulaError)
  { self.formula = formula }
  public func design(for table: Table) throws(FormulaError) -> DesignMatrix { throw FormulaError(message: "stub") }
  public func response(for table: Table) throws(FormulaError) -> Response { throw FormulaError(message: "stub") }
  public func offset(for table: Table) throws(FormulaError) -> [Double]? { nil }
}

public struct Response: Sendable, Equatable {
  /// as printed, e.g. `log(wage)` or `cbind(leavers, staff - leavers)`
  public let name: String
  /// the values on the mean scale: y, or successes / trials
  public let values: [Double]
  /// the number of trials of each row where the response is cbind(successes, failures), else nil
  public let trials: [Double]?
  package init(name: String, values: [Double], trials: [Double]?) {
    self.name = name; self.values = values; self.trials = trials
  }
}

public struct Term: Sendable, Hashable {
  /// as R prints it: "a", "a:b", "poly(x, 2)"; the intercept is "(Intercept)"
  public let name: String
  /// the variables (factors in R's sense) of the term, sorted as they appear; empty for the intercept
  public let variables: [String]
  package init(name: String, variables: [String]) { self.name = name; self.variables = variables }
}

public struct DesignColumn: Sendable, Hashable {
  public let name: String
  /// index into DesignMatrix.terms
  public let term: Int
  package init(name: String, term: Int) { self.name = name; self.term = term }
}

public struct DesignMatrix: Sendable, Equatable {
  public let matrix: Matrix
  public let columns: [DesignColumn]
  public let terms: [Term]
  package init(matrix: Matrix, columns: [DesignColumn], terms: [Term]) {
    self.matrix = matrix; self.columns = columns; self.terms = terms
  }
}
public struct RowFilter: Sendable, Hashable {
  public init(_ text: String) throws(FormulaError) {}
  public func mask(for table: Table) throws(FormulaError) -> (keep: [Bool], missing: Int) { ([], 0) }
}
extension Formula {
  public var response: String? { "y" }
  package func columnNames(in table: Table, excluding: [String]) throws(FormulaError) -> [String] { [] }
}
extension Schema {
  package var notes: [String] { [] }
  package init(_ formula: Formula, trainedOn table: Table, options: SchemaOptions, rowNumbers: [Int]) throws(FormulaError) { self.formula = formula }
}
package func undefinedRows(of formula: Formula, in table: Table, options: SchemaOptions) throws(FormulaError) -> [(expression: String, rows: [Int])] { [] }
