import Tables
import TestSupport
import Testing

@testable import SchoolStudy

@Suite struct NationalStudyTests {
  private func integers(_ table: Table, _ name: String) throws -> [Int64] {
    guard case .integer(let values) = try table.column(name).values else {
      Issue.record("\(name) is not of whole numbers")
      return []
    }
    return values
  }

  private func numbers(_ table: Table, _ name: String) throws -> [Double] {
    guard case .number(let values) = try table.column(name).values else {
      Issue.record("\(name) is not of numbers")
      return []
    }
    return values
  }

  @Test func hasItsColumnsAndRows() {
    let table = syntheticNationalStudy()
    #expect(table.rowCount == 400)
    #expect(
      table.columnNames == [
        "school", "district", "state", "staff", "leavers", "poverty", "collaboration",
        "partnership", "commitment", "elaTested", "elaAtStandard", "ela", "mathTested",
        "mathAtStandard", "math",
      ])
    #expect(table.columns.allSatisfy { $0.missingCount == 0 })
  }

  @Test func everyNameSaysItIsSynthetic() throws {
    let table = syntheticNationalStudy()
    for name in ["school", "district"] {
      let labels = try labels(of: try table.column(name)).compactMap { $0 }
      #expect(labels.count == 400 && labels.allSatisfy { $0.hasPrefix("Synthetic ") })
    }
    #expect(try Set(labels(of: try table.column("school"))).count == 400)
    #expect(try Set(labels(of: try table.column("district"))).count == 21)
    #expect(try Set(labels(of: try table.column("state"))).count == 6)
  }

  /// What `simulate` writes and `study` reads is the same study.
  @Test func survivesBeingWrittenAndRead() throws {
    let table = syntheticNationalStudy(seed: 5)
    #expect(try Table(csvText: table.csvText) == table)
  }

  @Test func oneSeedGivesOneTable() {
    #expect(syntheticNationalStudy(seed: 7) == syntheticNationalStudy(seed: 7))
    #expect(syntheticNationalStudy(seed: 7) != syntheticNationalStudy(seed: 8))
  }

  @Test(arguments: [0, 1, 2017, UInt64.max])
  func valuesAreThoseOfSchools(seed: UInt64) throws {
    let table = syntheticNationalStudy(seed: seed)
    let staff = try integers(table, "staff")
    #expect(staff.allSatisfy { (15...120).contains($0) })
    #expect(zip(try integers(table, "leavers"), staff).allSatisfy { 0 <= $0 && $0 <= $1 })
    #expect(try numbers(table, "commitment").allSatisfy { (1...7).contains($0) })
    #expect(try integers(table, "partnership").reduce(0, +) == 180)
    #expect(try integers(table, "elaTested").allSatisfy { (60...600).contains($0) })
    #expect(try integers(table, "mathTested").allSatisfy { (1...600).contains($0) })
    let design = NationalStudyDesign.published
    #expect(try numbers(table, "poverty").sorted() == design.povertyValues)
    #expect(try numbers(table, "collaboration").sorted() == design.collaborationValues)
  }

  /// One decimal of the per cent and the number tested give back the count.
  @Test(arguments: ["ela", "math"])
  func countsAreRecoveredFromThePerCent(subject: String) throws {
    let table = syntheticNationalStudy(seed: 3)
    let tested = try integers(table, "\(subject)Tested")
    let perCent = try numbers(table, subject)
    for (row, count) in try integers(table, "\(subject)AtStandard").enumerated() {
      #expect(Int64((perCent[row] / 100 * Double(tested[row])).rounded()) == count)
      #expect(0 <= count && count <= tested[row])
    }
  }

  @Test func povertyAndCollaborationGoAgainstEachOther() throws {
    let correlations = try (0..<20).map { seed -> Double in
      let table = syntheticNationalStudy(seed: UInt64(seed))
      return correlation(try numbers(table, "poverty"), try numbers(table, "collaboration"))
    }
    expectClose(
      correlations.reduce(0, +) / 20, -0.29,
      within: Tolerance(.absolute(0.06), because: "a mean of 20 with standard error 0.02"))
  }

  private func correlation(_ x: [Double], _ y: [Double]) -> Double {
    let (mx, my) = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
    func sum(_ a: [Double], _ ma: Double, _ b: [Double], _ mb: Double) -> Double {
      zip(a, b).reduce(0) { $0 + ($1.0 - ma) * ($1.1 - mb) }
    }
    return sum(x, mx, y, my) / (sum(x, mx, x, mx) * sum(y, my, y, my)).squareRoot()
  }
}
