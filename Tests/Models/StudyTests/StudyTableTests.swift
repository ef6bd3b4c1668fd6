import Tables
import TestSupport
import Testing

@testable import SchoolStudy

@Suite struct StudyTableTests {
  private func study(_ columns: [Column], _ mappings: [String] = []) throws -> StudyTable {
    let table = try Table(columns)
    return try StudyTable(
      table,
      roles: try Roles(mappings: mappings.map { try RoleMapping(parsing: $0) }, in: table))
  }

  private func numbers(_ study: StudyTable, _ name: String) throws -> [Double] {
    guard case .number(let values) = try study.table.column(name).values else { return [] }
    return values
  }

  /// 40 good rows and those given, so that one of them is within the tolerable share.
  private func padded(_ good: Double, _ rest: [Double]) -> [Double] {
    Array(repeating: good, count: 40) + rest
  }

  private static let exact = Tolerance(.ulps(1), because: "one division by 100")

  @Test func theSyntheticStudyIsReadAsItIs() throws {
    let source = syntheticNationalStudy()
    let study = try StudyTable(source, roles: try Roles(in: source))
    #expect(study.dropped.isEmpty)
    #expect(study.turnover == .counts && study.cluster == .district && study.povertyIsPerCent)
    #expect(study.scales == [.ela: .perCent, .math: .perCent])
    guard case .integer(let counts) = try source.column("elaAtStandard").values else {
      Issue.record("no counts")
      return
    }
    #expect(try numbers(study, "elaAtStandard") == counts.map { Double($0) })
  }

  @Test(arguments: [
    ([0.1, 0.3], "rate", false, OutcomeScale.share, false),
    ([0.1, 0.3], "rate %", false, .share, true),
    ([12, 31], "rate", false, .perCent, true), ([12, 31], "pct rate", false, .perCent, false),
    ([0.4, 0.9], "rate", true, .perCent, false),
  ])
  func theScaleOfARateIsFound(
    _ values: [Double], _ name: String, signs: Bool, scale: OutcomeScale, isAssumed: Bool
  ) throws {
    let column = Column(
      name: name, values: .number(values), unit: signs ? .perCent : .plain)
    let study = try study([column], ["turnover=\(name)"])
    #expect(study.scales == [.turnover: scale])
    #expect(study.notes.contains { $0.code == "scale" } == isAssumed)
    let divisor = scale == .perCent ? 100.0 : 1
    expectClose(
      try numbers(study, "turnover"), values.map { $0 / divisor }, within: Self.exact)
  }

  @Test(arguments: [
    ([1.81, 3.93], "ela", OutcomeScale.score), ([-0.4, 1.2], "ela", .score),
    ([480, 712], "ela", .score), ([20, 88], "ela score", .score), ([20, 88], "ela", .perCent),
    ([0.2, 0.88], "ela", .share),
  ])
  func achievementMayBeScores(_ values: [Double], _ name: String, scale: OutcomeScale) throws {
    #expect(try study([Column(name, values)], ["ela=\(name)"]).scales == [.ela: scale])
  }

