import LinearAlgebra
import Modeling
import Tables

/// A predicted mean averaged over the rows of a fit, with its gradient in the parameters.
///
/// The mean is m = Σ sᵢ μᵢ and the gradient Σ sᵢ ∂μᵢ/∂θ, with some variables set to
/// a level in every row and the others as observed ("predictive margins", Graubard & Korn 1999,
/// Biometrics 55:652).
struct AdjustedPrediction: Sendable, Equatable {
  let mean: Double
  let gradient: [Double]
}

extension Subject {
  /// The average of a mean function with variables set to levels, over the rows used: equal shares or, with
  /// frequency or sampling weights, shares in proportion to them.
  ///
  /// If every predictor that `matters` is set, one row stands for all; all predictors matter where nothing
  /// else is said. Complexity: O(rows × columns), factors by their codes.
  func adjustedPrediction(
    _ function: any MeanFunction, at levels: [ResolvedLevel], matters: Set<String>? = nil,
    outcome: Int = 0
  ) throws -> AdjustedPrediction {
    let needed = try means.predictors.map(\.name)
    let set = Set(levels.map(\.variable))
    let varying = needed.filter { !set.contains($0) && (matters?.contains($0) ?? true) }
    if varying.isEmpty, let row = try oneRow(needed, at: levels) {
      let block = try function.evaluate(row, rowNumbers: nil, at: parameters)
      return AdjustedPrediction(
        mean: block.values[outcome][0], gradient: block.pullback([1], outcome))
    }
    let rows = try requireRows(for: "an average over rows")
    var (sum, total) = (0.0, 0.0)
    var gradient = [Double](repeating: 0, count: parameters.count)
    try rows.forEachBlock(columns: needed) { block in
      let table = try block.table.setting(levels)
      let found = try function.evaluate(table, rowNumbers: nil, at: parameters)
      let weights = shares(of: block)
      for (weight, mean) in zip(weights, found.values[outcome]) { sum += weight * mean }
      total += weights.reduce(0, +)
      for (index, slope) in found.pullback(weights, outcome).enumerated() {
        gradient[index] += slope
      }
    }
    return AdjustedPrediction(mean: sum / total, gradient: gradient.map { $0 / total })
  }

  /// What each row of a block counts in an average.
  private func shares(of block: RowBlock) -> [Double] {
    let weights = block.weights ?? [Double](repeating: 1, count: block.table.rowCount)
    guard let multiplicities else { return weights }
    return weights.enumerated().map { $1 * multiplicities[block.first + $0] }
  }

  /// A row with the predictors set; those that are not set and don't matter as in the first row used. Nil
  /// where there is no first row to take them from.
  private func oneRow(_ needed: [String], at levels: [ResolvedLevel]) throws -> Table? {
    let known = try means.rows
    let columns = needed.map { name -> Column? in
      if let level = levels.first(where: { $0.variable == name }) {
        return constantColumn(name, like: known?.column(name), at: level, count: 1)
      }
      guard let column = known?.column(name) else { return nil }
      let first = fit.data?.rows.used.first ?? 0
      return column.count > first ? column.selecting(rows: [first]) : nil
    }
    let found = columns.compactMap(\.self)
    if found.count < columns.count { return nil }
    // A table without columns has no rows; the intercept alone is the same in all of them.
    return found.isEmpty ? nil : try Table(found)
  }
}

extension Table {
  /// The table with variables at the same level in every row.
  func setting(_ levels: [ResolvedLevel]) throws -> Table {
    if levels.isEmpty { return self }
    return try Table(
      columns.map { column in
        levels.first { $0.variable == column.name }.map {
          constantColumn(column.name, like: column, at: $0, count: rowCount)
        } ?? column
      })
  }
}

/// A column with the same value in every row, of the type of another.
private func constantColumn(
  _ name: String, like column: Column?, at level: ResolvedLevel, count: Int
) -> Column {
  switch (level.setting, column?.values) {
  case (.number(let value), .truth):
    return Column(name: name, values: .truth([Bool](repeating: value != 0, count: count)))
  case (.number(let value), _):
    return Column(
      name: name, values: .number([Double](repeating: value, count: count)),
      unit: column?.unit ?? .plain)
  case (.category(let category), .truth):
    return Column(
      name: name, values: .truth([Bool](repeating: category.uppercased() == "TRUE", count: count))
    )
  case (.category(let category), .number), (.category(let category), .integer):
    return Column(
      name: name,
      values: .number(
        [Double](repeating: Double(category) ?? isoDays(category) ?? .nan, count: count)),
      unit: column?.unit ?? .plain)
  case (.category(let category), .category(_, let levels)):
    // A block may lack the level, which the fit has.
    let known = levels.contains(category) ? levels : levels + [category]
    let code = Int32(known.firstIndex(of: category) ?? -1)
    return Column(
      name: name,
      values: .category(codes: [Int32](repeating: code, count: count), levels: known))
  case (.category(let category), .text), (.category(let category), nil):
    return Column(name: name, values: .text([String](repeating: category, count: count)))
  }
}
