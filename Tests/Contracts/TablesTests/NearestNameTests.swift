import Testing

@testable import Tables

@Suite struct NearestNameTests {
  private static let roles = [
    "school", "district", "collaboration", "collaboration_sd", "poverty", "staff", "leavers",
    "Average ELA Proficiency", "Average Math Proficiency", "Économie",
  ]

  @Test(arguments: [
    ("collab", "collaboration"),  // a beginning; the shorter of two
    ("colaboration", "collaboration"),  // a letter dropped
    ("povrety", "poverty"),  // neighbours swapped
    ("POVERTY", "poverty"),  // case
    ("ela", "Average ELA Proficiency"),  // a word inside
    ("math profiency", nil),  // too far from everything
    ("stafff", "staff"),
    ("leaver", "leavers"),
    ("économie", "Économie"),
    ("collaboration score", "collaboration"),  // the name inside what was asked
    ("xyz", nil), ("", nil), ("q", nil),
  ])
  func findsWhatAPersonWouldMean(asked: String, found: String?) {
    #expect(nearestName(to: asked, among: Self.roles) == found)
  }

  @Test func amongEqualsTheFirstWins() {
    #expect(nearestName(to: "grade9", among: ["grade1", "grade2"]) == "grade1")
    #expect(nearestName(to: "grade2", among: ["GRADE2", "grade2"]) == "GRADE2")
    #expect(nearestName(to: "a", among: []) == nil)
  }

  @Test func hostileNamesCostLittle() {
    let long = String(repeating: "ab", count: 500_000)
    let names = (0..<200_000).map { "column \($0)" } + [long]
    #expect(nearestName(to: long, among: names) == nil)
    #expect(nearestName(to: long, among: [long + "x"]) == long + "x")
  }
}
