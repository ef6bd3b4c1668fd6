import TestSupport
import Testing

@testable import LinearAlgebra

@Suite struct LeastSquaresInvarianceTests {
  static let rows = 5_000
  static let design = randomDesign(rows, 6, seed: 71)
  static let response = randomVector(rows, seed: 72)
  static let weights = randomVector(rows, seed: 73).map { $0 * $0 }
  static let rounding = Tolerance(
    .relativeTo(scale: 1e-2, 1e-11), because: "another order of 5,000 additions")

  static func fit(_ method: LeastSquaresMethod) throws -> LeastSquaresSolution {
    try leastSquares(design: design, response: response, weights: weights, method: method)
  }

  @Test(arguments: [LeastSquaresMethod.gram, .triangle])
  func rowOrder(_ method: LeastSquaresMethod) throws {
    var generator = SeededGenerator(74)
    let order = Array(0..<Self.rows).shuffled(using: &generator)
    let shuffled = try leastSquares(
      design: Self.design.selectingRows(order), response: order.map { Self.response[$0] },
      weights: order.map { Self.weights[$0] }, method: method)
    let fit = try Self.fit(method)
    expectClose(shuffled.coefficients, fit.coefficients, within: Self.rounding)
    expectClose(shuffled.residuals, order.map { fit.residuals[$0] }, within: Self.rounding)
  }

  @Test(arguments: [LeastSquaresMethod.gram, .triangle])
  func columnOrder(_ method: LeastSquaresMethod) throws {
    let order = [3, 0, 5, 1, 4, 2]
    let permuted = try leastSquares(
      design: Self.design.selectingColumns(order), response: Self.response, weights: Self.weights,
      method: method)
    let fit = try Self.fit(method)
    expectClose(permuted.coefficients, order.map { fit.coefficients[$0] }, within: Self.rounding)
    expectClose(
      permuted.unscaledCovariance.diagonal, order.map { fit.unscaledCovariance[$0, $0] },
      within: Self.rounding)
  }

  /// Units that are powers of two change no digit of anything, however large.
  @Test(arguments: [LeastSquaresMethod.gram, .triangle], [100, 400, -400])
  func unitsOfMeasurement(_ method: LeastSquaresMethod, _ exponent: Int) throws {
    let unit = Double(sign: .plus, exponent: exponent, significand: 1)
    var scaled = Self.design
    for i in 0..<Self.rows { scaled[i, 2] *= unit }
    let fit = try Self.fit(method)
    let inUnits = try leastSquares(
      design: scaled, response: Self.response, weights: Self.weights, method: method)
    expectClose(inUnits.coefficients[2] * unit, fit.coefficients[2], within: Self.rounding)
    expectClose(inUnits.coefficients[1], fit.coefficients[1], within: Self.rounding)
    expectClose(inUnits.residuals, fit.residuals, within: Self.rounding)
    #expect(inUnits.method == method)
    expectClose(
      inUnits.conditionNumber, fit.conditionNumber,
      within: Tolerance(.relative(1e-10), because: "columns are equilibrated by powers of two"))
  }

  @Test(arguments: [LeastSquaresMethod.gram, .triangle])
  func theEndsOfTheRange(_ method: LeastSquaresMethod) throws {
    let fit = try Self.fit(method)
    for (column, response, weight) in [
      (1e308, 1.0, 1.0), (1e-300, 1, 1), (1, 1e308, 1), (1, 1e-300, 1), (1, 1, 1e300),
      (1, 1, 1e-300), (1e308, 1e300, 1e-250),
    ] {
      var design = Self.design
      for i in 0..<Self.rows { design[i, 2] *= column }
      let scaled = try leastSquares(
        design: design, response: Self.response.map { $0 * response },
        weights: Self.weights.map { $0 * weight }, method: method)
      try #require(scaled.aliased.isEmpty && scaled.method == method)
      expectClose(
        scaled.coefficients[2] * column / response, fit.coefficients[2], within: Self.rounding)
      expectClose(
        scaled.coefficients[4] / response, fit.coefficients[4], within: Self.rounding)
      expectClose(
        scaled.residuals.map { $0 / response }, fit.residuals, within: Self.rounding)
      expectClose(
        scaled.unscaledCovariance[4, 4] * weight, fit.unscaledCovariance[4, 4],
        within: Self.rounding)
    }
  }

  @Test(arguments: [LeastSquaresMethod.gram, .triangle])
  func weightsAreRepetitions(_ method: LeastSquaresMethod) throws {
    let counts = (0..<Self.rows).map { $0 % 4 }
    let repeated = (0..<Self.rows).flatMap { [Int](repeating: $0, count: counts[$0]) }
    let weighted = try leastSquares(
      design: Self.design, response: Self.response, weights: counts.map(Double.init),
      method: method)
    let long = try leastSquares(
      design: Self.design.selectingRows(repeated), response: repeated.map { Self.response[$0] },
      method: method)
    expectClose(weighted.coefficients, long.coefficients, within: Self.rounding)
    expectClose(
      weighted.unscaledCovariance.elements, long.unscaledCovariance.elements,
      within: Self.rounding)
    expectClose(
      weighted.residualSumOfSquares, long.residualSumOfSquares, within: Self.rounding)
  }

  /// The same bits of everything for any number of threads, with rows for many leaves.
  @Test(arguments: [LeastSquaresMethod.gram, .triangle])
  func threadsDoNotShow(_ method: LeastSquaresMethod) throws {
    let rows = 200_000
    let design = randomDesign(rows, 5, seed: 75)
    let response = randomVector(rows, seed: 76)
    let weights = randomVector(rows, seed: 77)
    let codes = (0..<rows).map { Int32($0 % 11) }
    let outcomes = try [1, 2, 3, 7].map { threads in
      try Parallelism.withThreads(threads) {
        let fit = try leastSquares(
          design: design, response: response, weights: weights.map { $0 * $0 }, method: method)
        return (
          fit, crossProduct(design, weights: weights), transposedProduct(design, response),
          orthonormalPass(
            PartitionedMatrix(design), factor: fit.inverseTriangle,
            leverageWeights: weights.map { $0 * $0 }, squares: response, share: { 1 / (1 + $0) }
          ).meat,
          groupSums(of: PartitionedMatrix(design), times: response, codes: codes, groupCount: 11)
        )
      }
    }
    for outcome in outcomes.dropFirst() {
      let isSame = outcome == outcomes[0]  // apart, so that a failure does not print every residual
      #expect(isSame)
    }
  }
}
