/// What each level of a sparse factor meets of all that is eliminated after it, as columns of its
/// panel: the effects of its one level in each later sparse factor, the dense effects it meets,
/// then X and y.
package struct PanelLayout: Sendable {
  /// q, the rows of a panel.
  package let effectCount: Int
  /// The later sparse factors in order.
  package let parents: [Parent]
  /// The columns of all parents together.
  package let parentWidth: Int
  /// Where the dense columns of each level begin in `denseColumns`; one more at the end.
  package let denseStarts: [Int]
  /// The columns of the dense matrix that a level meets, ascending.
  package let denseColumns: [Int32]
  /// p + 1.
  package let borderWidth: Int
  /// Where the panels begin among the numbers of all panels.
  package let start: Int

  /// A sparse factor that is eliminated later.
  package struct Parent: Sendable {
    /// Which factor.
    package let factor: Int
    /// The level that each level here meets.
    package let levels: [Int32]
    /// Its first column in a panel.
    package let column: Int
    /// For each of `denseColumns` its place among the dense columns of the parent's level.
    package let placeInParent: [Int32]
  }

  /// Where the panel of a level begins.
  package func panelStart(_ level: Int) -> Int {
    start + effectCount * (level * (parentWidth + borderWidth) + denseStarts[level])
  }

  /// The places, among the dense columns of a level and the border after them, of those that fall in a
  /// range of columns of the dense matrix.
  func columns(of level: Int, in range: Range<Int>, border: Int) -> Range<Int> {
    let first = denseStarts[level]
    let met = denseStarts[level + 1] - first
    func place(of column: Int) -> Int {
      if column >= border { return met + column - border }
      var (low, high) = (0, met)
      while low < high {
        let middle = (low + high) / 2
        if Int(denseColumns[first + middle]) < column { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return place(of: range.lowerBound)..<place(of: range.upperBound)
  }

  /// Where the panels end.
  package var end: Int {
    start + effectCount
      * ((denseStarts.count - 1) * (parentWidth + borderWidth) + denseColumns.count)
  }
}

/// The panels of the sparse factors, one after the other.
func panelLayouts(
  _ factors: [StructureFactor], sparseCount: Int, denseStarts: [Int], fixedCount: Int,
  pattern: (Int, Int) -> LevelPattern
) -> [PanelLayout] {
  let lists = (0..<sparseCount).map { factor in
    denseLists(factor, factors, sparseCount: sparseCount, denseStarts: denseStarts, pattern)
  }
  var start = 0
  return (0..<sparseCount).map { index in
    let own = lists[index]
    var column = 0
    let parents = (index + 1..<max(index + 1, sparseCount)).map { other in
      defer { column += factors[other].effectCount }
      let levels = pattern(index, other).levels
      return PanelLayout.Parent(
        factor: other, levels: levels, column: column,
        placeInParent: places(own, in: lists[other], levels: levels))
    }
    let layout = PanelLayout(
      effectCount: factors[index].effectCount, parents: parents, parentWidth: column,
      denseStarts: own.starts, denseColumns: own.columns, borderWidth: fixedCount + 1,
      start: start)
    start = layout.end
    return layout
  }
}

private typealias DenseLists = (starts: [Int], columns: [Int32])

/// The dense columns that each level of a sparse factor meets.
private func denseLists(
  _ factor: Int, _ factors: [StructureFactor], sparseCount: Int, denseStarts: [Int],
  _ pattern: (Int, Int) -> LevelPattern
) -> DenseLists {
  let others = (sparseCount..<max(sparseCount, factors.count)).map { other in
    (pattern(factor, other), denseStarts[other], factors[other].effectCount)
  }
  var starts = [0]
  var columns: [Int32] = []
  for level in 0..<factors[factor].levelCount {
    for (pattern, first, q) in others {
      for entry in pattern.starts[level]..<pattern.starts[level + 1] {
        for effect in 0..<q {
          columns.append(Int32(first + Int(pattern.levels[entry]) * q + effect))
        }
      }
    }
    starts.append(columns.count)
  }
  return (starts, columns)
}

/// For each column of a level its place among those of the parent's level, which has them all.
private func places(_ own: DenseLists, in parent: DenseLists, levels: [Int32]) -> [Int32] {
  var places: [Int32] = []
  places.reserveCapacity(own.columns.count)
  for (level, other) in levels.enumerated() {
    let start = parent.starts[Int(other)]
    var place = start
    for index in own.starts[level]..<own.starts[level + 1] {
      while parent.columns[place] < own.columns[index] { place += 1 }
      places.append(Int32(place - start))
    }
  }
  return places
}

/// Runs of columns of the dense matrix with about equal work for the sparse levels; one if there is
/// little.
func balancedRanges(_ panels: [PanelLayout], order: Int, border: Int) -> [Range<Int>] {
  var work = [Int](repeating: 0, count: order)
  for panel in panels {
    for level in 0..<panel.denseStarts.count - 1 {
      let first = panel.denseStarts[level]
      let met = panel.denseStarts[level + 1] - first
      for place in 0..<met {
        work[Int(panel.denseColumns[first + place])] += (place + 1) * panel.effectCount
      }
      for place in 0..<panel.borderWidth {
        work[border + place] += (met + place + 1) * panel.effectCount
      }
    }
  }
  let share = max(work.reduce(0, +) / mostRanges, leastWork)
  var ranges: [Range<Int>] = []
  var (first, sum) = (0, 0)
  for column in 0..<order {
    sum += work[column]
    if sum >= share {
      ranges.append(first..<column + 1)
      (first, sum) = (column + 1, 0)
    }
  }
  if first < order { ranges.append(first..<order) }
  return ranges
}

private let mostRanges = 16
/// Multiplications for which a task is worth its start.
private let leastWork = 50_000
