import Modeling
import Tables
import TestSupport
import Testing

@testable import SchoolStudy

/// What the figures are drawn from.
@Suite struct EvaluationCurvesTests {
  static let shares: [StudyOutcome] = [.turnover, .ela, .math]

  @Test(arguments: shares) func bandsOfSharesStayBetween0And1(_ outcome: StudyOutcome) throws {
    let table = EvaluationSamples.rows(stride(from: 0, to: 400, by: 9))
    let study = try Study(of: StudyTable(table, roles: Roles(in: table)))
    let curves = try #require(study.model(of: outcome)).curves
    for point in curves.lowCollaboration + curves.highCollaboration {
      let lower = try #require(point.lower)
      let upper = try #require(point.upper)
      #expect(lower > 0 && lower < point.estimate && point.estimate < upper && upper < 1)
    }
  }

  /// The lines are the inverse logit of the printed coefficients.
  @Test func linesAreThePredictionsOfTheModel() throws {
    let model = try #require(try EvaluationSamples.synthetic().model(of: .turnover))
    let b = model.coefficients.map(\.estimate)
    let held = model.levels.collaboration.low.value
    let points = model.curves.lowCollaboration
    #expect(points.count == 41 && points.first?.poverty == 2.4 && points.last?.poverty == 97.8)
    for point in points {
      let eta = b[0] + b[1] * held + b[2] * point.poverty + b[3] * held * point.poverty
      expectClose(
        point.estimate, portableExpit(eta),
        within: Tolerance(.relative(1e-12), because: "the same product of four terms"))
    }
  }

  /// Standardised coefficients are those of the model in z-scores: the slope at the other's mean times a
  /// standard deviation.
  @Test func standardizedCoefficientsAreSlopesAtTheMeans() throws {
    let model = try #require(try EvaluationSamples.synthetic().model(of: .commitment))
    let table = syntheticNationalStudy()
    let (poverty, collaboration) = (
      try Moments(table.numericValues(of: "poverty")),
      try Moments(table.numericValues(of: "collaboration"))
    )
    let b = model.coefficients.map(\.estimate)
    let want = [
      collaboration.deviation * (b[1] + b[3] * poverty.mean),
      poverty.deviation * (b[2] + b[3] * collaboration.mean),
      collaboration.deviation * poverty.deviation * b[3],
    ]
    expectClose(
      model.standardizedCoefficients.map(\.estimate), want,
      within: Tolerance(.relative(1e-11), because: "sums of terms of opposite sign"))
    let (raw, scaled) = (try #require(model.coefficients.last), model.standardizedCoefficients[2])
    expectClose(
      try #require(scaled.statistic), try #require(raw.statistic),
      within: Tolerance(.relative(1e-12), because: "a test does not depend on the unit"))
  }

  @Test func educatorsAreDrawnAsSchools() throws {
    let poverty = [10.0, 10, 10, 60, 60, 90, 90, 90, 30, 30, 45, 45]
    let collaboration = [2.0, 2, 2, 4, 4, 3, 3, 3, 2.5, 2.5, 4.2, 4.2]
    let stayed = [1.0, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0, 1]
    let study = try EvaluationSamples.study([
      Column("poverty", poverty), Column("collaboration", collaboration),
      Column(name: "stayed", values: .integer(stayed.map { Int64($0) })),
    ])
    let observations = try #require(study.model(of: .turnover)).curves.observations
    #expect(observations.map(\.size) == [3, 2, 3, 2, 2])
    #expect(observations.map(\.outcome) == [1.0 / 3, 0.5, 2.0 / 3, 0, 0.5])
    #expect(observations.map(\.collaboration) == [2, 4, 3, 2.5, 4.2])
  }

  private struct Moments {
    let mean: Double
    let deviation: Double

    init(_ values: [Double]) {
      let count = Double(values.count)
      let mean = values.reduce(0, +) / count
      self.mean = mean
      deviation =
        (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)).squareRoot()
    }
  }
}
