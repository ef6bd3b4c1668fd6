import Tables
import Testing

@testable import SchoolStudy

@Suite struct ClaimAvailabilityTests {
  private func reasons(_ names: [String]) throws -> [String: String?] {
    let roles = try Roles(in: try Table(names.map { Column($0, [1, 2, 3]) }))
    return Dictionary(
      uniqueKeysWithValues: roles.claims.map { ($0.claim.rawValue, $0.notAsked) })
  }

  @Test func theSyntheticStudyAsksAllItsColumnsAllow() throws {
    let table = try StudyTable(
      syntheticNationalStudy(), roles: try Roles(in: syntheticNationalStudy()))
    let notAsked = table.claims.filter { $0.notAsked != nil }.map(\.claim)
    #expect(notAsked == [.engagement("*"), .roleBalance])
  }

  @Test(arguments: [
    (["staff", "leavers"], nil), (["turnover"], nil), (["retention"], nil), (["stayed"], nil),
    (["staff"], "staff is mapped but leavers is not (--map leavers=COLUMN)"),
    (["leavers"], "leavers is mapped but staff is not (--map staff=COLUMN)"),
    (
      [],
      "nothing says how many left: map staff and leavers, or turnover, retention or stayed "
        + "(--map ROLE=COLUMN)"
    ),
  ])
  func turnoverNeedsHeadCountsOrARate(_ names: [String], _ reason: String?) throws {
    let reasons = try reasons(["poverty", "collaboration"] + names)
    for claim in ["turnoverGapLow", "turnoverGapHigh", "turnoverGapCloses", "retention"] {
      #expect(reasons[claim] == .some(reason))
    }
  }

  @Test func reasonsNameWhatIsMissing() throws {
    let reasons = try reasons(["ela"])
    #expect(
      reasons["ela"] == "no columns are mapped to poverty and collaboration (--map poverty=COLUMN)")
    #expect(
      reasons["mediation"]
        == "no columns are mapped to partnership, collaboration and poverty (--map partnership=COLUMN)"
    )
    #expect(
      reasons["engagement.*"]
        == "no engagement behaviour is mapped (--map behaviour.NAME=COLUMN), and no partnership "
        + "(--map partnership=COLUMN)")
  }

  @Test func mediationAndRegionTakeAnyOutcomeTheyCan() throws {
    let base = ["poverty", "collaboration", "partnership"]
    #expect(try reasons(base + ["math"])["mediation"] == .some(nil))
    #expect(try reasons(base + ["commitment"])["whereItMatters"] == .some(nil))
    let none = try reasons(base)
    #expect(none["mediation"] == "no column is mapped to ela or math (--map ela=COLUMN)")
    #expect(
      none["whereItMatters"]
        == "no outcome is mapped: turnover, ela, math or commitment (--map ROLE=COLUMN)")
  }

  @Test func whatDoesNotVaryIsNotCompared() throws {
    let source = try Table([
      Column("poverty", [20, 20, .nan]), Column("collaboration", [1, 2, 3]),
      Column("ela", [0.1, 0.2, 0.3]),
    ])
    let table = try StudyTable(source, roles: try Roles(in: source))
    let ela = try #require(table.claims.first { $0.claim == .ela })
    #expect(ela.notAsked == "poverty has fewer than two values among the rows")
  }
}
