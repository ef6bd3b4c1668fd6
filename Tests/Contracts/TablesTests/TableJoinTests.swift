import Testing

@testable import Tables

@Suite struct TableJoinTests {
  private let first = "school,year,p\n01,1,10\n1,1,20\n2,1,30\n2,2,31\n,1,40\n9,1,50\n"
  private let second = "school,s,p\n2,b,5\n01,a,6\n7,c,7\n"

  private func joined(_ kind: JoinKind) throws -> TableJoin {
    try Table(csvText: first).joined(with: Table(csvText: second), by: ["school"], kind: kind)
  }

  /// By hand: keys are texts, so 01 is not 1; a missing key matches nothing.
  @Test(arguments: [
    (
      JoinKind.left,
      "01,1,10,a,6\n1,1,20,,\n2,1,30,b,5\n2,2,31,b,5\n,1,40,,\n9,1,50,,\n"
    ),
    (.inner, "01,1,10,a,6\n2,1,30,b,5\n2,2,31,b,5\n"),
    (
      .full,
      "01,1,10,a,6\n1,1,20,,\n2,1,30,b,5\n2,2,31,b,5\n,1,40,,\n9,1,50,,\n7,,,c,7\n"
    ),
  ])
  func rowsAreMatchedByText(kind: JoinKind, rows: String) throws {
    let join = try joined(kind)
    #expect(join.table.csvText == "school,year,p,s,p.right\n" + rows)
    #expect(join.matched == 3 && join.unmatchedLeft == ["1", "9"] && join.unmatchedRight == ["7"])
    #expect(join.missingKeys == (1, 0) && join.repeatedLeft == ["2"])
    #expect(join.renamed == ["p": "p.right"])
  }

  @Test func severalKeysAreOne() throws {
    let a = try Table(csvText: "d,s,x\n1,1,a\n1,2,b\n2,1,c\n")
    let b = try Table(csvText: "s,d,y\n1,2,21\n1,1,11\n2,1,12\n")
    let join = try a.joined(with: b, by: ["d", "s"])
    #expect(try join.table.numericValues(of: "y") == [11, 12, 21])
  }

  @Test func aKeyMayStandOnceInTheSecond() throws {
    let a = try Table(csvText: second)
    let b = try Table(csvText: first)
    #expect(throws: TableError.repeatedKey(key: "2", rows: 2, keys: 1)) {
      try a.joined(with: b, by: ["school"])
    }
    #expect(throws: TableError.noColumn("shool", closest: "school")) {
      try a.joined(with: b, by: ["shool"])
    }
    let empty = try Table(csvText: "school,z\n")
    #expect(try a.joined(with: empty, by: ["school"]).table.rowCount == 3)
    #expect(try empty.joined(with: a, by: ["school"]).table.rowCount == 0)
  }
}
