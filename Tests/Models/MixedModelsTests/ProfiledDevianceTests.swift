import LinearAlgebra
import Modeling
import TestSupport
import Testing

@testable import MixedModels

private let dense = Tolerance(
  .relativeTo(scale: 1, 1e-10), because: "two ways through matrices of condition 1e4")

/// The profiled deviance and what follows from it, against the definition with V written out.
@Suite struct ProfiledDevianceTests {
  @Test(arguments: MixedScenario.all, MixedEstimation.allCases)
  func isTheDefinition(_ scenario: MixedScenario, estimation: MixedEstimation) throws {
    let numbers = try ScenarioNumbers(scenario)
    let theta = numbers.theta(scenario)
    let definition = try DenseMixedModel(numbers, theta: theta, estimation: estimation)
    let deviance = numbers.deviance(estimation)
    expectClose(deviance.value(at: theta), definition.deviance, within: dense, "deviance")
    let solution = deviance.solution()
    expectClose(solution.fixed, definition.coefficients, within: dense, "β")
    expectClose(solution.effects, definition.modes, within: dense, "b")
    expectClose(deviance.residualVariance, definition.residualVariance, within: dense, "σ²")
    expectClose(
      deviance.factor.fixedCovariance().elements, definition.covariance.elements, within: dense,
      "covariance")
  }

  @Test(arguments: MixedScenario.all, MixedEstimation.allCases)
  func hasItsGradient(_ scenario: MixedScenario, estimation: MixedEstimation) throws {
    let numbers = try ScenarioNumbers(scenario)
    let theta = numbers.theta(scenario)
    let deviance = numbers.deviance(estimation)
    _ = deviance.value(at: theta)
    let gradient = deviance.gradient()
    let step = 1e-5
    for index in theta.indices {
      func shifted(_ by: Double) -> Double {
        var point = theta
        point[index] += by
        return deviance.value(at: point)
      }
      let central =
        (8 * (shifted(step) - shifted(-step)) - (shifted(2 * step) - shifted(-2 * step)))
        / (12 * step)
      expectClose(
        gradient[index], central,
        within: Tolerance(
          .relativeTo(scale: 10, 1e-8),
          because: "rounding of a deviance near 400, 1e-13, over a step of 1e-5"),
        "θ\(index)")
    }
  }

  /// The scores from cross-products are those of the rows.
  @Test(arguments: MixedScenario.all)
  func scoresAreThoseOfTheRows(_ scenario: MixedScenario) throws {
    let numbers = try ScenarioNumbers(scenario)
    let deviance = numbers.deviance(.reml)
    _ = deviance.value(at: numbers.theta(scenario))
    let solution = deviance.solution()
    let residuals = conditionalResiduals(
      numbers.frame.response.values, fixed: numbers.frame.design.parts,
      correction: solution.fixed, columns: numbers.design.blocks.map(\.effects),
      design: numbers.design, structure: numbers.structure, effects: solution.effects)
    var sums = [Double](repeating: 0, count: numbers.structure.effectCount)
    for (index, block) in numbers.design.blocks.enumerated() {
      let q = block.effects.columnCount
      let z = block.effects.denseMatrix()
      for row in residuals.indices {
        for c in 0..<q {
          sums[numbers.structure.effectStarts[index] + Int(block.codes[row]) * q + c] +=
            numbers.weights[row] * z[row, c] * residuals[row]
        }
      }
    }
    expectClose(solution.scores, sums, within: dense)
  }

  /// The average information is the working responses' own: f′Pf with P written out.
  @Test(arguments: MixedScenario.all)
  func averageInformationIsItsDefinition(_ scenario: MixedScenario) throws {
    let numbers = try ScenarioNumbers(scenario)
    let theta = numbers.theta(scenario)
    let deviance = numbers.deviance(.reml)
    _ = deviance.value(at: theta)
    let information = averageInformation(
      deviance.factor, numbers.products, deviance.solution())
    let definition = try DenseInformation(numbers, theta: theta)
    expectClose(information.slopes, definition.slopes, within: dense, "slopes")
    expectClose(information.matrix, definition.matrix, within: dense, "information")
  }

  @Test(arguments: [1, 2, 4])
  func bitsDoNotDependOnThreads(_ threads: Int) throws {
    let scenario = MixedScenario.all[8]
    func found() throws -> (Double, [Double]) {
      let numbers = try ScenarioNumbers(scenario)
      let deviance = numbers.deviance(.reml)
      let value = deviance.value(at: numbers.theta(scenario))
      return (value, deviance.gradient())
    }
    let alone = try Parallelism.withThreads(1) { try found() }
    let several = try Parallelism.withThreads(threads) { try found() }
    #expect(alone == several)
  }
}

/// f′Pf and y′Pf from n × n matrices.
private struct DenseInformation {
  let matrix: [Double]
  let slopes: [Double]

  init(_ numbers: ScenarioNumbers, theta: [Double]) throws {
    let n = numbers.frame.rowCount
    let y = numbers.frame.response.values
    let templates = numbers.structure.templates
    func variance(_ theta: [Double]) -> Matrix {
      var v = Matrix(rowCount: n, columnCount: n)
      for i in 0..<n { v[i, i] = 1 / numbers.weights[i] }
      for (block, lambda) in zip(numbers.design.blocks, templates.factors(at: theta)) {
        let q = block.effects.columnCount
        let z = block.effects.denseMatrix()
        for i in 0..<n {
          for j in 0..<n where block.codes[i] == block.codes[j] {
            for k in 0..<q {
              let left = (0..<q).reduce(0) { $0 + z[i, $1] * lambda[$1 * q + k] }
              let right = (0..<q).reduce(0) { $0 + z[j, $1] * lambda[$1 * q + k] }
              v[i, j] += left * right
            }
          }
        }
      }
      return v
    }
    let factor = try CholeskyFactorization(variance(theta))
    let x = numbers.frame.design.matrix()
    let solvedX = factor.solve(x)
    let information = try CholeskyFactorization(product(x.transposed, solvedX))
    func projected(_ v: [Double]) -> [Double] {
      let solved = factor.solve(v)
      let part = information.solve(product(x.transposed, Matrix(columns: [solved]))).elements
      return zip(solved, product(solvedX, part)).map { $0 - $1 }
    }
    let py = projected(y)
    let working = theta.indices.map { index -> [Double] in
      // V is quadratic in θ, so that a central difference is exact but for rounding.
      var (above, below) = (theta, theta)
      above[index] += 0.5
      below[index] -= 0.5
      return zip(product(variance(above), py), product(variance(below), py)).map { $0 - $1 }
    }
    slopes = working.map { f in zip(f, py).reduce(0) { $0 + $1.0 * $1.1 } }
    matrix = working.flatMap { f in
      working.map { g in zip(f, projected(g)).reduce(0) { $0 + $1.0 * $1.1 } }
    }
  }
}
