import Tables
import Testing

@testable import SchoolStudy

/// Values that stand far from all others of their measure.
@Suite struct EvaluationDoubtsTests {
  private func doubts(_ collaboration: [Double], name: String = "collaboration") throws -> [String]
  {
    let count = collaboration.count
    let table = try Table([
      Column(name, collaboration), Column("poverty", (0..<count).map { Double($0 % 10) }),
    ])
    let roles = try Roles(mappings: [RoleMapping(.collaboration, to: name)], in: table)
    return try StudyTable(table, roles: roles).doubts.map(\.message)
  }

  private let plain = (0..<40).map { 60 + Double($0) }

  @Test func aZeroAmongPercentagesIsDoubted() throws {
    let found = try doubts([60, 0] + plain, name: "Collaborative Teachers %")
    #expect(found.count == 1)
    let message = try #require(found.first)
    #expect(message.contains("is 0 in row 2; the next lowest value is 60."))
    #expect(message.contains("--where '`Collaborative Teachers %` > 0'"))
  }

  @Test func aCodeForMissingAtTheTopIsDoubted() throws {
    let found = try doubts(plain + [999, .nan, 999])
    #expect(found.count == 1)
    #expect(found.first?.contains("is 999 in 2 rows, the first row 41; the next highest") == true)
    #expect(found.first?.contains("`collaboration` < 999") == true)
  }

  @Test func anOrdinarySpreadIsNot() throws {
    #expect(try doubts(plain).isEmpty)
    #expect(try doubts([0] + (1..<40).map { Double($0) }).isEmpty)
    #expect(try doubts([0, 1, 100]).isEmpty)
    #expect(try doubts(Array(repeating: 3, count: 30) + [4]).isEmpty)
    let study = try EvaluationSamples.synthetic()
    #expect(study.notes.allSatisfy { $0.code != "outlier" })
  }
}
