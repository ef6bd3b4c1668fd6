import Effects
import Inference
import Modeling
import Reporting

extension Answer {
  /// The answer as a table: a row for each estimate, with a column for each variable whose level differs
  /// between rows; ratios on their own scale.
  public func reportTable() -> ReportTable {
    let hasOutcomes = estimates.contains { !$0.outcome.isEmpty }
    let places = varyingPlaces
    var columns: [ReportTable.Column] = []
    if hasOutcomes { columns.append(.init("outcome", key: "outcome")) }
    columns += places.map { place in
      .init(estimates[0].levels[place].variable, key: estimates[0].levels[place].variable)
    }
    if columns.isEmpty { columns.append(.init("quantity", key: "quantity")) }
    let isNormal = estimates.allSatisfy { $0.degreesOfFreedom == nil }
    let isRatio = estimates.contains { $0.scale == .logarithm }
    columns += [
      .init(isRatio ? "ratio" : "estimate", .number(), key: isRatio ? "ratio" : "estimate"),
      .init(
        isRatio ? "log std. error" : "std. error", .number(),
        key: isRatio ? "logStandardError" : "standardError"),
      .init("lower", .number(), key: "lower"), .init("upper", .number(), key: "upper"),
      .init(isNormal ? "z" : "t", .number(.decimals(3)), key: "statistic"),
      .init("df", .number(.decimals(1)), key: "degreesOfFreedom"),
      .init("p", .pValue, key: "pValue"),
    ]
    return ReportTable(
      title: question.words.prefix(1).uppercased() + question.words.dropFirst(), columns: columns,
      rows: estimates.map { nameCells($0, places, hasOutcomes: hasOutcomes) + numberCells($0) },
      notes: ["Intervals: \(Prose.confidence(level)), \(uncertainty)."])
  }

  /// The places among the levels that differ between rows; all where there is one row.
  private var varyingPlaces: [Int] {
    guard let first = estimates.first?.levels,
      estimates.allSatisfy({ $0.levels.map(\.variable) == first.map(\.variable) })
    else { return [] }
    return first.indices.filter { place in
      estimates.count == 1 || estimates.contains { $0.levels[place] != first[place] }
    }
  }
}

/// What tells the row of an estimate from others: its category and the levels that vary, or its name.
private func nameCells(_ estimate: Estimate, _ places: [Int], hasOutcomes: Bool) -> [Cell] {
  var cells: [Cell] = hasOutcomes ? [.text(estimate.outcome)] : []
  for place in places { cells.append(cell(estimate.levels[place])) }
  return cells.isEmpty ? [.text(estimate.label)] : cells
}

private func numberCells(_ estimate: Estimate) -> [Cell] {
  [
    Cell(estimate.value), Cell(estimate.standardError), Cell(estimate.lowerValue),
    Cell(estimate.upperValue), Cell(estimate.statistic), Cell(estimate.degreesOfFreedom),
    Cell(pValue: estimate.pValue),
  ]
}

/// A level as a cell: a number, or a category's name.
private func cell(_ level: ResolvedLevel) -> Cell {
  switch level.setting {
  case .number(let number): .number(number)
  case .category(let name): .text(name)
  }
}

extension Answer: CustomStringConvertible {
  /// The table as text.
  public var description: String { TextTableRenderer().render(reportTable()) }
}
