import Tables
import Testing

@testable import SchoolStudy

@Suite struct RolesTests {
  private func table(_ names: [String]) throws -> Table {
    try Table(names.map { Column($0, [1, 2, 3]) })
  }

  private func roles(_ names: [String], _ mappings: [String] = []) throws -> Roles {
    try Roles(mappings: mappings.map { try RoleMapping(parsing: $0) }, in: try table(names))
  }

  @Test(arguments: [
    ("FRPL", Role.poverty), ("frpm", .poverty), ("Percent FRPL", .poverty), ("FRPL %", .poverty),
    ("Economic Need Index", .poverty), ("pct_low_income", .poverty), ("Poverty Rate", .poverty),
    ("% in poverty", .poverty), ("Economically Disadvantaged (%)", .poverty),
    ("Collaborative Teachers %", .collaboration), ("COLLABORATION", .collaboration),
    ("collaboration_index", .collaboration), ("Average ELA Proficiency", .ela),
    ("Average Math Proficiency", .math), ("Mathematics", .math), ("ELA tested", .elaTested),
    ("math_tested", .mathTested), ("Turnover Rate", .turnover),
    ("teacher retention rate", .retention),
    ("Teachers", .staff), ("LEA ID", .district), ("School Name", .school), ("State", .state),
    ("Organizational Commitment", .commitment), ("formal partnership", .partnership),
    ("behaviour.shares ideas", .behaviour("shares ideas")),
    ("Behavior: mentors", .behaviour("mentors")),
    ("engagement_helps", .behaviour("helps")), ("Stayed", .stayed), ("Professional", .professional),
  ])
  func namesAreRecognised(_ name: String, _ role: Role) throws {
    let roles = try roles([name])
    #expect(roles.columns == [role: name])
    #expect(roles.recognized == [role])
  }

  @Test(arguments: [
    "Staff FTE", "Percent ELL", "Community School?", "Grade 3 ELA 4s - All Students", "Zip",
    "Collaborative Teachers Rating", "Trust %", "behaviour", "behaviours", "Percent",
  ])
  func otherNamesAreLeftAlone(_ name: String) throws {
    #expect(try roles([name]).columns.isEmpty)
  }

  @Test func noNameIsASynonymOfTwoRoles() {
    var seen: [String: Role] = [:]
    for role in Role.fixed {
      #expect(role.rank(of: role.rawValue) == 0, "\(role.rawValue) is not its own first synonym")
      for synonym in role.synonyms {
        #expect(canonicalName(synonym) == synonym)
        #expect(seen.updateValue(role, forKey: synonym) == nil, "\(synonym)")
        let others = Role.fixed.filter { $0 != role && $0.rank(of: synonym) != nil }
        #expect(others.isEmpty, "\(synonym) is also \(others)")
      }
    }
  }

