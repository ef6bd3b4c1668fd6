import LinearAlgebra

/// The levels of all factors that hang together through rows, with their cross-products as dense
/// matrices: Z′WZ and Z′WX of rows that share no random effect with others.
struct ConnectedLevels {
  /// A level with its place among the effects of the set.
  struct Member {
    let factor: Int
    let level: Int
    let start: Int
  }

  let members: [Member]
  /// Z′WZ, m × m.
  let effects: Matrix
  /// Z′WX, m × p.
  let fixed: Matrix
}

/// The sets of levels that hang together; the largest has `largest` effects.
struct LevelSets {
  /// For each set its levels, by factor.
  let sets: [[(factor: Int, level: Int)]]
  let largest: Int

  /// Finds the sets through the pairs of levels that meet. Complexity: O(pairs).
  init(_ structure: LevelStructure) {
    var forest = Forest(counts: structure.factors.map(\.levelCount))
    let count = structure.factors.count
    for first in 0..<count {
      for second in first + 1..<max(first + 1, count) {
        let pattern = structure.pattern(first, second)
        for level in 0..<structure.factors[first].levelCount {
          for entry in pattern.starts[level]..<pattern.starts[level + 1] {
            forest.join((first, level), (second, Int(pattern.levels[entry])))
          }
        }
      }
    }
    sets = forest.sets
    largest = sets.reduce(0) { largest, set in
      max(largest, set.reduce(0) { $0 + structure.factors[$1.factor].effectCount })
    }
  }
}

extension ConnectedLevels {
  /// The cross-products of one set.
  init(
    _ set: [(factor: Int, level: Int)], _ structure: LevelStructure,
    _ products: MixedCrossProducts
  ) {
    var start = 0
    members = set.map { place in
      defer { start += structure.factors[place.factor].effectCount }
      return Member(factor: place.factor, level: place.level, start: start)
    }
    var effects = Matrix(rowCount: start, columnCount: start)
    var fixed = Matrix(rowCount: start, columnCount: products.fixedCount)
    var startOf: [[Int: Int]] = structure.factors.map { _ in [:] }
    for member in members { startOf[member.factor][member.level] = member.start }
    for member in members {
      let q = structure.factors[member.factor].effectCount
      let stride = q * (q + products.fixedCount + 1)
      let own = products.levels[member.factor]
      let base = member.level * stride
      for r in 0..<q {
        for c in 0..<q { effects[member.start + r, member.start + c] = own[base + r * q + c] }
        for j in 0..<products.fixedCount {
          fixed[member.start + r, j] =
            own[base + q * q + r * (products.fixedCount + 1) + j]
        }
      }
      for other in member.factor + 1..<max(member.factor + 1, structure.factors.count) {
        let width = structure.factors[other].effectCount
        let pattern = structure.pattern(member.factor, other)
        let numbers = products.pairs[structure.pairIndex(member.factor, other)]
        for entry in pattern.starts[member.level]..<pattern.starts[member.level + 1] {
          guard let place = startOf[other][Int(pattern.levels[entry])] else { continue }
          for r in 0..<q {
            for c in 0..<width {
              let value = numbers[(entry * q + r) * width + c]
              effects[member.start + r, place + c] = value
              effects[place + c, member.start + r] = value
            }
          }
        }
      }
    }
    self.effects = effects
    self.fixed = fixed
  }
}

/// Disjoint sets of levels, joined by pairs.
private struct Forest {
  private let starts: [Int]
  private var parents: [Int]

  init(counts: [Int]) {
    var next = 0
    starts = counts.map { count in
      defer { next += count }
      return next
    }
    parents = Array(0..<next)
  }

  private mutating func root(_ node: Int) -> Int {
    var node = node
    while parents[node] != node {
      parents[node] = parents[parents[node]]
      node = parents[node]
    }
    return node
  }

  mutating func join(_ a: (Int, Int), _ b: (Int, Int)) {
    let (first, second) = (root(starts[a.0] + a.1), root(starts[b.0] + b.1))
    parents[max(first, second)] = min(first, second)
  }

  /// The sets in the order of their first levels.
  var sets: [[(factor: Int, level: Int)]] {
    var copy = self
    var placeOfRoot: [Int: Int] = [:]
    var result: [[(factor: Int, level: Int)]] = []
    for factor in starts.indices {
      let end = factor + 1 < starts.count ? starts[factor + 1] : parents.count
      for node in starts[factor]..<end {
        let root = copy.root(node)
        let place = placeOfRoot[root] ?? result.count
        if place == result.count {
          placeOfRoot[root] = place
          result.append([])
        }
        result[place].append((factor, node - starts[factor]))
      }
    }
    return result
  }
}
