import Formulas
import Inference
import Modeling
import Regression
import Tables
import Testing

@testable import Effects

@Suite("Levels as people write them")
struct LevelTests {
  @Test(
    arguments: [
      ("2.5", .value(2.5)), (" -3 ", .value(-3)), ("1e2", .value(100)), ("p90", .percentile(90)),
      ("P2.5", .percentile(2.5)), ("p0", .percentile(0)), ("median", .percentile(50)),
      ("mean", .meanPlus(standardDeviations: 0)), ("mean+1sd", .meanPlus(standardDeviations: 1)),
      ("mean - sd", .meanPlus(standardDeviations: -1)),
      ("mean−2.5sd", .meanPlus(standardDeviations: -2.5)), ("p101", .category("p101")),
      ("p-1", .category("p-1")), ("pnan", .category("pnan")), ("nan", .category("nan")),
      ("inf", .category("inf")), ("mean+infsd", .category("mean+infsd")),
      ("means", .category("means")), ("mean1sd", .category("mean1sd")),
      (" New  York ", .category("New  York")), ("", .category("")),
    ] as [(String, Level)])
  func reading(_ text: String, _ level: Level) {
    #expect(Level(text) == level)
  }

  @Test(
    arguments: zip(
      [1, 2, 3, 4, 11, 12, 13, 21, 22, 90, 2.5, 100],
      [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "90th", "2.5th",
        "100th",
      ]))
  func ordinals(_ percent: Double, _ word: String) {
    let level = ResolvedLevel(variable: "x", level: .percentile(percent), setting: .number(0))
    #expect(level.origin == "\(word) percentile")
  }

  /// Categories whose names read as numbers, percentiles and means are found by their names.
  @Test(arguments: ["p90", "mean", "007", "2.50", "12", "New York", "TRUE"])
  func categoriesWithMisleadingNames(_ name: String) throws {
    let names = ["p90", "mean", "007", "2.50", "12", "New York", "TRUE", "1"]
    let data = try table(["y": (0..<16).map { Double($0 * 5 % 7) }]).adding(
      Column(name: "g", values: .text((0..<16).map { names[$0 % 8] })))
    let inference = try LinearModel("y ~ g").fit(to: data).inference()
    #expect(try inference.resolve(Level(name), of: "g").setting == .category(name))
    #expect(try inference.resolve(.category(name), of: "g").setting == .category(name))
  }

  @Test(
    arguments: [
      ("TRUE", "TRUE"), ("true", "TRUE"), ("1", "TRUE"), ("False", "FALSE"), ("0", "FALSE"),
    ])
  func truthValues(_ text: String, _ want: String) throws {
    let inference = try LinearModel("y ~ urban").fit(to: schools()).inference()
    #expect(try inference.resolve(Level(text), of: "urban").setting == .category(want))
  }

  /// A numeric column that enters as a factor has the categories of the factor.
  @Test func numericFactors() throws {
    let inference = try LinearModel("y ~ factor(count) * x").fit(to: schools()).inference()
    #expect(try inference.resolve(Level("2"), of: "count").setting == .category("2"))
    #expect(throws: EffectsError.self) { try inference.resolve(.percentile(50), of: "count") }
    let gap = try inference.gap(of: "count", from: Level("1"), to: Level("3"))
    #expect(gap.standardError != nil)
  }

  @Test func refusals() throws {
    let inference = try LinearModel("y ~ x + sector").fit(to: schools()).inference()
    func error(_ level: Level, _ variable: String) -> String {
      let error = #expect(throws: EffectsError.self) {
        try inference.resolve(level, of: variable)
      }
      return error?.description ?? ""
    }
    #expect(error(.category("lots"), "x").contains("\"lots\" is no level of it"))
    #expect(error(.percentile(-5), "x").contains("percentile from 0 to 100"))
    #expect(error(.percentile(.nan), "x").contains("percentile from 0 to 100"))
    #expect(error(.value(.infinity), "x").contains("finite number"))
    #expect(error(.meanPlus(standardDeviations: .nan), "x").contains("finite number"))
    #expect(error(.category("Public"), "sector").contains("it has catholic, charter, public"))
    #expect(error(.value(4), "sector").contains("no category \"4\""))
    #expect(error(.percentile(10), "sector").contains("has categories, not numbers"))
    #expect(error(.value(1), "sectr").contains("the closest is \"sector\""))
    #expect(error(.value(1), "y").contains("no predictor in the formula"))
  }
}
