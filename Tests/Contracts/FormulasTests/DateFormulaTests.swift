import Tables
import Testing

@testable import Formulas

/// Dates in formulas and filters. Days, years and months by GNU date.
@Suite("Dates in formulas")
struct DateFormulaTests {
  private func table() throws -> Table {
    try Table([
      // 2016-02-29, 2020-01-31 and 1969-12-31.
      Column(name: "d", values: .number([16860, 18292, -1, .nan]), unit: .date),
      Column("x", [2016, 2020, 1969, 1]), Column("y", [1, 2, 3, 4]),
    ])
  }

  @Test(arguments: [
    ("d >= 2020-01-31", "-k-?"), ("d < '2020-01-31'", "k-k?"), ("2016-02-29 == d", "k--?"),
    ("d in (2020-01-31, 1969-12-31)", "-kk?"), ("d != 2016-02-29", "-kk?"),
    ("year(d) == 2020", "-k-?"), ("month(d) == 12 && day(d) == 31", "--k?"),
    ("year(d) == x", "kkk?"), ("d - 2016-02-29 == 1432", "-k-?"), ("d > 18000", "-k-?"),
  ])
  func filtersCompareDates(text: String, kept: String) throws {
    let mask = try RowFilter(text).mask(for: try table()).map { outcome in
      switch outcome {
      case .keep: "k"
      case .leaveOut: "-"
      case .missing: "?"
      }
    }.joined()
    #expect(mask == kept)
  }

  @Test(arguments: [
    "d >= 'soon'", "x >= 2020-01-31", "year(x) == 2016", "x - 2020-01-31 > 0",
  ])
  func whatIsNoDateIsRefused(text: String) throws {
    let filter = try RowFilter(text)
    #expect(throws: FormulaError.self) { try filter.mask(for: try table()) }
  }

  @Test func filtersReadBackAsPrinted() throws {
    let filter = try RowFilter("d >= 2020-01-31")
    #expect(filter.description == "d >= \"2020-01-31\"")
    #expect(try RowFilter(filter.description) == filter)
  }
}
