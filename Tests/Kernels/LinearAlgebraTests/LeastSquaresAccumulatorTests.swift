import TestSupport
import Testing

@testable import LinearAlgebra

@Suite struct LeastSquaresAccumulatorTests {
  static let rows = 3_000
  static let design = randomDesign(rows, 5, seed: 81)
  static let response = randomVector(rows, seed: 82)
  static let weights = randomVector(rows, seed: 83).map { $0.magnitude }
  static let rounding = Tolerance(
    .relativeTo(scale: 1e-2, 1e-11), because: "another order of 3,000 additions")

  static func part(_ range: Range<Int>, _ method: LeastSquaresMethod) throws
    -> LeastSquaresAccumulator
  {
    var result = LeastSquaresAccumulator(columnCount: 5, method: method)
    try result.add(
      design: design.selectingRows(Array(range)), response: Array(response[range]),
      weights: Array(weights[range]))
    return result
  }

  @Test(arguments: [LeastSquaresMethod.gram, .triangle])
  func mergedPartsAreTheWhole(_ method: LeastSquaresMethod) throws {
    var left = try Self.part(0..<1, method)
    left.merge(try Self.part(1..<700, method))
    var right = LeastSquaresAccumulator(columnCount: 5, method: method)
    right.merge(try Self.part(700..<2_000, method))
    try right.add(
      design: Self.design.selectingRows(Array(2_000..<Self.rows)),
      response: Array(Self.response[2_000...]), weights: Array(Self.weights[2_000...]))
    right.merge(LeastSquaresAccumulator(columnCount: 5, method: method))
    left.merge(right)
    #expect(left.rowCount == Self.rows)
    let merged = try left.solution()
    let whole = try leastSquares(
      design: Self.design, response: Self.response, weights: Self.weights, method: .triangle)
    #expect(merged.method == method && merged.residuals.isEmpty)
    expectClose(merged.coefficients, whole.coefficients, within: Self.rounding)
    expectClose(
      merged.unscaledCovariance.elements, whole.unscaledCovariance.elements,
      within: Self.rounding)
    expectClose(
      merged.residualSumOfSquares, whole.residualSumOfSquares, within: Self.rounding)
  }

  @Test func theTriangleShowsAliasesAndTheGramRefuses() throws {
    let doubled = Matrix(columns: [
      Self.design.column(1), Self.design.column(1).map { 3 * $0 }, Self.design.column(2),
    ])
    var triangle = LeastSquaresAccumulator(columnCount: 3)
    try triangle.add(design: doubled, response: Self.response)
    let solution = try triangle.solution()
    #expect(solution.aliased == [1])
    expectClose(solution.aliasRelations[0], [3, 0], within: Self.rounding)
    var gram = LeastSquaresAccumulator(columnCount: 3, method: .gram)
    try gram.add(design: doubled, response: Self.response)
    #expect(throws: LinearAlgebraError.self) { try gram.solution() }
  }

  @Test(arguments: [LeastSquaresMethod.gram, .triangle])
  func whatCannotBeAddedChangesNothing(_ method: LeastSquaresMethod) throws {
    let before = try Self.part(0..<100, method)
    var sums = before
    #expect(throws: LinearAlgebraError.responseNotFinite(row: 1)) {
      try sums.add(design: Self.design.selectingRows([0, 1]), response: [1, .nan])
    }
    var large = Self.design.selectingRows([0, 1, 2])
    for i in 0..<3 { large[i, 1] = 1.5e308 }
    #expect(throws: LinearAlgebraError.overflow(column: 1)) {
      try sums.add(design: large, response: [1, 2, 3])
    }
    #expect(sums == before)
  }

  @Test func noRowsGiveNoCoefficients() throws {
    let solution = try LeastSquaresAccumulator(columnCount: 2).solution()
    #expect(solution.aliased == [0, 1] && solution.coefficients.isEmpty)
  }
}
