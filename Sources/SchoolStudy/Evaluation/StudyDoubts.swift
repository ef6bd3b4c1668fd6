import Tables

extension StudyTable {
  /// Values that stand so far from the others of their measure that they may stand for something else,
  /// such as 0 or −9 for "not surveyed". One such row can turn an interaction round.
  ///
  /// A value is doubted where the gap between it and the next is more than three standard deviations of
  /// the others. Complexity: O(n log n) a measure.
  var doubts: [StudyNote] {
    let measures: [Role] = [.poverty, .collaboration, .commitment, .ela, .math]
    return measures.flatMap { role -> [StudyNote] in
      guard case .number(let values)? = table[role.rawValue]?.values else { return [] }
      return [Outlier(lowestOf: values), Outlier(highestOf: values)].compactMap { outlier in
        outlier.map { note(on: $0, role: role) }
      }
    }
  }

  private func note(on outlier: Outlier, role: Role) -> StudyNote {
    let column = roles.columns[role] ?? role.rawValue
    let isShare = scales[role] == .perCent
    let (value, next) =
      isShare ? (100 * outlier.value, 100 * outlier.next) : (outlier.value, outlier.next)
    let sign = outlier.isLow ? ">" : "<"
    let rows =
      outlier.count == 1
      ? "row \(outlier.row + 1)"
      : "\(countText(outlier.count, "row")), the first row \(outlier.row + 1)"
    return StudyNote(
      code: "outlier",
      message: """
        \(capitalized(columnText(role: role.rawValue, column: column))) is \(levelText(value)) in \(rows); the next \
        \(outlier.isLow ? "lowest" : "highest") value is \(levelText(next)). One such row can turn an answer \
        round. If \(levelText(value)) stands for something else, such as no answer, keep it out with \
        --where '`\(column)` \(sign) \(levelText(value))'.
        """)
  }
}

/// The value at one end of some numbers where it stands far from the rest.
private struct Outlier {
  let value: Double
  let next: Double
  let count: Int
  let row: Int
  let isLow: Bool

  init?(lowestOf values: [Double]) { self.init(values, isLow: true) }

  init?(highestOf values: [Double]) { self.init(values, isLow: false) }

  private init?(_ values: [Double], isLow: Bool) {
    let present = values.filter { !$0.isNaN }
    guard let extreme = isLow ? present.min() : present.max(),
      let row = values.firstIndex(of: extreme)
    else { return nil }
    let rest = present.filter { $0 != extreme }
    guard rest.count >= 10, let least = rest.min(), let most = rest.max(), least < most else {
      return nil
    }
    let next = isLow ? least : most
    let count = Double(rest.count)
    let mean = rest.reduce(0) { $0 + $1 / count }
    let variance = rest.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    guard (extreme - next).magnitude > 3 * variance.squareRoot() else { return nil }
    value = extreme
    self.next = next
    self.count = present.count - rest.count
    self.row = row
    self.isLow = isLow
  }
}
