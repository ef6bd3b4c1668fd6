import LinearAlgebra

/// A column of a design: its name, and the term it comes from.
public struct DesignColumn: Sendable, Hashable {
  /// The name, as R names the coefficient: `(Intercept)`, `sectorCatholic`, `poly(x, 2)1`.
  public let name: String
  /// The index of the column's term in the terms of the design.
  public let term: Int

  package init(name: String, term: Int) {
    self.name = name
    self.term = term
  }
}

/// Predictors as numbers: one row a row of the table, one named column a coefficient.
public struct DesignMatrix: Sendable, Equatable {
  /// The numbers by parts: plain columns of the table where they stand there, factors of many levels
  /// as codes. As many columns as ``columns``.
  public let parts: PartitionedMatrix
  /// The name and origin of each column of the matrix.
  public let columns: [DesignColumn]
  /// The terms, the intercept first if there is one.
  public let terms: [Term]

  package init(parts: PartitionedMatrix, columns: [DesignColumn], terms: [Term]) {
    self.parts = parts
    self.columns = columns
    self.terms = terms
  }
}

extension DesignMatrix {
  /// All numbers in one array. Complexity: O(rows × columns) time and memory.
  public func matrix() -> Matrix { parts.denseMatrix() }

  /// The names of the columns.
  public var columnNames: [String] { columns.map(\.name) }

  /// The indices of the columns that a term has.
  public func columnIndices(ofTerm term: Int) -> [Int] {
    columns.indices.filter { columns[$0].term == term }
  }
}
