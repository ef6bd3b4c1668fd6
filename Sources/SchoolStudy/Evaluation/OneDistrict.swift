import Tables

extension StudyTable {
  /// Sentences on answers that rest on one district: all rows are of it, or all rows at or beyond a level
  /// that is compared.
  ///
  /// Rows of which the district or the measure is unknown do not count. Complexity: linear in the rows.
  func oneDistrictNotes(_ levels: [ClaimLevels]) -> [String] {
    guard let district = table["district"] else { return [] }
    let labels = (0..<table.rowCount).map { district.isMissing($0) ? nil : label(of: district, $0) }
    let all = Set(labels.compactMap { $0 })
    guard all.count > 1 else {
      return all.first.map {
        [
          "All rows are of one district, “\($0)”: every answer rests on it and says nothing of others."
        ]
      } ?? []
    }
    return levels.flatMap { levels -> [String] in
      guard case .number(let values)? = table[levels.role]?.values else { return [] }
      return [(levels.low, false), (levels.high, true)].compactMap { level, isHigh in
        let beyond = labels.indices.filter {
          isHigh ? values[$0] >= level.value : values[$0] <= level.value
        }
        let names = Set(beyond.compactMap { labels[$0] })
        guard names.count == 1, let name = names.first else { return nil }
        let sign = levels.isPerCent ? "%" : ""
        return """
          All rows at \(levelText(level.value))\(sign) of \(levels.role) or \(isHigh ? "above" : "below") are \
          of one district, “\(name)”: what is said of \(isHigh ? "high" : "low") \(levels.role) rests on it \
          alone.
          """
      }
    }
  }

  private func label(of column: Column, _ row: Int) -> String? {
    switch column.values {
    case .category(let codes, let levels):
      levels.indices.contains(Int(codes[row])) ? levels[Int(codes[row])] : nil
    case .text(let texts): texts[row]
    case .number, .integer, .truth: nil
    }
  }
}
