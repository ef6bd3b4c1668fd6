import LinearAlgebra
import Tables

/// The equations that a fit's parameters solve: scores that add up to zero, in blocks of rows.
///
/// Every robust covariance is made of them: V = F (Σ t t′) F′ over sums t = F′s of scores, with the bread
/// F F′. The blocks of several fits one after another are the equations of all of them together.
public protocol EstimatingEquations: Sendable {
  /// F with the bread F F′, m × m. The first parameters are those of the fit; further ones, such as
  /// variances, have scores but no place in its covariance.
  var breadFactor: Matrix { get }
  /// The variances of the parameters if the model is right in full: what rounding in a robust variance is
  /// told by.
  var modelVariances: [Double] { get }
  /// Groups that clusters must hold whole, as those of random effects; empty where rows are independent
  /// but for clusters.
  var mustStayTogether: [String] { get }
  /// Whether a row has a leverage on its own fitted value.
  var haveLeverages: Bool { get }
  /// The working model that leverages and bias-reduced corrections refer to; nil where all rows of a
  /// cluster can't be had together.
  var working: WorkingModel? { get }

  /// Whether blocks that name the same row of a table mean the same row: false for several equations whose
  /// rows are not known to come from one table.
  var haveCommonRows: Bool { get }

  /// Throws the fit's own error where groups divide what must stay together.
  func requireWhole(groups: [String]) throws

  /// Goes through the rows used, block by block, in order.
  ///
  /// - Parameters:
  ///   - groups: the columns to give each row's group of.
  ///   - body: takes the pieces of the scores of a block.
  /// - Throws: the fit's own error where groups divide what must stay together, an error that names a
  ///   column that can't be had, and what `body` throws.
  func forEachBlock(groups: [String], _ body: (ScoreBlock) throws -> Void) throws
}

extension EstimatingEquations {
  /// Rows are independent but for the clusters, so that any will do.
  public func requireWhole(groups: [String]) throws {}
  /// True.
  public var haveLeverages: Bool { true }
  /// True.
  public var haveCommonRows: Bool { true }
  /// None.
  public var mustStayTogether: [String] { [] }
  /// None.
  public var working: WorkingModel? { nil }
  /// The diagonal of the bread.
  public var modelVariances: [Double] { product(breadFactor, breadFactor.transposed).diagonal }
}

/// The scores of some rows in one equation, in pieces.
public struct ScoreBlock: Sendable {
  /// The design, weights and residuals of the rows.
  public let rows: ScoreRows
  /// For each group column the groups of the rows.
  public let groups: [RowGroups]
  /// The number of each row in the whole table, counted from 1.
  public let tableRow: @Sendable (Int) -> Int
  /// The position of the equation's first parameter among all.
  public let offset: Int

  /// The scores of a block.
  public init(
    rows: ScoreRows, groups: [RowGroups], offset: Int = 0,
    tableRow: @escaping @Sendable (Int) -> Int
  ) {
    self.rows = rows
    self.groups = groups
    self.offset = offset
    self.tableRow = tableRow
  }
}

/// The groups that a column makes of the rows of a block.
public struct RowGroups: Sendable {
  /// The group of each row, counted from 0 within the block.
  public let codes: [Int32]
  /// The number of groups in the block.
  public let count: Int
  /// The values that groups have in common, as text, the same in every block; made when asked for, since
  /// one block needs none.
  public let labels: @Sendable () -> [String]

  /// Groups with their labels.
  public init(codes: [Int32], count: Int, labels: @escaping @Sendable () -> [String]) {
    self.codes = codes
    self.count = count
    self.labels = labels
  }

  /// The groups of the rows of a table by the values of a column.
  ///
  /// - Throws: `TableError` for a column that is not there,
  ///   ``ModelingError/missingAfterFit(column:rows:firstRow:)`` where a value is missing.
  public init(_ name: String, of table: Table) throws {
    let (column, rows) = (try table.column(name), Array(0..<table.rowCount))
    let lost = rows.filter { column.isMissing($0) }
    if let first = lost.first {
      throw ModelingError.missingAfterFit(column: name, rows: lost.count, firstRow: first + 1)
    }
    let groups = groupCodes(of: column, rows: rows)
    self.init(codes: groups.codes, count: groups.count) {
      groupLabels(groups, of: column, rows: rows)
    }
  }
}
