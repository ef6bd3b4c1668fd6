import MixedModels
import Modeling
import Tables
import TestSupport
import Testing

@testable import SchoolStudy

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A study whose rows are educators of schools in districts: a mixed logit of turnover.
@Suite struct EducatorStudyTests {
  static let educators = Result { try table() }

  /// The synthetic study with a row for each member of staff.
  private static func table() throws -> Table {
    let schools = syntheticNationalStudy()
    let staff = try schools.numericValues(of: "staff")
    let leavers = try schools.numericValues(of: "leavers")
    var rows: [Int] = []
    var stayed: [Double] = []
    for school in 0..<schools.rowCount {
      for member in 0..<Int(staff[school]) {
        rows.append(school)
        stayed.append(Double(member) < leavers[school] ? 0 : 1)
      }
    }
    let names = ["school", "district", "poverty", "collaboration"]
    return try Table(
      names.map { try schools.selecting(rows: rows).column($0) } + [Column("stayed", stayed)])
  }

  private func study(without name: String? = nil) throws -> Study {
    let table = try Self.educators.get()
    return try EvaluationSamples.study(
      table.columnNames.filter { $0 != name }.map { try table.column($0) })
  }

  @Test func turnoverIsAMixedLogit() throws {
    let study = try study()
    let model = try #require(study.model(of: .turnover))
    #expect(model.description.kind.name == "generalizedMixed")
    #expect(
      model.description.formula
        == "1 - stayed ~ collaboration * poverty + (1 | district/school)")
    #expect(
      model.groups == [
        ClaimClusters(name: "district", count: 21), ClaimClusters(name: "school", count: 400),
      ])
    #expect(model.degreesOfFreedomRule == "Satterthwaite of the working model")
    let claim = try #require(study.result(of: .turnoverGapLow))
    let caution = try #require(claim.caution)
    #expect(caution.contains("only 21 districts") && caution.contains("mixed model"))
    #expect(study.cautions.count == 1)
    let region = try #require(study.result(of: .whereItMatters))
    #expect(region.statement.contains("of the educators are there"))
    // What the data were drawn from has a ratio of 3.5; districts and schools vary little.
    #expect(try #require(claim.interval).contains(3.5))
  }

  /// The ratio of means over rows and over the distribution of both intercepts, by sums over a grid.
  @Test func claimsAreOfMeansOverGroups() throws {
    let study = try study()
    let model = try #require(study.model(of: .turnover))
    let fit = try GeneralizedLinearMixedModel(
      "1 - stayed ~ collaboration * poverty + (1 | district/school)", family: .binomial
    ).fit(to: study.data.table)
    let b = fit.coefficients.values
    let spread = fit.varianceComponents.reduce(0) { $0 + $1.covariance[0, 0] }.squareRoot()
    func mean(_ collaboration: Double, _ poverty: Double) -> Double {
      let eta = b[0] + b[1] * collaboration + b[2] * poverty + b[3] * collaboration * poverty
      var (sum, total) = (0.0, 0.0)
      for step in -800...800 {
        let x = Double(step) / 100
        let density = exp(-x * x / 2)
        sum += density / (1 + exp(-eta - spread * x))
        total += density
      }
      return sum / total
    }
    let (c, p) = (model.levels.collaboration, model.levels.poverty)
    let want = mean(c.low.value, p.high.value) / mean(c.low.value, p.low.value)
    expectClose(
      try #require(study.result(of: .turnoverGapLow)?.estimate), want,
      within: Tolerance(.relative(1e-9), because: "a search that ends at the same point"))
  }

  /// Without districts rows are clustered by school, as before.
  @Test func withoutNestedLevelsRowsAreClustered() throws {
    let model = try #require(try study(without: "district").model(of: .turnover))
    #expect(model.description.kind.name == "generalizedLinear" && model.groups.isEmpty)
    #expect(model.covariance.clusters.map(\.column) == ["school"])
  }

  @Test func theReportSaysWhatWasFitted() throws {
    let study = try study()
    let page = study.page(
      StudyProvenance(version: "1", source: "educators.csv", rows: 1, command: "concord study")
    ).html
    #expect(page.contains("binomial mixed model (logit)"))
    #expect(page.contains("random intercepts of 21 districts and 400 schools"))
    #expect(page.contains("predictions are means over their distribution"))
    #expect(page.contains("Intervals of the mixed model come from the curvature"))
    #expect(!page.contains("with rows taken as independent"))
  }
}
