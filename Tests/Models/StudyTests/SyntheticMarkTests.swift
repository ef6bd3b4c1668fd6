import Reporting
import Tables
import Testing

@testable import SchoolStudy

/// What was simulated is known when it comes back.
@Suite struct SyntheticMarkTests {
  private func study(_ table: Table, _ mappings: [RoleMapping] = []) throws -> Study {
    try Study(of: StudyTable(table, roles: Roles(mappings: mappings, in: table)))
  }

  /// The table as a file, read again.
  private func reread(_ table: Table) throws -> Table { try Table(csvText: table.csvText) }

  private static let changes: [(name: String, change: @Sendable (Table) throws -> Table)] = [
    ("as it is", { $0 }),
    ("filtered", { $0.selecting(rows: Array(0..<350)) }),
    ("sorted", { $0.selecting(rows: Array((0..<$0.rowCount).reversed())) }),
    ("more columns", { try $0.adding(Column("extra", (0..<$0.rowCount).map { Double($0) })) }),
    (
      "schools left out",
      { table in try table.selecting(columns: table.columnNames.filter { $0 != "school" }) }
    ),
    (
      "renamed",
      { table in
        try Table(
          table.columns.map {
            Column(name: $0.name == "school" ? "Building" : $0.name, values: $0.values)
          }.filter { $0.name != "district" })
      }
    ),
    (
      "shouted",
      { table in
        try Table(
          table.columns.map { column in
            guard case .category(let codes, let levels) = column.values else { return column }
            return Column(
              name: column.name, values: .text(codes.map { " \(levels[Int($0)].uppercased()) " }))
          })
      }
    ),
  ]

  @Test(arguments: changes.indices)
  func isKnownHoweverItWasChanged(_ index: Int) throws {
    let change = Self.changes[index]
    let study = try study(try reread(change.change(syntheticNationalStudy(seed: 5))))
    #expect(study.isSynthetic, "\(change.name)")
    #expect(study.data.syntheticMark?.isWhole == true, "\(change.name)")
    #expect(study.syntheticBanner.hasPrefix("SYNTHETIC"))
    #expect(study.scope.contains("synthetic schools"))
    let page = study.page(StudyProvenance(version: "1", source: "s", rows: 1, command: "c"))
    #expect(page.banner == study.syntheticBanner)
  }

  /// Names of one's own are not taken for those of simulated schools.
  @Test(arguments: [
    "Synthetic Turf Academy", "Synthetic", "Synthetic ZZ-9 school 01", "CA-1 school 01",
  ])
  func othersAreNot(_ name: String) throws {
    let table = try Table([
      Column(name: "school", values: .text([name, "b"])), Column("ela", [1, 2]),
    ])
    #expect(syntheticMark(of: table, using: ["school", "ela"]) == nil)
  }

  @Test func aPartIsSaidToBeAPart() throws {
    var columns = syntheticNationalStudy().columns
    for (index, column) in columns.enumerated() {
      guard case .category(let codes, let levels) = column.values else { continue }
      let names = codes.enumerated().map { row, code in
        row < 40 ? levels[Int(code)] : levels[Int(code)].replacingSynthetic
      }
      columns[index] = Column(name: column.name, values: .text(names))
    }
    let study = try study(try Table(columns))
    #expect(study.isSynthetic && study.data.syntheticMark?.rowCount == 40)
    #expect(study.syntheticBanner.contains("40 rows of 400"))
    #expect(!study.scope.contains("synthetic"))
  }

  /// Responses that were drawn from a fit are no outcome of real schools.
  @Test func drawnOutcomesAreNamed() throws {
    let table = try Table(
      syntheticNationalStudy().columns.filter { !["school", "district", "ela"].contains($0.name) }
        + [Column("draw1", try syntheticNationalStudy().numericValues(of: "ela"))])
    #expect(try study(table).isSynthetic == false)
    let mapping = try RoleMapping(parsing: "ela:percent=draw1")
    let mapped = try study(table, [mapping])
    #expect(mapped.isSynthetic && mapped.syntheticBanner.contains("“draw1” was drawn"))
  }
}

extension String {
  fileprivate var replacingSynthetic: String {
    hasPrefix("Synthetic ") ? "Real " + dropFirst("Synthetic ".count) : self
  }
}
