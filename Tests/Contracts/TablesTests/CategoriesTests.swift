import Testing

@testable import Tables

@Suite struct CategoriesTests {
  private func check(
    _ column: Column, levels: [String]? = nil, codes: [Int32], _ wanted: [String]
  ) throws {
    let found = try column.categories(levels: levels)
    #expect(found.codes == codes)
    #expect(found.levels == wanted)
  }

  @Test func numbersSortAsNumbers() throws {
    try check(Column("x", [10, 9, .nan, 9.5, 9]), codes: [2, 0, -1, 1, 0], ["9", "9.5", "10"])
    try check(Column("x", [0, -0.0, -1]), codes: [1, 1, 0], ["-1", "0"])
    try check(
      Column(name: "n", values: .integer([10, -2, 10]), missing: [false, false, true]),
      codes: [1, 0, -1], ["-2", "10"])
  }

  @Test func truthAndText() throws {
    try check(Column(name: "t", values: .truth([true, false])), codes: [1, 0], ["FALSE", "TRUE"])
    try check(Column(name: "t", values: .truth([true])), codes: [0], ["TRUE"])
    try check(
      Column(
        name: "s", values: .text(["b", "é", "a", "Z", ""]),
        missing: [
          false, false, false, false, true,
        ]),
      codes: [2, 3, 1, 0, -1], ["Z", "a", "b", "é"])
  }

  @Test func categoriesKeepTheirLevelsUsedOrNot() throws {
    try check(
      Column(name: "g", values: .category(codes: [1, -1], levels: ["z", "b", "a"])),
      codes: [1, -1], ["z", "b", "a"])
  }

  @Test func givenLevelsDecide() throws {
    let group = Column(name: "g", values: .category(codes: [1, 0, -1], levels: ["a", "b"]))
    try check(group, levels: ["b", "c", "a"], codes: [0, 2, -1], ["b", "c", "a"])
    try check(Column("x", [1, 2.5]), levels: ["2.50", "1.0"], codes: [1, 0], ["2.50", "1.0"])
    try check(
      Column(name: "n", values: .integer([7, 9_007_199_254_740_993])),
      levels: ["9007199254740993", "007"], codes: [1, 0], ["9007199254740993", "007"])
    try check(
      Column(name: "t", values: .truth([true, false])), levels: ["true", "FALSE"],
      codes: [0, 1], ["true", "FALSE"])
  }

  @Test func aValueOutsideTheLevelsIsNamed() throws {
    let table = try Table([Column("grade", [3, 4, 5])])
    let error = #expect(throws: TableError.self) {
      try table.categories(of: "grade", levels: ["3", "4"])
    }
    #expect(
      error?.description
        == #"column "grade" has "5" in row 3, which is not among its levels "3", "4""#)
    #expect(throws: TableError.repeatedLevel(column: "grade", level: "3.0")) {
      try table.categories(of: "grade", levels: ["3", "4", "5", "3.0"])
    }
    let unused = Column(name: "g", values: .category(codes: [0], levels: ["a", "b"]))
    #expect(try unused.categories(levels: ["a"]).codes == [0], "levels that do not occur may go")
  }
}
