/// The name nearest to the one asked for, if any is near.
///
/// Case is ignored. Near are names within a third of its length in edits (at most four; an edit
/// inserts, deletes or replaces a character or swaps two neighbours: the Damerau–Levenshtein
/// distance with no character edited twice), names it begins (`collab` for `collaboration`) or is
/// part of, and names that are part of it. Among equals the shortest name wins, then the first.
///
/// Names are compared by their first 64 Unicode scalars, and only the first 10,000 are looked at,
/// so that the cost is bounded whatever the data hold.
package func nearestName(to name: String, among names: [String]) -> String? {
  let wanted = folded(name)
  guard !wanted.isEmpty else { return nil }
  var best: (name: String, cost: Int, length: Int)?
  for candidate in names.prefix(10_000) {
    let offered = folded(candidate)
    guard let cost = distanceCost(wanted, offered) else { continue }
    if let best, (best.cost, best.length) <= (cost, offered.count) { continue }
    best = (candidate, cost, offered.count)
  }
  return best?.name
}

/// The first scalars of a name in lower case.
private func folded(_ name: String) -> [Unicode.Scalar] {
  var scalars: [Unicode.Scalar] = []
  for scalar in name.unicodeScalars.prefix(64) {
    if scalar.isASCII {
      let isUpper = ("A"..."Z").contains(scalar)
      scalars.append(isUpper ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar)
    } else {
      scalars.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
    }
  }
  return scalars
}

/// How far a name is from the one wanted, in hundredths of the latter's length; nil if too far.
///
/// The costs of sharing a part lie between those of one edit in a word of five letters and of one
/// in a word of three, so that a misspelled word is found before a longer one that contains it.
private func distanceCost(_ wanted: [Unicode.Scalar], _ offered: [Unicode.Scalar]) -> Int? {
  if wanted == offered { return 0 }
  var costs: [Int] = []
  if let edits = editDistance(wanted, offered, limit: min(4, wanted.count / 3)) {
    costs.append(100 * edits / wanted.count)
  }
  if wanted.count >= 2 && offered.starts(with: wanted) { costs.append(22) }
  if wanted.count >= 3, let start = position(of: wanted, in: offered) {
    let beginsWord = start == 0 || !offered[start - 1].properties.isAlphabetic
    costs.append(beginsWord ? 26 : 30)
  }
  if offered.count >= 3 && position(of: offered, in: wanted) != nil { costs.append(32) }
  return costs.min()
}

/// Where one sequence first occurs in another.
private func position(of part: [Unicode.Scalar], in whole: [Unicode.Scalar]) -> Int? {
  guard part.count <= whole.count else { return nil }
  return (0...(whole.count - part.count)).first { whole[$0...].starts(with: part) }
}

/// The number of insertions, deletions, replacements and swaps of neighbours that turn one sequence
/// into the other, or nil if it is above the limit.
private func editDistance(
  _ left: [Unicode.Scalar], _ right: [Unicode.Scalar], limit: Int
) -> Int? {
  guard limit > 0, abs(left.count - right.count) <= limit else { return nil }
  var beforeLast = [Int](repeating: 0, count: right.count + 1)
  var last = Array(0...right.count)
  for row in stride(from: 1, through: left.count, by: 1) {
    var current = [row]
    current.reserveCapacity(right.count + 1)
    for column in stride(from: 1, through: right.count, by: 1) {
      let isSame = left[row - 1] == right[column - 1]
      var edits = min(
        last[column] + 1, current[column - 1] + 1, last[column - 1] + (isSame ? 0 : 1))
      if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1]
      {
        edits = min(edits, beforeLast[column - 2] + 1)
      }
      current.append(edits)
    }
    if (current.min() ?? 0) > limit { return nil }
    (beforeLast, last) = (last, current)
  }
  return last[right.count] <= limit ? last[right.count] : nil
}
