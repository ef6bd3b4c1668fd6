import Concord
import Foundation

/// How an interval is made from a mixed fit.
struct IntervalRule: Sendable {
  let name: String
  let row: @Sendable (LinearMixedFit, String) throws -> Estimate?

  static let all =
    [.normal, .residual, .satterthwaite, .kenwardRoger].map(modelBased)
    + [.cr0, .cr1s, .cr2].map(robust)

  private static func modelBased(_ rule: ReferenceRule) -> IntervalRule {
    IntervalRule(name: rule.rawValue) { fit, term in
      try fit.inference(using: .classical(degreesOfFreedom: rule)).coefficientTable(level: 0.95)
        .first { $0.label == term }
    }
  }

  private static func robust(_ correction: ClusterCorrection) -> IntervalRule {
    IntervalRule(name: correction.rawValue + " by district") { fit, term in
      try fit.inference(using: .clustered(by: "district", correction: correction))
        .coefficientTable(level: 0.95).first { $0.label == term }
    }
  }
}

/// What the intervals of one draw hold.
struct CoverageDraw: Sendable {
  /// For each rule whether the interval holds the truth; nil where there was none.
  let holds: [Bool?]
  /// Their lengths.
  let lengths: [Double]
  let isAtBoundary: Bool

  init(_ design: CoverageDesign, draw: Int) {
    guard
      let fit = try? LinearMixedModel(design.formula).fit(to: design.table(draw: draw))
    else {
      holds = [Bool?](repeating: nil, count: IntervalRule.all.count)
      lengths = [Double](repeating: .nan, count: IntervalRule.all.count)
      isAtBoundary = false
      return
    }
    let rows = IntervalRule.all.map { try? $0.row(fit, design.term) }
    holds = rows.map { row in
      guard let lower = row?.lower, let upper = row?.upper else { return nil }
      return lower <= CoverageDesign.truth && CoverageDesign.truth <= upper
    }
    lengths = rows.map { row in
      guard let lower = row?.lower, let upper = row?.upper else { return .nan }
      return upper - lower
    }
    isAtBoundary = fit.diagnostics.contains { $0.code == .boundary }
  }
}

/// The draws of a design, in order however many threads work on them.
func coverageDraws(_ design: CoverageDesign, count: Int, threads: Int) async -> [CoverageDraw] {
  let parts = await withTaskGroup(of: [(Int, CoverageDraw)].self) { group in
    for worker in 0..<min(threads, count) {
      group.addTask {
        Parallelism.withThreads(1) {
          stride(from: worker, to: count, by: threads).map {
            ($0, CoverageDraw(design, draw: $0))
          }
        }
      }
    }
    var all: [(Int, CoverageDraw)] = []
    for await some in group { all += some }
    return all
  }
  return parts.sorted { $0.0 < $1.0 }.map(\.1)
}