  @Test func aScaleThatIsNotClearIsAskedFor() throws {
    let column = Column("left", [0.2, 1.6])
    #expect(
      throws: StudyError.ambiguousScale(
        role: "turnover", column: "left", minimum: 0.2, maximum: 1.6)
    ) { try study([column], ["turnover=left"]) }
    let said = try study([column], ["turnover:percent=left"])
    expectClose(try numbers(said, "turnover"), [0.002, 0.016], within: Self.exact)
    let table = try Table([column])
    let roles = try Roles(mappings: [RoleMapping(.turnover, to: "left", scale: .score)], in: table)
    #expect(throws: StudyError.unknownScale("score", role: "turnover")) {
      try StudyTable(table, roles: roles)
    }
  }

  @Test func retentionIsTurnedIntoTurnover() throws {
    let study = try study([Column("Retention Rate", [90, 75.5])])
    #expect(study.turnover == .rate)
    expectClose(
      try numbers(study, "turnover"), [0.1, 0.245],
      within: Tolerance(.absolute(1e-15), because: "a division and a difference"))
  }

  @Test(arguments: [
    (30.0, 31.0, "leavers is 31 of 30 staff"), (0, 0, "staff is 0"),
  ])
  func anImpossibleRowIsSetAside(staff: Double, leavers: Double, reason: String) throws {
    let study = try study([
      Column("staff", padded(30, [staff, .nan])), Column("leavers", padded(3, [leavers, 2])),
    ])
    #expect(study.dropped == [DroppedCell(role: "leavers", row: 41, reason: reason)])
    #expect(try study.table.column("staff").isMissing(40))
    #expect(try study.table.column("leavers").isMissing(40))
    #expect(try !study.table.column("leavers").isMissing(41))
  }

  @Test func halfPostsAreCounted() throws {
    let study = try study([
      Column("staff", padded(30, [30.5, 28])), Column("leavers", padded(3, [3, 2.5])),
    ])
    #expect(study.dropped == [])
    #expect(try numbers(study, "staff").suffix(2) == [30.5, 28])
    #expect(try numbers(study, "leavers").suffix(2) == [3, 2.5])
  }

  @Test func aCodeForAMissingCountIsRefused() {
    #expect(
      throws: StudyError.missingCode(
        role: "leavers", column: "leavers", value: -1, count: 1, row: 41)
    ) {
      try study([
        Column("staff", padded(30, [30, 28])), Column("leavers", padded(3, [-1, 2])),
      ])
    }
  }

  @Test func manyImpossibleRowsSpeakAgainstTheMapping() {
    #expect(
      throws: StudyError.impossibleRows(
        role: "leavers", count: 3, of: 4, row: 2, reason: "leavers is 50 of 41 staff")
    ) {
      try study([Column("staff", [40, 41, 18, 33]), Column("leavers", [4, 50, 20, 40])])
    }
    #expect(
      StudyError.impossibleRows(
        role: "leavers", count: 3, of: 4, row: 2, reason: "leavers is 50 of 41 staff"
      ).description
        == "3 of 4 rows are impossible for leavers, first row 2 (leavers is 50 of 41 staff); is "
        + "the right column mapped?")
  }

  @Test func schoolsWithoutStaffDoNotSpeakAgainstTheMapping() throws {
    let study = try study([
      Column("staff", [40, 0, 0, 33]), Column("leavers", [4, 0, 0, 3]),
    ])
    #expect(study.dropped.map(\.row) == [2, 3])
  }

  @Test func ratesOutsideTheirScaleAreSetAside() throws {
    let study = try study([Column("turnover", padded(12, [104, -3, .nan]))], [])
    #expect(
      study.dropped.map(\.reason) == [
        "104% is not between 0 and 100%", "−3% is not between 0 and 100%",
      ])
  }

  @Test func wordsAreNotNumbers() {
    let column = Column(
      name: "poverty", values: .text(["", "12", "N/A", "3"]), missing: [true, false, false, false])
    let error = StudyError.notNumeric(
      role: "poverty", column: "poverty", row: 3, found: "N/A", missingWords: ["N/A"])
    #expect(throws: error) { try study([column]) }
    #expect(
      error.description
        == "poverty needs numbers, but “poverty” has “N/A” in row 3; for words that stand for missing "
        + "values add --missing 'N/A'")
    let words = Column(name: "poverty", values: .text(["low", "high"]))
    #expect(
      throws: StudyError.notNumeric(
        role: "poverty", column: "poverty", row: 1, found: "low", missingWords: [])
    ) { try study([words]) }
  }

  @Test func yesAndNoAreRead() throws {
    let words = Column(
      name: "stayed", values: .category(codes: [0, 1, 1], levels: ["No", "Yes"]),
      missing: [false, false, true])
    let stayed = try study([words])
    #expect(stayed.turnover == .educators)
    #expect(try Array(numbers(stayed, "stayed").prefix(2)) == [0, 1])
    #expect(try stayed.table.column("stayed").isMissing(2))
    #expect(
      throws: StudyError.notTwoValued(role: "stayed", column: "stayed", row: 2, found: "2")
    ) { try study([Column("stayed", [1, 2])]) }
    let levels = try study([Column("partnership", [0, 1, 3])])
    #expect(try numbers(levels, "partnership") == [0, 1, 3])
  }

  @Test func testedCountsGiveCountsAtStandard() throws {
    let study = try study([
      Column("ela", padded(37.3, [50, 50])), Column("elaTested", padded(201, [0, 1001.5])),
    ])
    #expect(try numbers(study, "elaAtStandard").first == 75)
    #expect(
      study.dropped.map(\.reason) == ["elaTested is 0", "elaTested is 1001.5, not a head count"])
  }

  @Test func identifiersBecomeSortedCategories() throws {
    let study = try study([Column("district", [7, 12, .nan, 7])])
    guard case .category(let codes, let levels) = try study.table.column("district").values else {
      Issue.record("not categories")
      return
    }
    #expect(levels == ["12", "7"], "identifiers are texts")
    #expect(codes == [1, 0, -1, 1])
    #expect(try study.table.column("district").isMissing(2))
  }

  /// Schools that recur by name in other districts, or once by mistake, are not above the row.
  @Test func theClusterIsTheLowestLevelAboveTheRow() throws {
    func cluster(school: [String], district: [String]) throws -> Role? {
      try study([
        Column(name: "school", values: .text(school)),
        Column(name: "district", values: .text(district)),
      ]).cluster
    }
    #expect(
      try cluster(school: ["L", "M", "L", "M"], district: ["a", "a", "b", "b"]) == .district)
    #expect(throws: StudyError.self) {
      try cluster(school: ["L", "L", "M", "M"], district: ["a", "a", "b", "b"])
    }
    let table = try Table([
      Column("school", ["L", "L", "M", "M"]), Column("district", ["a", "a", "b", "b"]),
    ])
    let within = try StudyTable(
      table, roles: Roles(mappings: [], in: table), repeatsSchools: true)
    #expect(within.cluster == .school)
    #expect(try cluster(school: ["L", "M"], district: ["a", "b"]) == nil)
    #expect(try study([Column("poverty", [1, 2])]).cluster == nil)
  }

  @Test func educatorsOfSchoolsInDistrictsAreNested() throws {
    func levels(_ school: [String], _ district: [String]?) throws -> [Role] {
      try study(
        [
          Column(name: "school", values: .text(school)),
          Column("stayed", school.indices.map { Double($0 % 2) }),
        ] + (district.map { [Column(name: "district", values: .text($0))] } ?? [])
      ).nestedLevels
    }
    let schools = ["K", "K", "L", "L", "M", "M", "N", "N"]
    let districts = ["a", "a", "a", "a", "b", "b", "b", "b"]
    #expect(try levels(schools, districts) == [.district, .school])
    #expect(try levels(schools, nil) == [])
    #expect(try levels(schools, schools) == [])
    #expect(try levels(schools, schools.map { _ in "a" }) == [])
    #expect(try levels(["K", "L", "M", "N", "O", "P", "Q", "R"], districts) == [])
  }

  @Test(arguments: [
    ("FRPL", [4.0, 97.0], true), ("Economic Need Index", [0.1, 0.99], false),
    ("deprivation index", [4, 97], false), ("FRPL", [0.04, 0.97], false),
  ])
  func povertyIsPrintedAsItIsWritten(_ name: String, _ values: [Double], isPerCent: Bool) throws {
    #expect(try study([Column(name, values)], ["poverty=\(name)"]).povertyIsPerCent == isPerCent)
  }

  @Test func emptyAndMissingColumnsAreNoTrap() throws {
    let empty = try study([Column("ela", []), Column("elaTested", []), Column("turnover", [])])
    #expect(empty.table.rowCount == 0 && empty.dropped.isEmpty)
    let missing = try study([Column("ela", [.nan, .nan]), Column("poverty", [.infinity, .nan])])
    #expect(missing.claims.allSatisfy { $0.notAsked != nil })
  }
}
