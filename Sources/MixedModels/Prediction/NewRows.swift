import Formulas
import LinearAlgebra
import Modeling
import Tables

/// Rows outside the fit as one grouping sees them.
struct NewRows: Sendable {
  /// The level of each row in the fit, −1 for one the fit has not seen.
  let levels: [Int32]
  /// What multiplies each effect, rows × q.
  let effects: Matrix
}

extension RandomEffectsDesign.Block {
  /// What multiplies each effect in the rows of a table, rows × q, by the schemas trained in the fit.
  ///
  /// - Throws: `FormulaError` or `TableError` for a column that is not there or a category not seen.
  func newEffects(in table: Table, rowNumbers: [Int]?) throws -> Matrix {
    let parts = try terms.map {
      try $0.schema.design(for: table, rowNumbers: rowNumbers).parts
    }
    return joined(parts, rowCount: table.rowCount).denseMatrix()
  }

  /// The rows of a table, with groups the fit has not seen as they are to be treated.
  ///
  /// - Throws: ``MixedModelsError/unknownGroup(grouping:group:row:rows:)``.
  func newRows(
    in table: Table, frame: ModelFrame, unknown: UnknownGroups, rowNumbers: [Int]?
  ) throws -> NewRows {
    let cells = try columns.map { try table.column($0).categories() }
    let levels = try matchedLevels(cells, frame: frame, rowCount: table.rowCount)
    if unknown == .refused, let row = levels.firstIndex(of: -1) {
      throw MixedModelsError.unknownGroup(
        grouping: name, group: cells.map { $0.levels[Int($0.codes[row])] }.joined(separator: ":"),
        row: rowNumbers?[row] ?? row + 1, rows: levels.reduce(0) { $0 + ($1 < 0 ? 1 : 0) })
    }
    return NewRows(
      levels: levels, effects: try newEffects(in: table, rowNumbers: rowNumbers))
  }

  /// The level of the fit with the same cells in every column, −1 where there is none.
  private func matchedLevels(
    _ cells: [(codes: [Int32], levels: [String])], frame: ModelFrame, rowCount: Int
  ) throws -> [Int32] {
    let firstRows = firstRows(frame)
    // Each column's categories in the numbering of the fit, −1 for new ones.
    var keys = [[Int32]](repeating: [], count: rowCount)
    var known = [[Int32]](repeating: [], count: levelCount)
    for (column, new) in zip(columns, cells) {
      let own = try frame.table.column(column).selecting(rows: firstRows).categories()
      let places = numbered(own.levels)
      let translated = new.levels.map { places[$0] ?? -1 }
      for level in 0..<levelCount { known[level].append(own.codes[level]) }
      for row in 0..<rowCount {
        let code = new.codes[row]
        keys[row].append(code < 0 ? -1 : translated[Int(code)])
      }
    }
    let levelOfKey = numbered(known)
    return keys.map { levelOfKey[$0] ?? -1 }
  }
}

/// The first place of each element.
private func numbered<Key: Hashable>(_ keys: [Key]) -> [Key: Int32] {
  Dictionary(keys.enumerated().map { ($1, Int32($0)) }) { first, _ in first }
}
