import Tables

/// The columns of a table with the roles they could have by what they hold, in words, for those who
/// map them.
func roleCandidates(_ table: Table) -> [String] {
  table.columns.prefix(40).compactMap { column in
    guard let (what, roles) = candidateRoles(column, rows: table.rowCount) else { return nil }
    return "“\(column.name)” (\(what)): \(roles)"
  }
}

private func candidateRoles(_ column: Column, rows: Int) -> (what: String, roles: String)? {
  switch column.values {
  case .category(let codes, let levels):
    let used = Set(codes.filter { $0 >= 0 }).count
    if used < 2 { return nil }
    let what = "text, \(used) different of \(levels.count == 0 ? 0 : rows)"
    if used == 2 { return (what, "partnership or stayed") }
    return (what, 2 * used > rows ? "school" : "district or state")
  case .text: return ("text", "school, district or state")
  case .truth: return ("true or false", "partnership or stayed")
  case .number, .integer:
    guard let values = try? column.numericValues().filter({ $0.isFinite }),
      let low = values.min(), let high = values.max(), low < high
    else { return nil }
    let what =
      "numbers from \(levelText(low)) to \(levelText(high))"
      + (column.unit == .perCent ? " per cent" : "")
    if low < 0 { return (what, "collaboration, commitment, ela or math (scores)") }
    if column.unit == .perCent || high <= 1 {
      return (what, "poverty, collaboration, turnover, retention, ela or math")
    }
    let isWhole = values.allSatisfy { $0 == $0.rounded() }
    if high <= 7 { return (what, "collaboration or commitment") }
    if isWhole && Set(values).count == values.count { return (what, "school") }
    if high <= 100 {
      return (
        what,
        "poverty, collaboration, turnover, ela or math" + (isWhole ? ", staff or leavers" : "")
      )
    }
    return (what, isWhole ? "staff, leavers, elaTested or mathTested" : "ela or math (scores)")
  }
}
