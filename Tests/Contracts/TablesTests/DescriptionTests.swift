import TestSupport
import Testing

@testable import Tables

@Suite struct DescriptionTests {
  /// mean and sd of 2, 4, 4, 4, 5, 5, 7, 9: 5 and √(32/7).
  @Test func momentsAreThoseOfTheDefinition() throws {
    let found = try #require(moments(of: [2, 4, 4, 4, 5, 5, 7, 9]))
    let exact = Tolerance(.ulps(4), because: "sums of eight scaled numbers")
    expectClose(found.mean, 5, within: exact)
    expectClose(found.standardDeviation ?? .nan, (32.0 / 7).squareRoot(), within: exact)
    #expect(found.minimum == 2 && found.maximum == 9)
    #expect(moments(of: [.nan]) == nil && moments(of: [3])?.standardDeviation == nil)
    #expect(moments(of: [1e308, -1e308])?.mean == 0)
    #expect(moments(of: [0, 0])?.standardDeviation == 0)
  }

  /// x and y of the pairs (1, 2), (2, 4), (3, 5): r = 3 / √(2 · 14/3) = 0.9819805060619659.
  @Test func correlationsAreOverCompletePairs() throws {
    let table = try Table(csvText: "x,y,c\n1,2,1\n2,4,1\n3,5,1\n,9,1\n4,,1\n")
    let found = try table.correlations(of: ["x", "y", "c"])
    let exact = Tolerance(.ulps(8), because: "sums of three scaled numbers")
    #expect(found.map(\.first) == ["x", "x", "y"] && found.map(\.second) == ["y", "c", "c"])
    expectClose(found[0].estimate ?? .nan, 0.9819805060619659, within: exact)
    #expect(found[0].count == 3 && found[1].estimate == nil)
  }

  @Test func columnsAreDescribedAsTheyWereRead() throws {
    let text =
      "n,i,p,id,t,c,none,w\n1.5,1,5%,01,TRUE,b,,1\n2.5,2,6%,1,FALSE,a,,2\n,3,7%,2,TRUE,b,,*\n"
    let table = try Table(csvText: text)
    let found = table.columns.map { $0.description() }
    #expect(
      found.map(\.kind) == [
        .number, .integer, .perCent, .identifier, .truth, .category, .empty, .category,
      ])
    #expect(found.map(\.used) == [2, 3, 3, 3, 3, 3, 0, 3])
    #expect(found[0].missing == 1 && found[0].reasons.map(\.count) == [1])
    #expect(found[5].levels.map { "\($0.level) \($0.count)" } == ["a 1", "b 2"])
    #expect(found[3].levels.map(\.level) == ["01", "1", "2"] && found[3].moments == nil)
    #expect(found[7].words.map(\.text) == ["*"])
    let some = try table.column("i").description(rows: [0, 2])
    #expect(some.moments?.mean == 2 && some.used == 2)
  }
}
