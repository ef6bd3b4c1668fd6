import Concord
import Foundation

/// A problem of the NIST Statistical Reference Datasets with its exact answers.
private struct NISTProblem: Decodable {
  let name: String
  let formula: String
  /// For data that are made by NIST's rule: the digits before the point, and the rows of a treatment.
  let center: Double?
  let replicates: Double?
  /// Exact answers as decimal texts: one, or one for each coefficient.
  let values: [String: Texts]
  /// The digits that reading the data into doubles leaves.
  let bounds: [String: Double]

  /// One text or several.
  struct Texts: Decodable {
    let all: [String]

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let one = try? container.decode(String.self) {
        all = [one]
      } else {
        all = try container.decode([String].self)
      }
    }
  }

  func table(in fixtures: URL) throws -> Table {
    guard let center, let replicates else {
      return try Table(csv: fixtures.appending(path: "nist/\(name).csv"))
    }
    var treatments: [Int64] = []
    var responses: [Double] = []
    for (treatment, tenths) in [4, 3, 5, 3, 5, 3, 5, 3, 5].enumerated() {
      for row in 0..<Int(replicates) {
        let shift = row == 0 ? 0 : row % 2 == 1 ? -1 : 1
        treatments.append(Int64(treatment + 1))
        responses.append(Double("\(Int(center)).\(tenths + shift)") ?? .nan)
      }
    }
    return try Table([
      Column(name: "treatment", values: .integer(treatments)), Column("y", responses),
    ])
  }

  /// The least correct digits of a quantity, at most 15, with the bound; "–" where it is not asked for.
  func cell(_ quantity: String, _ got: [Double]) -> String {
    guard let want = values[quantity]?.all.compactMap(Double.init), want.count == got.count,
      let bound = bounds[quantity]
    else { return "–" }
    let digits = zip(got, want).map { got, want -> Double in
      let error = (got - want).magnitude / (want == 0 ? 1 : want.magnitude)
      return error == 0 ? 15 : min(15, -log10(error))
    }
    return Prose.number(digits.min() ?? 15, decimals: 1) + " of "
      + Prose.number(bound, decimals: 1)
  }
}

/// The section of the documentation on NIST's certified problems.
func nistSection(fixtures: URL) throws -> String {
  let problems = try JSONDecoder().decode(
    [NISTProblem].self, from: Data(contentsOf: fixtures.appending(path: "nist/values.json")))
  var linear = [
    "| problem | gear | coefficients | standard errors | residual s.d. | R² |",
    "|---|---|--:|--:|--:|--:|",
  ]
  var analyses = ["| problem | gear | F | residual s.d. | R² |", "|---|---|--:|--:|--:|"]
  for problem in problems {
    let fit = try LinearModel(problem.formula).fit(to: problem.table(in: fixtures))
    let rows = try fit.inference(using: standardEstimator(named: "classical")).coefficientTable()
    let sigma = problem.cell("sigma", [fit.sigma])
    let rSquared = problem.cell("rSquared", [fit.rSquared])
    if problem.values["fStatistic"] != nil {
      let f = problem.cell("fStatistic", [fit.fStatistic?.value ?? .nan])
      analyses.append(
        "| \(problem.name) | \(fit.description.method) | \(f) | \(sigma) | \(rSquared) |")
    } else {
      let estimates = problem.cell("estimates", rows.map(\.estimate))
      let errors = problem.cell("standardErrors", rows.compactMap(\.standardError))
      linear.append(
        "| \(problem.name) | \(fit.description.method) | \(estimates) | \(errors) | \(sigma) | "
          + "\(rSquared) |")
    }
  }
  return """
    ## Correct digits on NIST's problems

    Correct significant digits, the least over a problem's coefficients and at most 15 (absolute where the \
    answer is 0), of fits with default options, against the exact solutions of the data as published. What \
    stands after "of" is what the exact solution of the same data *read into doubles* has: no program that \
    reads doubles can have more, but by chance. Columns such as x¹⁰ count as exact there. The gear is the one that \
    `auto` chose.

    Linear regressions:

    \(linear.joined(separator: "\n"))

    One-way analyses of variance:

    \(analyses.joined(separator: "\n"))

    Made by `swift run -c release --package-path Benchmarks Validation`.
    """
}
