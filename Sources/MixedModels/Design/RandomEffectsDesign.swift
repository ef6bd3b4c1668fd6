import Formulas
import LinearAlgebra
import Modeling
import Tables

/// What the data make of a formula's random terms: for each grouping factor its codes, the effects that
/// vary by its levels, and which of them are correlated.
package struct RandomEffectsDesign: Sendable {
  /// The grouping factors in the order of elimination.
  package let blocks: [Block]

  /// All random terms with one grouping.
  package struct Block: Sendable {
    /// The grouping's columns joined by `:`.
    package let name: String
    /// The grouping's columns.
    package let columns: [String]
    /// The level of each row used, from 0 in order of first appearance.
    package let codes: [Int32]
    /// The number of levels.
    package let levelCount: Int
    /// The effects, rows used × q.
    package let effects: PartitionedMatrix
    /// The terms in the order written.
    package let terms: [Term]

    /// q by blocks of correlated effects.
    package var template: CovarianceTemplate {
      CovarianceTemplate(blockSizes: terms.map(\.names.count))
    }

    /// The places of each term's effects among all: those that may be mixed with each other.
    var termRanges: [Range<Int>] {
      var next = 0
      return terms.map { term in
        defer { next += term.names.count }
        return next..<next + term.names.count
      }
    }

    /// The names of the effects.
    package var effectNames: [String] { terms.flatMap(\.names) }
  }

  /// Correlated effects of one grouping.
  package struct Term: Sendable {
    /// The random term as printed.
    package let written: String
    /// The names of its effects, as coefficients are named.
    package let names: [String]
    /// Whether an intercept is among them.
    package let hasIntercept: Bool
    /// Its effects for other rows.
    package let schema: Schema
  }

  /// Trains the effects of every random term on the rows of a frame.
  ///
  /// - Throws: `FormulaError` for the effects, ``MixedModelsError`` for groupings that can't be fitted.
  package init(_ frame: ModelFrame) throws {
    var found: [BlockBuilder] = []
    for term in frame.formula.randomTerms {
      let parts = try effectParts(of: term, frame).filter { !$0.term.names.isEmpty }
      if parts.isEmpty { continue }
      for grouping in term.groupings {
        let key = Set(grouping)
        let place = found.firstIndex { $0.key == key } ?? found.count
        if place == found.count { found.append(try BlockBuilder(grouping, frame)) }
        found[place].parts += parts
      }
    }
    if found.isEmpty { throw MixedModelsError.noRandomTerm(formula: frame.formula.description) }
    let order = eliminationOrder(found.map(\.groups))
    blocks = order.map { found[$0].block(rowCount: frame.rowCount) }
  }
}

extension LevelStructure {
  /// The structure of a design's groupings.
  package init(_ design: RandomEffectsDesign, fixedCount: Int) {
    self.init(
      factors: design.blocks.map {
        StructureFactor(codes: $0.codes, levelCount: $0.levelCount, template: $0.template)
      }, fixedCount: fixedCount)
  }
}

extension RandomEffectsDesign {
  /// Effects as rows see them: those of the columns given for each grouping.
  func rowEffects(_ structure: LevelStructure, columns: [PartitionedMatrix]) -> [RowEffects] {
    blocks.indices.map { index in
      RowEffects(
        blocks[index], columns: columns[index], first: structure.effectStarts[index])
    }
  }
}

/// A term's effects with their design.
private struct EffectPart {
  let term: RandomEffectsDesign.Term
  let design: PartitionedMatrix
}

private struct BlockBuilder {
  let columns: [String]
  let groups: (codes: [Int32], count: Int)
  var parts: [EffectPart] = []

  var key: Set<String> { Set(columns) }

  init(_ columns: [String], _ frame: ModelFrame) throws {
    self.columns = columns
    var groups = try frame.groups(by: columns[0])
    for column in columns.dropFirst() {
      groups = intersection(groups, try frame.groups(by: column))
    }
    self.groups = groups
  }

  func block(rowCount: Int) -> RandomEffectsDesign.Block {
    RandomEffectsDesign.Block(
      name: columns.joined(separator: ":"), columns: columns, codes: groups.codes,
      levelCount: groups.count, effects: joined(parts.map(\.design), rowCount: rowCount),
      terms: parts.map(\.term))
  }
}

/// The parts of a random term whose effects are correlated among each other: all of it, or, written with
/// `||`, each of its terms, a factor's columns together.
private func effectParts(of term: RandomTerm, _ frame: ModelFrame) throws -> [EffectPart] {
  let whole = try frame.effectsDesign(term.effects)
  let formulas =
    term.isCorrelated || whole.design.terms.count == 1
    ? [term.effects]
    : try whole.design.terms.map { try Formula($0.isIntercept ? "~ 1" : "~ 0 + \($0.name)") }
  return try formulas.map { formula in
    let (schema, design) = formulas.count == 1 ? whole : try frame.effectsDesign(formula)
    return EffectPart(
      term: RandomEffectsDesign.Term(
        written: term.name, names: design.columnNames,
        hasIntercept: design.terms.contains(where: \.isIntercept), schema: schema),
      design: design.parts)
  }
}

/// Matrices side by side, without a copy of their numbers.
func joined(_ parts: [PartitionedMatrix], rowCount: Int) -> PartitionedMatrix {
  var dense: [DenseColumn] = []
  var factors: [FactorColumns] = []
  var start = 0
  for part in parts {
    dense += part.dense.map { DenseColumn(position: start + $0.position, values: $0.values) }
    factors += part.factors.map { factor in
      FactorColumns(
        codes: factor.codes,
        columnOfLevel: factor.columnOfLevel.map { $0 < 0 ? -1 : $0 + Int32(start) })
    }
    start += part.columnCount
  }
  return PartitionedMatrix(
    rowCount: rowCount, columnCount: start, dense: dense, factors: factors)
}
