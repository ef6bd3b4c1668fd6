import Families
import LinearAlgebra
import Modeling

/// The most dense effects: their matrix takes 3.2 GB, and twice that with its inverse.
let mostDenseEffects = 20_000

/// Throws for random effects that data of this shape cannot tell from the residuals or each other.
func checkRandomEffects(_ design: RandomEffectsDesign, _ frame: ModelFrame) throws {
  try checkRepeats(design.blocks)
  for block in design.blocks {
    try requireTwoLevels(block, frame)
    try checkEffectCounts(block, most: frame.rowCount - 1, rows: frame.rowCount)
    if block.terms.contains(where: \.hasIntercept) { try checkConstants(block) }
  }
}

/// Throws for random effects that no generalized model can tell apart.
///
/// A level for each row is how counts are allowed more variance than their mean. A response of 0 or 1, or a
/// family whose dispersion is estimated, has no such variance beside its own.
func checkGroups(
  _ design: RandomEffectsDesign, _ frame: ModelFrame, family: any Family
) throws {
  try checkRepeats(design.blocks)
  let most = isOverdispersible(family, frame) ? frame.rowCount : frame.rowCount - 1
  for block in design.blocks {
    try requireTwoLevels(block, frame)
    try checkEffectCounts(block, most: most, rows: frame.rowCount)
    if block.terms.contains(where: \.hasIntercept) { try checkConstants(block) }
  }
}

/// Whether rows can vary more than their family says: counts, of events or of more than one trial a row.
private func isOverdispersible(_ family: any Family, _ frame: ModelFrame) -> Bool {
  if case .estimated = family.dispersion { return false }
  guard family.isCountOfTrials else { return true }
  return rowCounts(of: frame)?.contains { $0 > 1 } ?? false
}

/// Throws for a term with more effects than `most`.
private func checkEffectCounts(
  _ block: RandomEffectsDesign.Block, most: Int, rows: Int
) throws(MixedModelsError) {
  for term in block.terms {
    let count = block.levelCount * term.names.count
    if count <= most { continue }
    if term.hasIntercept && term.names.count == 1 {
      throw .oneRowEach(grouping: block.name, rows: rows)
    }
    throw .tooManyEffects(term: term.written, effects: count, rows: rows)
  }
}

/// Throws where a generalized model has as many coefficients as rows.
func requireFreedom(_ coefficients: Int, _ frame: ModelFrame) throws(MixedModelsError) {
  if coefficients >= frame.rowCount {
    throw .saturated(response: frame.response.name, coefficients: coefficients)
  }
}

private func requireTwoLevels(_ block: RandomEffectsDesign.Block, _ frame: ModelFrame) throws {
  if block.levelCount < 2 {
    let level = try levelLabels(block, frame).first ?? ""
    throw MixedModelsError.oneLevel(grouping: block.name, level: level)
  }
}

/// Throws for an effect that varies twice by the same groups.
private func checkRepeats(_ blocks: [RandomEffectsDesign.Block]) throws {
  for (index, block) in blocks.enumerated() {
    var seen = Set<String>()
    for name in block.effectNames where !seen.insert(name).inserted {
      throw MixedModelsError.repeatedEffect(effect: name, groupings: [block.name])
    }
    // Codes count from the first row on: the same groups have the same codes.
    for other in blocks[(index + 1)...] where other.codes == block.codes {
      guard let name = other.effectNames.first(where: seen.contains) else { continue }
      throw MixedModelsError.repeatedEffect(effect: name, groupings: [block.name, other.name])
    }
  }
}

/// Throws for an effect other than the intercept that is the same in all rows.
private func checkConstants(_ block: RandomEffectsDesign.Block) throws {
  let names = block.effectNames
  for column in block.effects.dense where names[column.position] != "(Intercept)" {
    let values = column.values.array(rowCount: block.effects.rowCount)
    guard let first = values.first, values.allSatisfy({ $0 == first }) else { continue }
    let term = block.terms.first { $0.names.contains(names[column.position]) }
    throw MixedModelsError.constantEffect(
      effect: names[column.position], term: term?.written ?? block.name)
  }
}

/// Throws if factors that cross make a dense matrix beyond what is worth it.
func checkDenseEffects(_ structure: LevelStructure, _ design: RandomEffectsDesign) throws {
  if structure.denseEffectCount > mostDenseEffects {
    throw MixedModelsError.tooManyCrossedEffects(
      count: structure.denseEffectCount, limit: mostDenseEffects,
      groupings: design.blocks[structure.sparseCount...].map(\.name))
  }
  try requireMemory(
    for: .randomEffects(
      denseOrder: structure.denseOrder, levelNumbers: structure.panels.last?.end ?? 0))
}

/// The names of a grouping's levels, by code: the cells of its columns joined by `:`.
func levelLabels(_ block: RandomEffectsDesign.Block, _ frame: ModelFrame) throws -> [String] {
  let firstRows = block.firstRows(frame)
  var labels = [String](repeating: "", count: block.levelCount)
  for (index, name) in block.columns.enumerated() {
    let cells = try frame.table.column(name).selecting(rows: firstRows).categories()
    for (level, code) in cells.codes.enumerated() {
      labels[level] += (index == 0 ? "" : ":") + cells.levels[Int(code)]
    }
  }
  return labels
}

extension RandomEffectsDesign.Block {
  /// The first row of the table in each level.
  func firstRows(_ frame: ModelFrame) -> [Int] {
    var rows = [Int](repeating: -1, count: levelCount)
    for (row, code) in codes.enumerated() where rows[Int(code)] < 0 {
      rows[Int(code)] = frame.rows.used[row]
    }
    return rows
  }
}

extension RandomEffectsDesign {
  /// The cluster of each level of each grouping.
  ///
  /// - Throws: ``MixedModelsError/dividedGroup(grouping:column:)`` if a group's rows are in more than one.
  func clustersOfLevels(
    codes: [Int32], column: String
  ) throws(MixedModelsError) -> [[Int32]] {
    var found: [[Int32]] = []
    for block in blocks {
      var clusterOf = [Int32](repeating: -1, count: block.levelCount)
      for (group, cluster) in zip(block.codes, codes) {
        if clusterOf[Int(group)] < 0 { clusterOf[Int(group)] = cluster }
        if clusterOf[Int(group)] != cluster {
          throw .dividedGroup(grouping: block.name, column: column)
        }
      }
      found.append(clusterOf)
    }
    return found
  }
}
