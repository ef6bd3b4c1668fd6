import Tables

/// Every fit of a stack to the same rows drawn.
struct StackedRefitting: Refitting {
  private let members: [Member]
  private let rows: CommonRows

  private struct Member: Sendable {
    let name: String
    let refitting: any Refitting
    /// For each row of the stack its place among those the fit used; nil where it did not.
    let places: [Int?]
  }

  /// The way of a stack; nil where its rows are not those of one table, or a fit has none.
  init?(_ stack: StackedFit) {
    guard let rows = stack.rows else { return nil }
    var members: [Member] = []
    for (index, member) in stack.members.enumerated() {
      guard let refitting = member.fit.refitting, let frame = member.fit.data else { return nil }
      var placeOfRow: [Int: Int] = [:]
      for place in 0..<frame.rowCount {
        placeOfRow[rows.number(of: frame.tableRow(place), in: index)] = place
      }
      members.append(
        Member(
          name: member.name, refitting: refitting,
          places: rows.used.map { placeOfRow[$0 + 1] }))
    }
    self.members = members
    self.rows = rows
  }

  func drawnGroups(by column: String?) throws -> (codes: [Int32], count: Int)? {
    guard let column else {
      return (Array(0..<Int32(rows.used.count)), rows.used.count)
    }
    let values = try rows.table.column(column)
    let lost = rows.used.filter { values.isMissing($0) }
    if let first = lost.first {
      throw ModelingError.missingAfterFit(column: column, rows: lost.count, firstRow: first + 1)
    }
    return groupCodes(of: values, rows: rows.used)
  }

  /// - Throws: ``ModelingError/conflictingOptions(_:)`` for other columns or responses, which are those of
  ///   one equation.
  func refit(_ change: DataChange) throws -> any Estimated {
    guard case .rows(let drawn, let copies, let groupColumns) = change else {
      throw ModelingError.conflictingOptions(
        "columns and responses are those of one equation; change the fit of that equation and stack again"
      )
    }
    var numbers: [[Int]] = []
    let fits = try members.map { member in
      let kept = drawn.indices.filter { member.places[drawn[$0]] != nil }
      numbers.append(kept.map { $0 + 1 })
      return StackedFit.Equation(
        member.name,
        try member.refitting.refit(
          .rows(
            kept.compactMap { member.places[drawn[$0]] }, copies: kept.map { copies[$0] },
            groupColumns: groupColumns)))
    }
    return try StackedFit(
      fits,
      rows: CommonRows(
        drawn: rows.table.selecting(rows: drawn.map { rows.used[$0] }), numbers: numbers))
  }
}