  /// The names of the identifiers and measures in New York City's 2016 School Explorer, as published.
  @Test func aPublishedSpreadsheetIsRecognised() throws {
    let names = [
      "Adjusted Grade", "New?", "School Name", "SED Code", "Location Code", "District", "City",
      "Community School?", "Economic Need Index", "School Income Estimate($)", "Percent ELL",
      "Student Attendance Rate", "Collaborative Teachers %", "Collaborative Teachers Rating",
      "Trust %",
      "Average ELA Proficiency", "Average Math Proficiency", "Grade 3 ELA - All Students Tested",
    ]
    #expect(
      try roles(names).columns == [
        .school: "School Name", .district: "District", .poverty: "Economic Need Index",
        .collaboration: "Collaborative Teachers %", .ela: "Average ELA Proficiency",
        .math: "Average Math Proficiency",
      ])
  }

  @Test func mappingsGoBeforeNames() throws {
    let names = ["poverty", "FRPL", "Collab Q7", "math"]
    let roles = try roles(names, ["Poverty=FRPL", "collaboration = Collab Q7", "math="])
    #expect(roles.columns == [.poverty: "FRPL", .collaboration: "Collab Q7"])
    #expect(roles.recognized.isEmpty)
    let silent = try Roles(in: try table(names), recognizesNames: false)
    #expect(silent.columns.isEmpty)
  }

  @Test func aMappingMayHaveSignsAndAScale() throws {
    let mapping = try RoleMapping(parsing: "turnover:percent=Left (a=b)")
    #expect(mapping == RoleMapping(.turnover, to: "Left (a=b)", scale: .perCent))
    #expect(try RoleMapping(parsing: "behavior.Shares=q1").role == .behaviour("Shares"))
    #expect(try RoleMapping(parsing: "ELA_Tested=n").role == .elaTested)
  }

  @Test(arguments: [
    ("poverty", StudyError.malformedMapping("poverty")), ("=FRPL", .malformedMapping("=FRPL")),
    ("", .malformedMapping("")), ("ela:stars=x", .unknownScale("stars", role: "ela")),
    ("turnover:score=x", .unknownScale("score", role: "turnover")),
    ("staff:share=x", .unknownScale("share", role: "staff")),
  ])
  func brokenMappingsAreRefused(_ text: String, _ error: StudyError) {
    #expect(throws: error) { try RoleMapping(parsing: text) }
  }

  @Test func unknownRolesAndColumnsNameTheNearest() {
    #expect(throws: StudyError.unknownRole("colaboration", closest: "collaboration")) {
      try RoleMapping(parsing: "colaboration=x")
    }
    #expect(throws: StudyError.noColumn(role: "poverty", column: "FPRL", closest: "FRPL")) {
      try roles(["FRPL", "x"], ["poverty=FPRL"])
    }
  }

  @Test func doubleMappingsAreRefused() {
    #expect(
      throws: StudyError.roleMappedTwice(role: "poverty", first: "a", second: "b")
    ) { try roles(["a", "b"], ["poverty=a", "poverty=b"]) }
    #expect(
      throws: StudyError.columnMappedTwice(column: "a", first: "poverty", second: "collaboration")
    ) { try roles(["a"], ["poverty=a", "collaboration=a"]) }
  }

  @Test func severalMeasuresForOneRoleAreTheUsersChoice() throws {
    #expect(throws: StudyError.severalColumns(role: "poverty", columns: ["FRPL", "Low Income"])) {
      try roles(["FRPL", "Low Income"])
    }
    #expect(
      throws: StudyError.severalColumns(
        role: "behaviour.helps", columns: ["behaviour.helps", "behavior helps"])
    ) { try roles(["behaviour.helps", "behavior helps"]) }
    #expect(try roles(["FRPL", "Low Income"], ["poverty=FRPL"]).columns == [.poverty: "FRPL"])
    #expect(try roles(["FRPL", "Poverty"]).columns == [.poverty: "Poverty"])
  }

  @Test func severalIdentifiersTakeTheLikeliest() throws {
    #expect(
      try roles(["District Name", "District ID", "School Name", "DBN"]).columns
        == [.district: "District ID", .school: "DBN"])
  }

  @Test func messagesSayWhatToTry() {
    #expect(
      StudyError.unknownScale("stars", role: "turnover").description
        == "no scale “stars” for turnover; it may be share or percent")
    #expect(
      StudyError.unknownScale("share", role: "staff").description
        == "no scale “share” for staff; it has no choice of scales")
    #expect(
      StudyError.severalColumns(role: "poverty", columns: ["FRPL", "Low Income"]).description
        == "several columns could be poverty: “FRPL”, “Low Income”; choose one, as in "
        + "--map 'poverty=FRPL'")
    #expect(
      StudyError.noColumn(role: "poverty", column: "FPRL", closest: "FRPL").description
        == "no column “FPRL” for the role poverty; the closest is “FRPL”")
    #expect(
      StudyError.unknownRole("x", closest: nil).description.hasPrefix(
        "no role “x”; the roles are district, state, school, poverty"))
  }
}
