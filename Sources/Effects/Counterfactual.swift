import Formulas
import LinearAlgebra
import Modeling
import Tables

/// The rows of a fit with some variables set to the same level in every row.
struct Counterfactual: Sendable {
  /// The rows as they were, with the columns the predictors need.
  let rows: Table
  /// What each row counts in an average; they add up to 1.
  let shares: [Double]

  /// The rows a fit used.
  ///
  /// If every predictor is to be set, one row stands for all.
  init(of fit: some Predicting, setting variables: [String]) throws {
    let frame = fit.frame
    let used = frame.usedTable()
    let needed = predictorColumns(of: frame)
    let varying = needed.filter { !variables.contains($0) }
    let rows = try used.selecting(columns: needed)
    if varying.isEmpty, rows.rowCount > 0 {
      self.rows = rows.selecting(rows: [0])
      shares = [1]
    } else {
      self.rows = rows
      shares = averagingShares(rows: rows.rowCount, weights: frame.weights)
    }
  }

  /// The rows with variables set.
  func table(at levels: [ResolvedLevel]) throws -> Table {
    let columns = rows.columns.map { column in
      levels.first { $0.variable == column.name }.map { constant(column, at: $0) } ?? column
    }
    return try Table(columns)
  }

  /// A column with the same value in every row, of the type it had.
  private func constant(_ column: Column, at level: ResolvedLevel) -> Column {
    let count = rows.rowCount
    switch (level.setting, column.values) {
    case (.number(let value), .truth):
      return Column(
        name: column.name, values: .truth([Bool](repeating: value != 0, count: count)))
    case (.number(let value), _):
      return Column(
        name: column.name, values: .number([Double](repeating: value, count: count)))
    case (.category(let name), .truth):
      return Column(
        name: column.name,
        values: .truth([Bool](repeating: name.uppercased() == "TRUE", count: count)))
    case (.category(let name), .number), (.category(let name), .integer):
      return Column(
        name: column.name, values: .number([Double](repeating: Double(name) ?? .nan, count: count)))
    case (.category(let name), .category(_, let levels)):
      let code = Int32(levels.firstIndex(of: name) ?? -1)
      return Column(
        name: column.name,
        values: .category(codes: [Int32](repeating: code, count: count), levels: levels))
    case (.category(let name), .text):
      return Column(
        name: column.name, values: .text([String](repeating: name, count: count)))
    }
  }
}

/// The columns the right-hand side of a fit's formula and its offset use.
func predictorColumns(of frame: ModelFrame) -> [String] {
  let columns = frame.schema.inputs.map(\.name)
  guard let offset = frame.options.offset, !columns.contains(offset) else { return columns }
  return columns + [offset]
}

/// Equal shares or, with frequency or sampling weights, shares in proportion to them.
private func averagingShares(rows: Int, weights: Weights?) -> [Double] {
  guard let weights, weights.kind != .precision else {
    return [Double](repeating: 1 / Double(max(rows, 1)), count: rows)
  }
  let total = weights.values.reduce(0, +)
  return weights.values.map { $0 / total }
}
