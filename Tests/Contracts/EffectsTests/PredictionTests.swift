import Distributions
import Families
import Formulas
import Inference
import Modeling
import RealModule
import Regression
import Tables
import TestSupport
import Testing

@testable import Effects

private let closed = Tolerance(.relative(1e-10), because: "the textbook's closed form")

@Suite("Predictions for new rows")
struct PredictionTests {
  private static let x: [Double] = [1, 2, 4, 5, 7, 9]
  private static let y: [Double] = [2, 1, 5, 4, 9, 8]

  private func fitted() throws -> LinearFit {
    try LinearModel("y ~ x").fit(to: table(["x": Self.x, "y": Self.y]))
  }

  /// Simple regression: variance s² (1/n + (x − x̄)²/Sxx), and s² more for a new observation.
  @Test func simpleRegression() throws {
    let fit = try fitted()
    let inference = try fit.inference()
    let new = try table(["x": [0, 4.5, 20]])
    let mean = Self.x.reduce(0, +) / 6
    let spread = Self.x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let t = criticalValue(level: 0.9, degreesOfFreedom: 4)
    let confidence = try inference.predictions(for: new, level: 0.9)
    let prediction = try inference.predictions(for: new, interval: .prediction, level: 0.9)
    let none = try inference.predictions(for: new, interval: .none)
    for (row, x) in [0, 4.5, 20].enumerated() {
      let variance = fit.residualVariance * (1.0 / 6 + (x - mean) * (x - mean) / spread)
      let value = fit.coefficients.values[0] + fit.coefficients.values[1] * x
      let got = try #require(confidence[row])
      expectClose(got.mean, value, within: closed, "mean")
      expectClose(got.standardError ?? .nan, variance.squareRoot(), within: closed, "error")
      expectClose(got.lower ?? .nan, value - t * variance.squareRoot(), within: closed, "lower")
      let wide = (variance + fit.residualVariance).squareRoot()
      expectClose(
        prediction[row]?.upper ?? .nan, value + t * wide, within: closed, "new observation")
      #expect(none[row]?.lower == nil && none[row]?.standardError == got.standardError)
    }
  }

  @Test func missingValuesGiveNoPrediction() throws {
    let inference = try fitted().inference()
    let new = try table(["x": [1, .nan, 3], "other": [.nan, 2, .nan]])
    let predictions = try inference.predictions(for: new)
    #expect(predictions.map { $0 == nil } == [false, true, false])
    #expect(try inference.predictions(for: new.selecting(rows: [])).isEmpty)
    #expect(try inference.predictions(for: new.selecting(rows: [1])).map { $0 == nil } == [true])
  }

  /// The row in the message is the row of the table given, also below rows that are left out.
  @Test func unseenLevels() throws {
    let inference = try LinearModel("y ~ x + sector").fit(to: schools()).inference()
    let new = try table(["x": [1, .nan, 2, 3]]).adding(
      Column(name: "sector", values: .text(["public", "public", "catholic", "martian"])))
    let error = #expect(throws: FormulaError.self) { try inference.predictions(for: new) }
    #expect(
      error
        == .newLevel(
          factor: "sector", level: "martian", row: 4, known: ["catholic", "charter", "public"]))
    let fewer = try inference.predictions(for: new.selecting(rows: [2, 0]))
    #expect(fewer.count == 2 && fewer[1] != nil)
  }

  @Test func columnsAndValuesThatAreNotThere() throws {
    let inference = try LinearModel("y ~ log(x)").fit(
      to: table(["x": Self.x, "y": Self.y])
    ).inference()
    #expect(throws: TableError.noColumn("x", closest: nil)) {
      try inference.predictions(for: table(["z": [1]]))
    }
    let error = #expect(throws: FormulaError.self) {
      try inference.predictions(for: table(["x": [1, .nan, -1]]))
    }
    #expect(error?.description.contains("row 3") == true)
    let text = try Table([Column(name: "x", values: .text(["a"]))])
    #expect(throws: FormulaError.self) { try inference.predictions(for: text) }
  }

  /// Predicting the rows of the fit gives its fitted means; transformations remember their training.
  @Test func rowsOfTheFit() throws {
    let data = try schools()
    let fit = try GeneralizedLinearModel(
      "cbind(leavers, staff - leavers) ~ poly(m, 2) + scale(x) + sector", family: .binomial
    ).fit(to: data)
    let predictions = try fit.inference().predictions(for: data)
    expectClose(predictions.compactMap { $0?.mean }, fit.fittedMeans, within: closed, "means")
    let some = try fit.inference().predictions(for: data.selecting(rows: [5, 5, 9]))
    #expect(some == [predictions[5], predictions[5], predictions[9]])
    for case let prediction? in predictions {
      let (lower, upper) = (prediction.lower ?? .nan, prediction.upper ?? .nan)
      #expect(0 < lower && lower < prediction.mean && prediction.mean < upper && upper < 1)
      let p = prediction.mean
      expectClose(
        prediction.standardError ?? .nan, (prediction.linearStandardError ?? .nan) * p * (1 - p),
        within: closed, "delta method")
    }
  }

  /// Bounds keep their order where the link falls.
  @Test func fallingLinks() throws {
    let fit = try GeneralizedLinearModel("y ~ x", family: .gamma).fit(
      to: table(["x": Self.x, "y": Self.y]))
    for case let prediction? in try fit.inference().predictions(for: table(["x": [1, 5, 9]])) {
      #expect(prediction.lower ?? .nan < prediction.upper ?? .nan)
    }
    #expect(throws: EffectsError.noPredictionInterval(family: "gamma")) {
      try fit.inference().predictions(for: table(["x": [1]]), interval: .prediction)
    }
  }

  @Test func offsetsOfNewRows() throws {
    var options = ModelOptions()
    options.offset = "o"
    let data = try table(["x": Self.x, "y": Self.y, "o": [0, 1, 0, 1, 0, 1]])
    let fit = try GeneralizedLinearModel("y ~ x + offset(o)", family: .poisson, options: options)
      .fit(to: data)
    let b = fit.coefficients.values
    let new = try table(["x": [3], "o": [0.25]])
    let prediction = try #require(try fit.inference().predictions(for: new)[0])
    expectClose(prediction.linearPredictor, b[0] + 3 * b[1] + 0.5, within: closed, "both offsets")
    #expect(throws: TableError.self) {
      try fit.inference().predictions(for: table(["x": [3]]))
    }
    let single = try LinearModel("y ~ x", options: options).fit(to: data).inference()
    #expect(throws: ModelingError.badOffset(column: "o", row: 2, value: .infinity)) {
      try single.predictions(for: table(["x": [.nan, 3], "o": [1, .infinity]]))
    }
  }

  @Test func interceptAlone() throws {
    let inference = try LinearModel("y ~ 1").fit(to: table(["y": Self.y])).inference()
    let predictions = try inference.predictions(for: table(["other": [1, 2, .nan]]))
    expectClose(
      predictions.map { $0?.mean ?? .nan }, [29.0 / 6, 29.0 / 6, 29.0 / 6], within: closed, "mean")
  }

  /// Without residual degrees of freedom there is a mean and nothing else.
  @Test func saturated() throws {
    let fit = try LinearModel("y ~ x").fit(to: table(["x": [1, 2], "y": [3, 5]]))
    let prediction = try #require(try fit.inference().predictions(for: table(["x": [3]]))[0])
    expectClose(prediction.mean, 7, within: closed, "line through two points")
    #expect(prediction.lower == nil && prediction.standardError == nil)
  }
}
