import Testing

@testable import Tables

@Suite struct CompleteRowsTests {
  private func sample() throws -> Table {
    try Table([
      Column("a", [1, .nan, 3, .nan, 5, 6]),
      Column("b", [.nan, .nan, 3, 4, 5, .nan]),
      Column("c", [1, 2, 3, 4, 5, 6]),
    ])
  }

  @Test func eachRowIsLaidToTheFirstColumnThatMisses() throws {
    let rows = try sample().completeRows(in: ["a", "b", "c"])
    #expect(rows.rows == [2, 4])
    #expect(rows.dropped == [.init(column: "a", count: 2), .init(column: "b", count: 2)])
    #expect(rows.missing == [.init(column: "a", count: 2), .init(column: "b", count: 3)])
    #expect(rows.droppedTotal == 4)
  }

  @Test func theOrderOfColumnsDecidesTheReasonOnly() throws {
    let rows = try sample().completeRows(in: ["c", "b", "a", "b"])
    #expect(rows.rows == [2, 4])
    #expect(rows.dropped == [.init(column: "b", count: 3), .init(column: "a", count: 1)])
    #expect(rows.missing == [.init(column: "b", count: 3), .init(column: "a", count: 2)])
  }

  @Test func onlyTheRowsOfferedCount() throws {
    let rows = try sample().completeRows(in: ["a", "b"], among: [5, 4, 3])
    #expect(rows.rows == [4])
    #expect(rows.dropped == [.init(column: "a", count: 1), .init(column: "b", count: 1)])
    #expect(try sample().completeRows(in: []).rows == [0, 1, 2, 3, 4, 5])
    #expect(throws: TableError.noColumn("d", closest: nil)) {
      try sample().completeRows(in: ["d"])
    }
  }
}
