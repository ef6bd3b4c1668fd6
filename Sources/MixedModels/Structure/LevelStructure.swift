/// A grouping factor as the factorization sees it.
package struct StructureFactor: Sendable {
  /// The level of each row.
  package let codes: [Int32]
  /// The number of levels; each occurs.
  package let levelCount: Int
  /// Which entries of its Λ are free.
  package let template: CovarianceTemplate

  package init(codes: [Int32], levelCount: Int, template: CovarianceTemplate) {
    self.codes = codes
    self.levelCount = levelCount
    self.template = template
  }

  /// q.
  package var effectCount: Int { template.effectCount }
}

/// How the levels of the grouping factors hang together: what can be said of the factorization before
/// any number is seen.
///
/// Factors stand in the order of ``eliminationOrder(_:)``. The *sparse* ones are the first and those
/// after it within which all before them are nested; eliminating a level of theirs
/// joins no two levels of one sparse factor, so their blocks stay apart. All other effects make one
/// *dense* matrix with the columns of X and y after them (Bates, Alday and others (2025), *Mixed-model
/// log-likelihood evaluation via a blocked Cholesky factorization*, arXiv:2505.11674).
package struct LevelStructure: Sendable {
  package let factors: [StructureFactor]
  /// p, the columns of X.
  package let fixedCount: Int
  /// How many of the factors are sparse; at least 1.
  package let sparseCount: Int
  /// The pairs of factors (first < second) in order: (0, 1), (0, 2), …, (1, 2), ….
  package let patterns: [LevelPattern]
  /// The panels of the sparse factors.
  package let panels: [PanelLayout]
  /// Where each factor's effects begin among all effects, level by level; one more at the end.
  package let effectStarts: [Int]
  /// Where each factor's effects begin in the dense matrix; meaningless for sparse factors.
  package let denseStarts: [Int]
  /// N, the effects in the dense matrix.
  package let denseEffectCount: Int
  /// Columns of the dense matrix that are worked on together.
  package let denseRanges: [Range<Int>]

  /// The structure of factors that stand in the order of elimination. Complexity: O(rows) a pair.
  package init(factors: [StructureFactor], fixedCount: Int) {
    let count = factors.count
    var patterns: [LevelPattern] = []
    for first in 0..<count {
      for second in first + 1..<max(first + 1, count) {
        patterns.append(
          LevelPattern(
            (factors[first].codes, factors[first].levelCount),
            (factors[second].codes, factors[second].levelCount)))
      }
    }
    self.init(factors: factors, patterns: patterns, fixedCount: fixedCount)
  }

  /// The same where the patterns of the pairs are known.
  init(factors: [StructureFactor], patterns: [LevelPattern], fixedCount: Int) {
    self.factors = factors
    self.fixedCount = fixedCount
    self.patterns = patterns
    let count = factors.count
    func pattern(_ first: Int, _ second: Int) -> LevelPattern {
      patterns[placeOfPair(first, second, of: count)]
    }
    var sparse = [0]
    for next in 1..<max(1, count) where sparse.allSatisfy({ pattern($0, next).isNested }) {
      guard sparse.count == next else { break }
      sparse.append(next)
    }
    sparseCount = sparse.count
    var effects = 0
    effectStarts =
      factors.map { factor in
        defer { effects += factor.levelCount * factor.effectCount }
        return effects
      } + [effects]
    var dense = 0
    denseStarts = factors.enumerated().map { index, factor in
      guard index >= sparse.count else { return 0 }
      defer { dense += factor.levelCount * factor.effectCount }
      return dense
    }
    denseEffectCount = dense
    panels = panelLayouts(
      factors, sparseCount: sparse.count, denseStarts: denseStarts, fixedCount: fixedCount,
      pattern: pattern)
    denseRanges = balancedRanges(panels, order: dense + fixedCount + 1, border: dense)
  }

  /// The pattern of a pair of factors, the first before the second.
  package func pattern(_ first: Int, _ second: Int) -> LevelPattern {
    patterns[placeOfPair(first, second, of: factors.count)]
  }

  /// The place of a pair among the patterns.
  package func pairIndex(_ first: Int, _ second: Int) -> Int {
    placeOfPair(first, second, of: factors.count)
  }

  /// All effects.
  package var effectCount: Int { effectStarts[factors.count] }

  /// The order of the dense matrix: dense effects, X, y.
  package var denseOrder: Int { denseEffectCount + fixedCount + 1 }

  /// The templates of the factors.
  package var templates: [CovarianceTemplate] { factors.map(\.template) }
}

/// The place of a pair (first < second) among all pairs in order.
private func placeOfPair(_ first: Int, _ second: Int, of count: Int) -> Int {
  precondition(first < second && second < count, "no pair \(first), \(second) of \(count)")
  return first * (2 * count - first - 1) / 2 + second - first - 1
}
