import LinearAlgebra
import Tables

/// Estimating equations of rows in memory: one block.
package struct FrameEquations: EstimatingEquations {
  private let frame: ModelFrame
  private let rows: @Sendable () -> ScoreRows
  private let errors: WorkingModel.Errors
  private let requireWhole: (@Sendable (_ codes: [Int32], _ column: String) throws -> Void)?
  package let breadFactor: Matrix
  package let modelVariances: [Double]
  package let mustStayTogether: [String]

  /// Equations over the rows of a frame; `rows` makes their pieces when they are asked for.
  ///
  /// `requireWhole` throws where clusters divide one of the groups that must stay together.
  package init(
    _ frame: ModelFrame, breadFactor: Matrix, modelVariances: [Double],
    errors: WorkingModel.Errors, mustStayTogether: [String] = [],
    requireWhole: (@Sendable (_ codes: [Int32], _ column: String) throws -> Void)? = nil,
    rows: @escaping @Sendable () -> ScoreRows
  ) {
    self.frame = frame
    self.breadFactor = breadFactor
    self.modelVariances = modelVariances
    self.errors = errors
    self.mustStayTogether = mustStayTogether
    self.requireWhole = requireWhole
    self.rows = rows
  }

  package var working: WorkingModel? { WorkingModel(rows: rows(), errors: errors) }

  package func requireWhole(groups: [String]) throws {
    for column in groups {
      try requireWhole?(try frame.groups(by: column).codes, column)
    }
  }

  package func forEachBlock(groups: [String], _ body: (ScoreBlock) throws -> Void) throws {
    let frame = frame
    let found = try groups.map { try frame.rowGroups(by: $0) }
    for (column, groups) in zip(groups, found) { try requireWhole?(groups.codes, column) }
    try body(ScoreBlock(rows: rows(), groups: found) { frame.tableRow($0) })
  }
}

extension ModelFrame {
  /// The groups of a column over the rows used, with their labels.
  ///
  /// - Throws: as ``groups(by:)``.
  package func rowGroups(by column: String) throws -> RowGroups {
    let groups = try groups(by: column)
    let values = try table.column(column)
    let rows = rows.used
    return RowGroups(codes: groups.codes, count: groups.count) {
      groupLabels(groups, of: values, rows: rows)
    }
  }
}
