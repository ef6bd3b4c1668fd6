import Reporting
import Testing

@testable import SchoolStudy

/// The table of claims, which the page and the command line share.
@Suite struct ReportTableTests {
  @Test func publishedStandsBesideEstimated() throws {
    let table = try EvaluationSamples.synthetic().claimsTable()
    let text = TextTableRenderer().render(table)
    #expect(text.hasPrefix("SYNTHETIC"))
    let lines = text.split(separator: "\n")
    for words in ["3.5 times", "no statistical difference", "+12.5 points", "+4.5 points"] {
      #expect(lines.contains { $0.hasSuffix(words) })
    }
    #expect(text.contains("poverty 15.8% and\n87.4% (the 10th and the 90th percentile)"))
    #expect(table.notes.contains { $0.hasPrefix("Published: McCarthy & Rubinstein 2017") })
  }

  @Test func numbersAreUnroundedInCSVAndRowsSayWhatTheyAre() throws {
    let study = try EvaluationSamples.synthetic()
    let text = CSVTableRenderer().render(study.claimsTable(marksRows: true))
    let lines = text.split(separator: "\r\n")
    #expect(lines.first == "claim,estimate,unit,lower,upper,pValue,published,data")
    let first = try #require(study.claims.first?.estimate)
    #expect(lines.dropFirst().first?.contains("\(first)") == true)
    #expect(lines.dropFirst().allSatisfy { $0.hasSuffix(",synthetic") })
    #expect(!CSVTableRenderer().render(study.claimsTable()).contains("synthetic"))
  }

  @Test func aFigureInAnotherUnitIsNotSetBeside() throws {
    let table = syntheticNationalStudy()
    let scores = try table.numericValues(of: "ela").map { 400 + $0 }
    let study = try EvaluationSamples.study(
      table.columns.filter { !$0.name.hasPrefix("ela") } + [.init("ela", scores)])
    let text = TextTableRenderer().render(study.claimsTable())
    #expect(text.contains("+12.5 points, in another unit"))
    #expect(study.result(of: .ela)?.published == nil)
  }

  /// Claims of models that lost different rows are at different levels, and the notes say which at which.
  @Test func levelsAreNamedByClaimWhereTheyDiffer() throws {
    let table = syntheticNationalStudy()
    let commitment = try table.numericValues(of: "commitment").enumerated().map {
      $0.offset % 3 == 0 ? .nan : $0.element
    }
    let study = try EvaluationSamples.study(
      table.columns.map { $0.name == "commitment" ? .init("commitment", commitment) : $0 })
    let levels = study.claimsTable().notes.filter { $0.hasPrefix("Low and high") }
    #expect(levels.count == 2)
    #expect(levels.contains { $0.hasPrefix("Low and high (Commitment gap: high − low): ") })
  }

  @Test func oneReasonIsSaidOnce() throws {
    let table = syntheticNationalStudy()
    let study = try EvaluationSamples.study(
      table.columns.filter { $0.name != "leavers" && $0.name != "staff" })
    let turnover = try #require(study.notAskedReasons.first)
    #expect(turnover.claims.count == 4)
    #expect(study.headline?.contains("English language arts") == true)
  }
}
