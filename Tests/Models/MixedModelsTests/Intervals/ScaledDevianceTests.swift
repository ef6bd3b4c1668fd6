import LinearAlgebra
import TestSupport
import Testing

@testable import MixedModels

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

private let rounding = Tolerance(
  .relativeTo(scale: 1, 1e-9), because: "sums over 90 rows in another order")

/// The pieces of a profile against their definitions.
@Suite struct ScaledDevianceTests {
  private func numbers(_ scenario: MixedScenario) throws -> MixedNumbers {
    let parts = try ScenarioNumbers(scenario)
    return MixedNumbers(
      structure: parts.structure, products: parts.products, estimation: .ml,
      logWeightSum: parts.weights.reduce(0) { $0 + log($1) })
  }

  /// At the best σ it is the profiled deviance; the derivatives are those of differences.
  @Test(arguments: MixedScenario.all)
  func isTheProfiledDevianceAtTheBestScale(_ scenario: MixedScenario) throws {
    let numbers = try numbers(scenario)
    let theta = try ScenarioNumbers(scenario).theta(scenario)
    let profiled = numbers.deviance()
    let least = profiled.value(at: theta)
    let sigma = profiled.residualVariance.squareRoot()
    let deviance = ScaledDeviance(numbers)
    let point = theta.map { $0 * sigma } + [log(sigma)]
    expectClose(deviance.value(at: point), least, within: rounding)
    // σ is at its best where T goes with it.
    let along = zip(deviance.gradient(), theta.map { $0 * sigma } + [1]).reduce(0) {
      $0 + $1.0 * $1.1
    }
    expectClose(along, 0, within: rounding)
    for step in [-0.1, 0.1] {
      let scale = sigma * exp(step)
      #expect(deviance.value(at: theta.map { $0 * scale } + [log(scale)]) > least)
    }
    let off = zip(point, point.indices).map { $0 + 0.05 * Double($1 % 3) - 0.03 }
    _ = deviance.value(at: off)
    let gradient = deviance.gradient()
    for index in off.indices {
      func near(_ step: Double) -> Double {
        var there = off
        there[index] += step
        return deviance.value(at: there)
      }
      let h = 1e-4
      let slope = (8 * (near(h) - near(-h)) - near(2 * h) + near(-2 * h)) / (12 * h)
      expectClose(
        gradient[index], slope,
        within: Tolerance(.relativeTo(scale: 10, 1e-7), because: "differences of fourth order"))
    }
  }

  /// Other effects of the same covariances have the same deviance.
  @Test(arguments: MixedScenario.all)
  func basisOfEffectsDoesNotMatter(_ scenario: MixedScenario) throws {
    let numbers = try numbers(scenario)
    let theta = try ScenarioNumbers(scenario).theta(scenario)
    let templates = numbers.structure.templates
    let before = numbers.deviance().value(at: theta)
    let blocks = try ScenarioNumbers(scenario).design.blocks
    for (factor, block) in blocks.enumerated() {
      for term in block.termRanges {
        let rows = [
          (0..<term.count).map { place in place == term.count - 1 ? 3.0 : 0.5 },
          (0..<term.count).map { place in place == 0 ? -2.0 : 0.25 },
        ]
        for count in 1...min(2, term.count) {
          let turn = EffectTurn(
            factor: factor, count: block.effectNames.count, term: term,
            leading: Array(rows[..<count]))
          expectClose(
            product(turn.matrix, turn.inverse).elements,
            Matrix.identity(turn.matrix.rowCount).elements, within: rounding)
          let turnedNumbers = MixedNumbers(
            structure: numbers.structure,
            products: numbers.products.turned(turn, numbers.structure), estimation: .ml,
            logWeightSum: numbers.logWeightSum)
          expectClose(
            turnedNumbers.deviance().value(at: turned(theta, turn, templates)), before,
            within: rounding)
        }
      }
    }
  }

  /// Cross-products with a column held are those of the rows with it moved into the offset.
  @Test(arguments: MixedScenario.all)
  func heldColumnsAreOffsets(_ scenario: MixedScenario) throws {
    let parts = try ScenarioNumbers(scenario)
    let p = parts.frame.design.columns.count
    for column in 0..<p {
      let x = product(parts.frame.design.parts.selectingColumns([column]), [1])
      let structure = LevelStructure(parts.design, fixedCount: p - 1)
      let direct = MixedCrossProducts(
        structure, effects: parts.design.blocks.map(\.effects),
        fixed: parts.frame.design.parts.selectingColumns((0..<p).filter { $0 != column }),
        response: zip(parts.frame.response.values, x).map { $0 - 0.7 * $1 },
        weights: parts.frame.weights?.values)
      let contrast = HeldContrast((0..<p).map { $0 == column ? 1 : 0 })
      let held = parts.products.holding(contrast, at: 0.7, parts.structure)
      expectClose(held.border.elements, direct.border.elements, within: rounding)
      for (a, b) in zip(held.levels, direct.levels) { expectClose(a, b, within: rounding) }
    }
  }
}
