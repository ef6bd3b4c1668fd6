import Concord

/// A population that data of 21 districts are drawn from, with the model fitted to them.
struct CoverageDesign: Sendable {
  let name: String
  let formula: String
  /// The coefficient whose interval is looked at; its true value is ``truth``.
  let term: String
  /// Standard deviation of what districts add to the slope of x.
  let slopeDeviation: Double
  /// Whether each district has 19 schools with the same x, so that there is an exact test.
  var isBalanced = false

  static let truth = 0.3
  static let districts = 21

  /// Schools in each district: 12 to 26, or 19.
  var sizes: [Int] {
    (0..<Self.districts).map { isBalanced ? 19 : 12 + $0 * 8 % 15 }
  }

  static let all = [
    CoverageDesign(
      name: "school-level x, random intercept", formula: "y ~ x + (1 | district)", term: "x",
      slopeDeviation: 0),
    CoverageDesign(
      name: "school-level x, random slope", formula: "y ~ x + (1 + x | district)", term: "x",
      slopeDeviation: 0.3),
    CoverageDesign(
      name: "district-level z, random intercept", formula: "y ~ x + z + (1 | district)",
      term: "z", slopeDeviation: 0),
    CoverageDesign(
      name: "district-level z, random slope of x", formula: "y ~ x + z + (1 + x | district)",
      term: "z", slopeDeviation: 0.3),
    CoverageDesign(
      name: "balanced, school-level x, random slope", formula: "y ~ x + (1 + x | district)",
      term: "x", slopeDeviation: 0.3, isBalanced: true),
    CoverageDesign(
      name: "balanced, district-level z, random intercept", formula: "y ~ z + (1 | district)",
      term: "z", slopeDeviation: 0, isBalanced: true),
  ]

  /// Schools with standard normal errors, district effects of standard deviation 0.5 (an intraclass
  /// correlation of 0.2) and covariates of variance one, a fifth of x's between districts.
  func table(draw: Int) throws -> Table {
    var stream = RandomStream(seed: 2026, stream: UInt64(draw))
    var (y, x, z, districts): ([Double], [Double], [Double], [Int64]) = ([], [], [], [])
    for (district, size) in sizes.enumerated() {
      let level = stream.nextNormal()
      let shared = 0.2.squareRoot() * stream.nextNormal()
      let intercept = 0.5 * stream.nextNormal()
      let slope = Self.truth + slopeDeviation * stream.nextNormal()
      for school in 0..<size {
        let drawn = shared + 0.8.squareRoot() * stream.nextNormal()
        // A grid of variance one.
        let own = isBalanced ? Double(school - 9) / 30.0.squareRoot() : drawn
        x.append(own)
        z.append(level)
        y.append(intercept + slope * own + Self.truth * level + stream.nextNormal())
        districts.append(Int64(district))
      }
    }
    return try Table([
      Column("y", y), Column("x", x), Column("z", z),
      Column(name: "district", values: .integer(districts)),
    ])
  }
}
