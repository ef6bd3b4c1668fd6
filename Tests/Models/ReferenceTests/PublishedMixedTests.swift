import Concord
import TestSupport
import Testing

/// Linear mixed models as printed in textbooks and papers, to the printed digits.
@Suite struct PublishedMixedTests {
  @Test(arguments: ReferenceCase.mixedFits.filter { $0.expect["printed"] != nil })
  func reproducesThePrintedFigures(_ reference: ReferenceCase) throws {
    let fit = try reference.mixedFit()
    expectClose(
      fit.observationCount, try #require(reference.expect["n"]?.number),
      within: Tolerance(.absolute(0), because: "rows"))
    let items = reference.expect["printed"]?.list ?? []
    #expect(!items.isEmpty)
    for item in items {
      let quantity = item["quantity"]?.text ?? ""
      let term = item["term"]?.text ?? ""
      let got = try #require(try value(quantity, term, fit), "\(quantity) \(term)")
      expectClose(
        got, try #require(item["value"]?.number),
        within: Tolerance(
          .absolute(try #require(item["absoluteTolerance"]?.number)), because: "printed digits"),
        "\(reference.id) \(quantity) \(term)")
    }
  }

  private func value(_ quantity: String, _ term: String, _ fit: LinearMixedFit) throws -> Double? {
    let rows = try fit.inference().coefficientTable()
    return switch quantity {
    case "estimate": fit.coefficients[term]
    case "se":
      rows.first { $0.label == term }?.standardError
    case "criterion": fit.criterion
    case "variance": variance(term, fit)
    case "sd": correlation(term, fit) ?? variance(term, fit)?.squareRoot()
    default: nil
    }
  }

  /// Of `school.(Intercept)` or `Residual`.
  private func variance(_ term: String, _ fit: LinearMixedFit) -> Double? {
    if term == "Residual" { return fit.residualVariance }
    for component in fit.varianceComponents {
      for (index, effect) in component.effects.enumerated()
      where term == "\(component.grouping).\(effect)" {
        return component.covariance[index, index]
      }
    }
    return nil
  }

  /// Of `school.(Intercept)~cses`.
  private func correlation(_ term: String, _ fit: LinearMixedFit) -> Double? {
    for component in fit.varianceComponents {
      for (i, first) in component.effects.enumerated() {
        for (j, second) in component.effects.enumerated()
        where term == "\(component.grouping).\(first)~\(second)" {
          return component.correlations[i, j]
        }
      }
    }
    return nil
  }
}
