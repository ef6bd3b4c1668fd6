import Tables
import TestSupport
import Testing

@testable import SchoolStudy

/// Tables that hold too little: every claim gets an answer or a reason, in the report too, and nothing traps.
@Suite struct EvaluationDegenerateTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    let name: String
    let table: Table
    var testDescription: String { name }
  }

  private static func changed(_ name: String, _ value: (Int) -> Double) -> Table? {
    let table = syntheticNationalStudy()
    let column = Column(name, (0..<table.rowCount).map(value))
    return try? Table(table.columns.map { $0.name == name ? column : $0 })
  }

  static let samples: [Sample] = [
    ("three rows", EvaluationSamples.rows(0..<3)),
    ("four rows", EvaluationSamples.rows(0..<4)),
    ("five rows", EvaluationSamples.rows([0, 90, 180, 270, 360])),
    ("one district", EvaluationSamples.rows(0..<35)),
    ("two districts", EvaluationSamples.rows(0..<60)),
    ("one row a district", EvaluationSamples.rows([0, 40, 70, 90, 105, 120, 150, 200, 390])),
    ("no one left", changed("leavers") { _ in 0 }),
    ("everyone left", changed("leavers") { _ in 15 }),
    ("constant commitment", changed("commitment") { _ in 4 }),
    ("two levels of poverty", changed("poverty") { $0 % 2 == 0 ? 20 : 80 }),
    ("poverty but once constant", changed("poverty") { $0 == 7 ? 80 : 20 }),
    ("collaboration equals row", changed("collaboration") { Double($0) }),
    ("missing poverty", changed("poverty") { $0 < 395 ? .nan : Double($0) }),
    ("huge poverty", changed("poverty") { Double($0) * 1e300 }),
    ("tiny poverty", changed("poverty") { Double($0) * 1e-300 }),
    ("infinite collaboration", changed("collaboration") { $0 == 3 ? .infinity : Double($0 % 9) }),
    ("ela at 0 or 100", changed("ela") { $0 % 2 == 0 ? 0 : 100 }),
  ].compactMap { name, table in table.map { Sample(name: name, table: $0) } }

  @Test func everySampleCouldBeMade() { #expect(Self.samples.count == 17) }

  @Test(arguments: samples) func everyClaimIsAnsweredOrSaysWhyNot(_ sample: Sample) throws {
    let study = try Study(of: StudyTable(sample.table, roles: Roles(in: sample.table)))
    for claim in study.claims {
      let isAnswered = claim.estimate != nil && claim.interval != nil
      let hasReason =
        claim.notAsked != nil || claim.statement.hasPrefix("This could not be estimated")
      #expect(isAnswered || hasReason || claim.estimand == .region, "\(claim.claim.rawValue)")
      for number in [claim.estimate, claim.lower, claim.upper, claim.pValue] {
        #expect(number?.isFinite != false)
      }
    }
    let provenance = StudyProvenance(
      version: "0", source: sample.name, rows: sample.table.rowCount, command: "")
    ReportMarkup(study.page(provenance).html).expectInert()
  }

  @Test func noOneLeftIsSaidToBeSo() throws {
    let sample = try #require(Self.samples.first { $0.name == "no one left" })
    let study = try Study(of: StudyTable(sample.table, roles: Roles(in: sample.table)))
    let reason = try #require(study.result(of: .turnoverGapLow)?.notAsked)
    #expect(reason.hasPrefix("its model could not be fitted: "))
    #expect(study.model(of: .turnover) == nil && study.model(of: .ela) != nil)
    #expect(study.regionModel?.outcome == .ela)
    #expect(study.result(of: .whereItMatters)?.notAsked == nil)
  }

  @Test func measuresThatCannotBeToldApartAreSaidToBeSo() throws {
    let poverty = (0..<40).map { Double($0) }
    let study = try EvaluationSamples.study([
      Column("poverty", poverty), Column("collaboration", poverty.map { 2 * $0 + 1 }),
      Column("commitment", (0..<40).map { Double($0 * 7 % 11) }),
    ])
    let reason = try #require(study.result(of: .commitment)?.notAsked)
    #expect(reason.contains("cannot be told apart"))
  }

  static let hopeless: [[Column]] = [
    [Column("poverty", [1, 2, 3]), Column("collaboration", [1, 2, 3])],
    [
      Column("poverty", [1, 1, 1]), Column("collaboration", [1, 2, 3]), Column("ela", [1, 2, 3]),
    ],
    [Column("poverty", []), Column("collaboration", []), Column("commitment", [])],
  ]

  @Test(arguments: [[], [Column("a", [1, 2, 3])]])
  func nothingRecognisedIsAnErrorWithTheWayOut(_ columns: [Column]) throws {
    #expect {
      try EvaluationSamples.study(columns)
    } throws: { error in
      guard case StudyError.nothingRecognised = error else { return false }
      return "\(error)".contains("--map ROLE=COLUMN")
    }
  }

  @Test(arguments: hopeless) func nothingToAskIsAnErrorThatSaysWhy(_ columns: [Column]) throws {
    #expect {
      try EvaluationSamples.study(columns)
    } throws: { error in
      guard case StudyError.nothingToAsk(let reasons, _) = error else { return false }
      return !reasons.isEmpty && "\(error)".contains(reasons[0])
    }
  }
}
