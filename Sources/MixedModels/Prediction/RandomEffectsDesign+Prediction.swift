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

  /// z′b̂ for new rows; modes, Λ and uncertainty are those of standard coordinates.
  ///
  /// - Throws: what reading the columns throws, and
  ///   ``MixedModelsError/unknownGroup(grouping:group:row:rows:)``.
  func effects(
    for table: Table, frame: ModelFrame, unknown: UnknownGroups, rowNumbers: [Int]?,
    modes: [Double], coordinates: MixedCoordinates, lambda: [[Double]],
    uncertainty: () throws -> ModeUncertainty
  ) throws -> GroupEffects {
    let rows = try zip(blocks, coordinates.effects).map { block, own in
      let rows = try block.newRows(
        in: table, frame: frame, unknown: unknown, rowNumbers: rowNumbers)
      return NewRows(levels: rows.levels, effects: own.standardized(rows.effects))
    }
    let found = groupEffects(rows, modes: modes, uncertainty: try uncertainty(), lambda: lambda)
    return GroupEffects(
      values: found.values, variances: found.variances,
      slopes: product(found.slopes, coordinates.fixed.inverse))
  }

  /// z′Gz for new rows, G the covariance of the effects, by its Λ in standard coordinates.
  func variances(
    for table: Table, rowNumbers: [Int]?, coordinates: MixedCoordinates, lambda: [[Double]],
    scale: Double
  ) throws -> [Double] {
    var sums = [Double](repeating: 0, count: table.rowCount)
    for (index, block) in blocks.enumerated() {
      let effects = coordinates.effects[index].standardized(
        try block.newEffects(in: table, rowNumbers: rowNumbers))
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
