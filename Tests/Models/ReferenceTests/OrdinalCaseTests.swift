import Concord
import Modeling
import TestSupport
import Testing

@testable import Regression

/// Every cumulative link model of the reference cases.
@Suite struct OrdinalCaseTests {
  @Test(arguments: ReferenceCase.ordinalFits.filter { $0.expect["printed"] == nil })
  func agreesWithTheOracle(_ reference: ReferenceCase) throws {
    let (found, names) = try fit(reference)
    let wanted = (reference.expect["coefficients"]?.object ?? [:])
      .merging(reference.expect["thresholds"]?.object ?? [:]) { first, _ in first }
    #expect(Set(wanted.keys) == Set(names))
    let errors = try #require(found.covariance).diagonal.map { $0.squareRoot() }
    for (index, name) in names.enumerated() {
      let want = try #require(wanted[name])
      expectClose(
        (found.thresholds + found.slopes)[index], try #require(want["estimate"]?.number),
        within: reference.tolerance("estimate", standardError: want["se"]?.number), name)
      expect(errors[index], want["se"], reference, "se", name)
    }
    expect(found.logLikelihood, reference.expect["logLik"], reference, "logLik", "ℓ")
    expect(-2 * found.logLikelihood, reference.expect["deviance"], reference, "deviance", "−2ℓ")
  }

  @Test(arguments: ReferenceCase.ordinalFits.filter { $0.expect["printed"] != nil })
  func reproducesThePrintedFigures(_ reference: ReferenceCase) throws {
    let (found, names) = try fit(reference)
    let items = reference.expect["printed"]?.list ?? []
    #expect(!items.isEmpty)
    for item in items {
      let place = item["term"]?.text.flatMap { names.firstIndex(of: $0) }
      let got: Double? =
        switch item["quantity"]?.text {
        case "estimate": place.map { (found.thresholds + found.slopes)[$0] }
        case "se": try place.map { try #require(found.covariance)[$0, $0].squareRoot() }
        case "logLik": found.logLikelihood
        case "deviance": -2 * found.logLikelihood
        default: nil
        }
      expectClose(
        try #require(got, "\(item)"), try #require(item["value"]?.number),
        within: Tolerance(
          .absolute(try #require(item["absoluteTolerance"]?.number)), because: "printed digits"))
    }
  }

  /// The fit, with the names of thresholds and slopes.
  ///
  /// The design is that of a formula with a number on its left side, since no frame takes an ordered
  /// outcome.
  private func fit(_ reference: ReferenceCase) throws -> (OrdinalEstimates, [String]) {
    let outcome = reference.formula.split(separator: " ")[0]
    let levels = reference.model("factors")?[String(outcome)]?.texts ?? []
    let table = try reference.table()
    let number = outcome == "Sat" ? "Freq" : "response"
    var options = try reference.options()
    options.weights = nil
    options.schema.factors.removeAll { $0.column == outcome }
    let right = reference.formula.split(separator: "~")[1]
    let frame = try ModelFrame(
      try Formula("\(number) ~ \(right)"), table: table, options: options)
    let codes = try texts(table.column(String(outcome))).map { text in
      try #require(levels.firstIndex(of: text))
    }
    let problem = OrdinalProblem(
      design: frame.design.parts, intercept: 0, codes: codes, categories: levels,
      weights: reference.model("weights")?.text == nil ? nil : frame.response.values, offset: nil,
      link: try #require(standardLink(named: reference.model("link")?.text ?? "")))
    let found = try ordinalEstimates(problem, control: IterationControl())
    #expect(found.end == .atRest)
    return (
      found, problem.thresholdNames + found.columns.slopes.map { frame.design.columnNames[$0] }
    )
  }

  private func texts(_ column: Column) -> [String] {
    switch column.values {
    case .category(let codes, let levels): codes.map { levels[Int($0)] }
    case .integer(let values): values.map { String($0) }
    case .number(let values): values.map { String(Int($0)) }
    case .text(let values): values
    case .truth(let values): values.map { String($0) }
    }
  }
}
