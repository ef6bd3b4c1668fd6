import Effects
import Inference
import Modeling
import Regression
import Tables
import TestSupport
import Testing

private let printed = Tolerance(.relative(1e-10), because: "R prints twelve digits")

/// Prediction intervals of weighted rows.
@Suite struct WeightedPredictionTests {
  private func table(_ columns: [(String, [Double])]) throws -> Table {
    try Table(columns.map { Column($0.0, $0.1) })
  }

  private func fit(_ kind: WeightKind) throws -> LinearFit {
    let rows = try table([
      ("x", [1, 2, 3, 4, 5, 6, 7, 8]), ("y", [2.1, 3.9, 6.2, 7.8, 10.1, 12.2, 13.8, 16.3]),
      ("w", [1, 2, 1, 4, 2, 1, 3, 2]),
    ])
    return try LinearModel(
      "y ~ x", options: ModelOptions(weights: WeightSpecification(column: "w", kind: kind))
    ).fit(to: rows)
  }

  /// R 4.2.2: `predict(lm(y ~ x, weights = w), new, interval = "prediction", weights = new$w)`, and with
  /// `weights = 1`.
  @Test func preciseRowsHaveNarrowIntervals() throws {
    let inference = try fit(.precision).inference()
    let new = try table([("x", [2.5, 9]), ("w", [4, 0.5])])
    let found = try inference.predictions(for: new, interval: .prediction)
    let want = [(4.4739452347, 5.40275882052), (16.9246568093, 19.19320341506)]
    for (got, (lower, upper)) in zip(found, want) {
      expectClose(got?.lower ?? .nan, lower, within: printed)
      expectClose(got?.upper ?? .nan, upper, within: printed)
    }
    #expect(inference.weightAssumption(for: new, interval: .prediction) == nil)
    let bare = try table([("x", [2.5, 9])])
    let assumed = try inference.predictions(for: bare, interval: .prediction)
    expectClose(assumed[0]?.lower ?? .nan, 4.14187426713, within: printed)
    expectClose(assumed[1]?.upper ?? .nan, 18.91233801823, within: printed)
    let warning = try #require(inference.weightAssumption(for: bare, interval: .prediction))
    #expect(warning.code == .assumption && warning.message.contains("\"w\""))
    #expect(inference.weightAssumption(for: bare, interval: .confidence) == nil)
  }

  /// Other weights say nothing of one observation, and confidence intervals have none.
  @Test(arguments: [WeightKind.frequency, .sampling])
  func otherWeightsDoNotEnter(_ kind: WeightKind) throws {
    let inference = try fit(kind).inference()
    let with = try table([("x", [2.5]), ("w", [4])])
    let without = try table([("x", [2.5])])
    #expect(
      try inference.predictions(for: with, interval: .prediction)
        == inference.predictions(for: without, interval: .prediction))
    #expect(inference.weightAssumption(for: without, interval: .prediction) == nil)
    let precise = try fit(.precision).inference()
    #expect(try precise.predictions(for: with) == precise.predictions(for: without))
  }

  @Test func badWeightsAreNamed() throws {
    let inference = try fit(.precision).inference()
    for bad in [0, -1, Double.infinity] {
      do {
        _ = try inference.predictions(
          for: table([("x", [1, 2]), ("w", [1, bad])]), interval: .prediction)
        Issue.record("no error")
      } catch ModelingError.badWeight(let column, let row, let value, _) {
        #expect(column == "w" && row == 2 && value == bad)
      }
    }
    // A missing weight is a missing value.
    let missing = try inference.predictions(
      for: table([("x", [1, 2]), ("w", [1, .nan])]), interval: .prediction)
    #expect(missing.map { $0 == nil } == [false, true])
  }
}
