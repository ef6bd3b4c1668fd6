/// Which levels of a second factor each level of a first one meets, and the number of that pair.
package struct LevelPattern: Sendable, Equatable {
  /// Where the pairs of each level of the first factor begin; one more at the end.
  package let starts: [Int]
  /// The level of the second factor in each pair, ascending within a level of the first.
  package let levels: [Int32]
  /// The pair of each row.
  package let entryOfRow: [Int32]

  /// Whether every level of the first factor meets one level of the second.
  package var isNested: Bool { levels.count == starts.count - 1 }

  /// The pairs that occur. Complexity: O(rows + levels), with a sort within each level.
  ///
  /// - Precondition: every level of the first factor occurs.
  package init(
    _ first: (codes: [Int32], count: Int), _ second: (codes: [Int32], count: Int)
  ) {
    if let parents = onlyLevels(first, second.codes) {
      starts = Array(0...first.count)
      levels = parents
      entryOfRow = first.codes
      return
    }
    var rowStarts = [Int](repeating: 0, count: first.count + 1)
    for code in first.codes { rowStarts[Int(code) + 1] += 1 }
    for level in 0..<first.count { rowStarts[level + 1] += rowStarts[level] }
    var next = rowStarts
    var order = [Int32](repeating: 0, count: first.codes.count)
    for (row, code) in first.codes.enumerated() {
      order[next[Int(code)]] = Int32(row)
      next[Int(code)] += 1
    }
    var starts = [0]
    var levels: [Int32] = []
    var entryOfRow = [Int32](repeating: 0, count: first.codes.count)
    var seenBy = [Int32](repeating: -1, count: second.count)
    var place = [Int32](repeating: 0, count: second.count)
    for level in 0..<first.count {
      var met: [Int32] = []
      for index in rowStarts[level]..<rowStarts[level + 1] {
        let other = second.codes[Int(order[index])]
        if seenBy[Int(other)] != Int32(level) {
          seenBy[Int(other)] = Int32(level)
          met.append(other)
        }
      }
      met.sort()
      for (index, other) in met.enumerated() { place[Int(other)] = Int32(levels.count + index) }
      for index in rowStarts[level]..<rowStarts[level + 1] {
        let row = Int(order[index])
        entryOfRow[row] = place[Int(second.codes[row])]
      }
      levels += met
      starts.append(levels.count)
    }
    self.starts = starts
    self.levels = levels
    self.entryOfRow = entryOfRow
  }
}

/// For each level of the first factor the one level of the second it meets; nil if some level meets
/// more.
func onlyLevels(_ first: (codes: [Int32], count: Int), _ second: [Int32]) -> [Int32]? {
  var parents = [Int32](repeating: -1, count: first.count)
  for (row, code) in first.codes.enumerated() {
    let parent = parents[Int(code)]
    if parent < 0 {
      parents[Int(code)] = second[row]
    } else if parent != second[row] {
      return nil
    }
  }
  return parents
}

/// The order in which factors are eliminated: by number of levels, descending; then those within
/// which every factor kept apart before them is nested come first.
///
/// Complexity: O(rows) for each pair of factors.
package func eliminationOrder(_ groups: [(codes: [Int32], count: Int)]) -> [Int] {
  let bySize = groups.indices.sorted { (-groups[$0].count, $0) < (-groups[$1].count, $1) }
  var sparse: [Int] = []
  var rest: [Int] = []
  for next in bySize {
    let isNested = sparse.allSatisfy { onlyLevels(groups[$0], groups[next].codes) != nil }
    if isNested { sparse.append(next) } else { rest.append(next) }
  }
  return sparse + rest
}
