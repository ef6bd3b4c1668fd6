import Tables
import Testing

@testable import Formulas

@Suite("Row filters")
struct RowFilterTests {
  private func table() throws -> Table {
    try Table([
      Column(name: "year", values: .integer([1988, 1990, 1992, 1994])),
      Column("income", [1.5, -2, .nan, 4]),
      Column(
        name: "region", values: .category(codes: [0, 1, 2, -1], levels: ["north", "south", "12"]),
        missing: [false, false, false, true]),
      Column(name: "name", values: .text(["Ada", "Bo", "Cy", "Di"])),
      Column(name: "open", values: .truth([true, false, true, true])),
      Column(name: "twin", values: .text(["north", "x", "13", "Di"])),
      Column("blank name %", [1, 2, 3, 4]),
    ])
  }

  /// Kept rows as `k`, others as `-`, those that cannot be told as `?`.
  private func mask(_ text: String) throws -> String {
    try RowFilter(text).mask(for: try table()).map { outcome in
      switch outcome {
      case .keep: "k"
      case .leaveOut: "-"
      case .missing: "?"
      }
    }.joined()
  }

  @Test(arguments: [
    ("year >= 1992", "--kk"), ("year == 1990", "-k--"), ("year != 1990", "k-kk"),
    ("year < 1990", "k---"), ("year <= 1990", "kk--"), ("year > 1992", "---k"),
    ("year >= 1990 && open", "--kk"), ("year >= 1990 & !open", "-k--"),
    ("year == 1988 || year == 1994", "k--k"), ("!(year > 1990)", "kk--"),
    ("year in (1988, 1994)", "k--k"), ("year in 1988, 1994", "k--k"),
    ("year %in% c(1988, 1994)", "k--k"), ("!(year in (1988))", "-kkk"),
    ("year in (1988) || year in (1994)", "k--k"), ("year in 1988, 1990 && open", "k---"),
    ("year - 1990 in (-2, 4)", "k--k"), ("year %% 4 == 0", "k-k-"),
    ("1990 < year & year < 1994", "--k-"), ("TRUE", "kkkk"), ("1 == 2", "----"),
    ("'a' < 'b'", "kkkk"), ("`blank name %` * 2 > 5", "--kk"),
  ])
  func numbers(text: String, kept: String) throws {
    #expect(try mask(text) == kept)
  }

  @Test(arguments: [
    ("income > 0", "k-?k"), ("income > 0 || year > 1990", "k-kk"),
    ("income > 0 && year > 1990", "--?k"), ("income > 0 && year < 1990", "k---"),
    ("!(income > 0)", "-k?-"), ("income == income", "kk?k"), ("income in (4)", "--?k"),
    ("region == 'south'", "-k-?"), ("region != 'south'", "k-k?"), ("region in ('north')", "k--?"),
    ("log(income) > 0", "k??k"), ("abs(income) > 1.6", "-k?k"),
  ])
  func whatIsMissingCannotBeTold(text: String, kept: String) throws {
    #expect(try mask(text) == kept)
  }

  @Test(arguments: [
    ("name == 'Bo'", "-k--"), ("name == \"Bo\"", "-k--"), ("'Bo' == name", "-k--"),
    ("name < 'C'", "kk--"), ("name >= 'Cy'", "--kk"), ("'C' > name", "kk--"),
    ("name in ('Ada', 'Di')", "k--k"), ("name == 'nobody'", "----"),
    ("region == 12", "--k?"), ("region in (12, 'north')", "k-k?"), ("region != 12", "kk-?"),
    ("region == twin", "k--?"), ("region < twin", "-kk?"), ("name == twin", "---k"),
    ("year == '1990'", "-k--"), ("year == '1990.0'", "-k--"), ("year < '1990'", "k---"),
    ("open == 1", "k-kk"), ("open == TRUE", "k-kk"), ("open == 'TRUE'", "k-kk"),
    ("open == 'false'", "-k--"), ("open", "k-kk"), ("open + (year > 1990) == 2", "--kk"),
  ])
  func textAndTruth(text: String, kept: String) throws {
    #expect(try mask(text) == kept)
  }

  @Test(arguments: [
    "year", "year - 1990", "name", "'a'", "region + 1 > 2", "region < 12", "year == 'abc'",
    "log(name) > 1", "year > name", "!name", "name && open", "name == year + 1",
  ])
  func typesThatDoNotFit(text: String) throws {
    let error = formulaError { _ = try mask(text) }
    guard case .wrongType = error else {
      Issue.record("\(text): \(String(describing: error))")
      return
    }
  }

  @Test(arguments: [
    ("year = 1992", 5, "== "), ("year >", 6, "a column name"), ("", 0, "a column name"),
    ("year > 1 2", 9, "an operator"), ("(year > 1", 9, "close"), ("year in ()", 9, "a number"),
    ("year in", 7, "a number"), ("year > 1990 > 2", 12, "one comparison"), ("y ~ x", 2, "operator"),
    ("factor(year) == 1", 0, "variable of its own"),
  ])
  func syntaxErrors(text: String, offset: Int, expected: String) throws {
    guard case .syntax(let problem) = formulaError({ _ = try RowFilter(text) }) else {
      Issue.record("\(text) should not be readable")
      return
    }
    #expect(problem.offset == offset, "\(problem)")
    #expect(problem.expected.contains(expected.trimming), "\(problem)")
  }

  @Test func trainedFunctionsAreRefused() {
    guard case .wrongType = formulaError({ _ = try RowFilter("scale(x) > 1") }) else {
      Issue.record("scale has no rows to be trained on")
      return
    }
  }

  @Test func unknownColumnIsNamed() throws {
    guard case .noColumn("jear", _) = formulaError({ _ = try mask("jear > 1") }) else {
      Issue.record("no error")
      return
    }
  }

  @Test func columnsAndPrinting() throws {
    let filter = try RowFilter("year>=1992&&(`blank name %`==1||!open) && year in 1,2")
    #expect(try filter.columnNames(in: try table()) == ["year", "blank name %", "open"])
    #expect(
      filter.description
        == "year >= 1992 && (`blank name %` == 1 || !open) && year %in% c(1, 2)")
    #expect(try RowFilter(filter.description) == filter)
  }
}

extension String {
  fileprivate var trimming: String { String(reversed().drop { $0 == " " }.reversed()) }
}
