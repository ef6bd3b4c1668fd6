import LinearAlgebra
import Modeling
import Tables

extension RandomEffectsDesign {
  /// The columns of all groupings, once each.
  var groupColumns: [String] { unique(blocks.flatMap(\.columns)) }

  /// The columns that effects are read from, once each.
  var effectColumns: [String] {
    unique(blocks.flatMap { $0.terms.flatMap { $0.schema.inputs.map(\.name) } })
  }

  /// z′b̂ for new rows.
  ///
  /// - Throws: what reading the columns throws, and
  ///   ``MixedModelsError/unknownGroup(grouping:group:row:rows:)``.
  func effects(
    for table: Table, frame: ModelFrame, unknown: UnknownGroups, rowNumbers: [Int]?,
    modes: [Double], lambda: [[Double]], uncertainty: () throws -> ModeUncertainty
  ) throws -> GroupEffects {
    let rows = try blocks.map {
      try $0.newRows(in: table, frame: frame, unknown: unknown, rowNumbers: rowNumbers)
    }
    return groupEffects(rows, modes: modes, uncertainty: try uncertainty(), lambda: lambda)
  }

  /// z′Gz for new rows, G the covariance of the effects.
  func variances(
    for table: Table, rowNumbers: [Int]?, lambda: [[Double]], scale: Double
  ) throws -> [Double] {
    var sums = [Double](repeating: 0, count: table.rowCount)
    for (index, block) in blocks.enumerated() {
      let effects = try block.newEffects(in: table, rowNumbers: rowNumbers)
      for (row, value) in groupVariances(effects, lambda: lambda[index], scale: scale).enumerated()
      {
        sums[row] += value
      }
    }
    return sums
  }
}

private func unique(_ names: [String]) -> [String] {
  var seen: Set<String> = []
  return names.filter { seen.insert($0).inserted }
}
