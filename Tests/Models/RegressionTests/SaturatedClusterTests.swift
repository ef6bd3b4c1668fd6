import Inference
import Modeling
import Regression
import Tables
import Testing

/// Clusters that determine coefficients by themselves, whose scores sum to zero in each.
@Suite struct SaturatedClusterTests {
  private func table() throws -> Table {
    var random = SeededNumbers(seed: 9)
    let clusters = (0..<60).map { $0 % 5 }
    return try Table([
      Column("y", clusters.map { Double($0) + random.uniform(-1, 1) }),
      Column("x", clusters.map { _ in random.uniform(-1, 1) }),
      Column(name: "h", values: .text(clusters.map { "h\($0)" })),
      Column("z", clusters.map { _ in random.uniform(-1, 1) }),
    ])
  }

  @Test(arguments: [ClusterCorrection.cr0, .cr1, .cr1s, .cr2, .cr3])
  func roundingIsNoStandardError(_ correction: ClusterCorrection) throws {
    let fit = try LinearModel("y ~ x * h").fit(to: table())
    let inference = try fit.inference(
      using: .clustered(by: "h", correction: correction, degreesOfFreedom: .clusters))
    for row in inference.coefficientTable() {
      #expect(row.standardError == 0 && row.statistic == nil && row.pValue == nil)
      #expect(row.lower == nil && row.upper == nil)
    }
    let found = inference.diagnostics.filter { $0.code == .degenerateCovariance }
    #expect(found.count == 1 && found[0].message.contains("(Intercept), x, hh1"))
  }

  /// A coefficient that no cluster determines keeps its error, whatever the others.
  @Test func othersAreLeftAlone() throws {
    let fit = try LinearModel("y ~ x + h + z").fit(to: table())
    let rows = try fit.inference(using: .clustered(by: "h", correction: .cr1)).coefficientTable()
    #expect(rows.allSatisfy { ($0.standardError ?? 0) > 1e-3 })
  }
}
