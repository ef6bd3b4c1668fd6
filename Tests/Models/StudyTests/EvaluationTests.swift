import Modeling
import Tables
import TestSupport
import Testing

@testable import SchoolStudy

/// The whole study on the synthetic table.
@Suite struct EvaluationTests {
  static let answered: [ClaimName] = [
    .turnoverGapLow, .turnoverGapHigh, .turnoverGapCloses, .retention, .commitment, .ela, .math,
  ]

  @Test func everyClaimIsAnsweredOrSaysWhyNot() throws {
    let study = try EvaluationSamples.synthetic()
    #expect(study.claims.map(\.claim) == ClaimName.all(behaviours: []))
    for claim in study.claims {
      let hasAnswer = claim.estimate != nil || claim.estimand == .region
      #expect(hasAnswer == (claim.notAsked == nil), "\(claim.claim.rawValue)")
      #expect((claim.model == nil) == (claim.notAsked != nil))
      #expect(!claim.statement.isEmpty && claim.sentence.hasPrefix(claim.statement))
      #expect(claim.published == claim.claim.published?.value)
      #expect(claim.publishedText == claim.claim.published?.text)
    }
    #expect(study.models.map(\.outcome) == StudyOutcome.allCases)
    #expect(study.isSynthetic && study.regionModel?.outcome == .turnover)
  }

  @Test(arguments: answered) func anAnswerLiesInItsInterval(_ name: ClaimName) throws {
    let claim = try #require(try EvaluationSamples.synthetic().result(of: name))
    let interval = try #require(claim.interval)
    let estimate = try #require(claim.estimate)
    let pValue = try #require(claim.pValue)
    #expect(interval.contains(estimate))
    let none = claim.unit == ClaimUnit.ratio.rawValue ? 1.0 : 0
    #expect(interval.contains(none) == (pValue >= 0.05))
    #expect(claim.levels.map(\.role) == ["collaboration", "poverty"])
    #expect(claim.model?.clusters == ClaimClusters(name: "district", count: 21))
    #expect(claim.model?.covariance == "CR2")
    #expect(claim.caution?.contains("only 21 districts") == true)
  }

  /// The second ratio over the first, and high minus low retention is low minus high turnover.
  @Test func claimsFitTogether() throws {
    let study = try EvaluationSamples.synthetic()
    func estimate(_ name: ClaimName) throws -> Double {
      try #require(study.result(of: name)?.estimate)
    }
    let rounding = Tolerance(.relative(1e-12), because: "the same numbers in another order")
    expectClose(
      try estimate(.turnoverGapCloses),
      try estimate(.turnoverGapHigh) / estimate(.turnoverGapLow), within: rounding)
    let model = try #require(study.model(of: .turnover))
    let gap = try model.answers.collaborationGap.get()
    try #require(gap.means.count == 2)
    expectClose(
      try estimate(.retention), 100 * (gap.means[0] - gap.means[1]), within: rounding)
  }

  @Test func levelsCanBeSet() throws {
    let options = StudyOptions(
      lowCollaboration: .value(2), highCollaboration: .value(4.5), lowPoverty: .value(25),
      highPoverty: .value(75), confidence: 0.9)
    let study = try EvaluationSamples.synthetic(options: options)
    let claim = try #require(study.result(of: .turnoverGapLow))
    #expect(
      claim.levels.map(\.low.value) == [2, 25] && claim.levels.map(\.high.value) == [4.5, 75])
    #expect(claim.levels.allSatisfy { $0.low.origin == .given && $0.high.origin == .given })
    #expect(claim.statement.contains("90% interval") && claim.statement.contains("as set"))
  }

  @Test func optionsOutOfRangeAreRefused() {
    for options in [
      StudyOptions(margin: 1), StudyOptions(margin: .nan), StudyOptions(confidence: 1),
    ] {
      #expect(throws: (any Error).self) { try EvaluationSamples.synthetic(options: options) }
    }
  }

  @Test func levelsOutOfOrderGiveAReason() throws {
    let study = try EvaluationSamples.synthetic(
      options: StudyOptions(lowPoverty: .value(80), highPoverty: .value(20)))
    let reason = try #require(study.result(of: .ela)?.notAsked)
    #expect(reason.contains("80") && reason.contains("20") && reason.contains("poverty"))
  }

  @Test func theWeightedLinearModelIsTheOtherOne() throws {
    let study = try EvaluationSamples.synthetic(options: StudyOptions(achievementModel: .linear))
    let claim = try #require(study.result(of: .ela))
    #expect(claim.model?.family == "gaussian" && claim.model?.formula.hasPrefix("ela ~") == true)
    #expect(claim.unit == ClaimUnit.percentagePoints.rawValue)
    let interval = try #require(claim.interval)
    #expect(interval.contains(12.5))
  }

  /// A column of shares and one of per cent say the same.
  @Test func sharesAndPerCentGiveTheSameAnswers() throws {
    let table = syntheticNationalStudy()
    let shares = try table.numericValues(of: "ela").map { $0 / 100 }
    let others = table.columns.filter { $0.name != "ela" && $0.name != "elaAtStandard" }
    let study = try EvaluationSamples.study(others + [Column("ela", shares)])
    let claim = try #require(study.result(of: .ela))
    let same = try #require(try EvaluationSamples.synthetic().result(of: .ela))
    #expect(claim.estimate == same.estimate && claim.upper == same.upper && claim.unit == same.unit)
  }
}
