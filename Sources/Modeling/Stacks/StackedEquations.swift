import LinearAlgebra

/// The equations of several fits: the bread by blocks, the scores of one fit after another.
struct StackedEquations: EstimatingEquations {
  private let parts: [Part]
  private let rows: CommonRows?
  let breadFactor: Matrix
  let modelVariances: [Double]

  /// The equations of one fit, of which the stack has the first `count` parameters.
  private struct Part: Sendable {
    let equations: any EstimatingEquations
    let offset: Int
    let count: Int
    /// (F F′) of all of the fit's parameters × those the stack has, where it has scores of more: the stack
    /// takes influences then, whose bread is one.
    let influence: Matrix?
    let factor: Matrix
  }

  /// The equations of a stack; nil where a fit has none.
  init?(_ stack: StackedFit) {
    var parts: [Part] = []
    for (index, member) in stack.members.enumerated() {
      guard let equations = member.fit.equations else { return nil }
      let count = stack.offsets[index + 1] - stack.offsets[index]
      let factor = equations.breadFactor
      let hasMore = factor.rowCount > count
      parts.append(
        Part(
          equations: equations, offset: stack.offsets[index], count: count,
          influence: hasMore
            ? product(factor, factor.transposed).selectingColumns(Array(0..<count)) : nil,
          factor: hasMore ? Matrix.identity(count) : factor))
    }
    self.parts = parts
    rows = stack.rows
    let order = stack.parameters.count
    var bread = Matrix(rowCount: order, columnCount: order)
    for part in parts {
      for column in 0..<part.count {
        for row in 0..<part.count {
          bread[part.offset + row, part.offset + column] = part.factor[row, column]
        }
      }
    }
    breadFactor = bread
    modelVariances = parts.flatMap { $0.equations.modelVariances.prefix($0.count) }
  }

  var mustStayTogether: [String] {
    var found: [String] = []
    for column in parts.flatMap(\.equations.mustStayTogether) where !found.contains(column) {
      found.append(column)
    }
    return found
  }

  var haveLeverages: Bool { parts.allSatisfy(\.equations.haveLeverages) }

  /// That of the fit where there is one: no model says how the errors of two equations go together.
  var working: WorkingModel? { parts.count == 1 ? parts[0].equations.working : nil }

  var haveCommonRows: Bool {
    parts.allSatisfy(\.equations.haveCommonRows) && (parts.count == 1 || rows != nil)
  }

  func requireWhole(groups: [String]) throws {
    for part in parts { try part.equations.requireWhole(groups: groups) }
  }

  func forEachBlock(groups: [String], _ body: (ScoreBlock) throws -> Void) throws {
    for (index, part) in parts.enumerated() {
      try part.equations.forEachBlock(groups: groups) { block in
        let rows = rows
        try body(
          ScoreBlock(
            rows: try part.influence.map { try influences(of: block, $0) } ?? block.rows,
            groups: block.groups,
            offset: part.offset + (part.influence == nil ? block.offset : 0)
          ) { row in
            let own = block.tableRow(row)
            return rows?.number(of: own, in: index) ?? own
          })
      }
    }
  }

  /// The scores of a block times the bread: what each row does to the estimates the stack has.
  private func influences(of block: ScoreBlock, _ bread: Matrix) throws -> ScoreRows {
    let rows = block.rows
    let own = Array(block.offset..<block.offset + rows.design.columnCount)
    try requireMemory(
      for: .rowScores(rows: rows.design.rowCount, coefficients: bread.columnCount))
    return ScoreRows(
      design: PartitionedMatrix(
        product(rows.design.denseMatrix(), bread.selectingRows(own))),
      workingWeights: rows.workingWeights, workingResiduals: rows.workingResiduals,
      multiplicities: rows.multiplicities, breadFactor: Matrix.identity(bread.columnCount))
  }
}
