import TestSupport
import Testing

@testable import LinearAlgebra

@Suite struct LeastSquaresAliasTests {
  static let rounding = Tolerance(
    .relativeTo(scale: 1, 1e-10), because: "the combination holds to rounding of the columns")

  /// Every aliased column must be the combination the solution says it is.
  static func expectRelationsHold(_ fit: LeastSquaresSolution, _ design: Matrix) {
    #expect((fit.kept + fit.aliased).sorted() == Array(0..<design.columnCount))
    #expect(fit.coefficients.count == fit.kept.count)
    let basis = design.selectingColumns(fit.kept)
    for (alias, relation) in zip(fit.aliased, fit.aliasRelations) {
      let scale = design.column(alias).reduce(0) { max($0, $1.magnitude) }
      expectClose(
        product(basis, relation).map { $0 / max(scale, 1e-300) },
        design.column(alias).map { $0 / max(scale, 1e-300) }, within: rounding, "column \(alias)")
    }
  }

  /// Fewer rows than columns go their own way, without a square of the columns; with rows of weight 0 added
  /// until there are more rows than columns the same problem goes the usual one.
  @Test(arguments: gears, [1, 5, 8, 9])
  func fewerRowsThanColumns(_ method: LeastSquaresMethod, rows: Int) throws {
    var design = randomDesign(30, 9, seed: 71)
    // Dependent columns among those that are kept.
    for row in 0..<30 { design[row, 2] = design[row, 0] - design[row, 1] }
    let response = randomVector(30, seed: 72)
    let weights = (0..<30).map { $0 < rows ? 1 + Double($0 % 3) : 0 }
    let want = try leastSquares(
      design: design, response: response, weights: weights, method: method)
    let few = Array(0..<rows)
    let got = try leastSquares(
      design: design.selectingRows(few), response: Array(response[..<rows]),
      weights: Array(weights[..<rows]), method: method)
    #expect(got.kept == want.kept && got.aliased == want.aliased)
    Self.expectRelationsHold(got, design.selectingRows(few))
    let close = Tolerance(
      .relativeTo(scale: 1, 1e-7), because: "random columns of as many rows may be nearly dependent"
    )
    expectClose(got.coefficients, want.coefficients, within: close)
    expectClose(
      got.unscaledCovariance.elements, want.unscaledCovariance.elements, within: close)
    expectClose(got.residuals, Array(want.residuals[..<rows]), within: close)
  }

  @Test(arguments: gears)
  func laterColumnsOfAnExactCombinationAreAliased(_ method: LeastSquaresMethod) throws {
    let base = randomDesign(50, 4, seed: 61)
    let duplicate = base.column(1)
    let sum = zip(base.column(2), base.column(3)).map { 2 * $0 - $1 / 3 }
    let design = Matrix(columns: [
      base.column(0), base.column(1), duplicate, base.column(2), [Double](repeating: 0, count: 50),
      base.column(3), sum,
    ])
    let response = randomVector(50, seed: 62)
    let fit = try leastSquares(design: design, response: response, method: method)
    #expect(fit.kept == [0, 1, 3, 5])
    #expect(fit.aliased == [2, 4, 6])
    #expect(fit.method == (method == .refined ? .refined : .triangle))
    Self.expectRelationsHold(fit, design)
    expectClose(fit.aliasRelations[2], [0, 0, 2, -1.0 / 3], within: Self.rounding)
    let alone = try leastSquares(design: base, response: response)
    expectClose(fit.coefficients, alone.coefficients, within: Self.rounding)
    expectClose(
      fit.unscaledCovariance.elements, alone.unscaledCovariance.elements, within: Self.rounding)
    expectClose(fit.residuals, alone.residuals, within: Self.rounding)
  }

  /// One-hot columns of all levels beside an intercept, a covariate with a mean of a million times
  /// its standard deviation, and the covariate again in other units, rounded.
  @Test(arguments: [30, 1_000, 40_000])
  func dummiesBesideAnInterceptAndBadlyCentredColumns(_ rows: Int) throws {
    let levels = 5
    var generator = SeededGenerator(63)
    let codes = (0..<rows).map { _ in Int.random(in: 0..<levels, using: &generator) }
    let far = randomVector(rows, seed: 64).map { 1e6 + $0 }
    var columns = [[Double](repeating: 1, count: rows), far]
    for level in 0..<levels { columns.append(codes.map { $0 == level ? 1 : 0 }) }
    columns.append(far.map { $0 * 1.8 + 32.1 })
    columns.append(randomVector(rows, seed: 65))
    let design = Matrix(columns: columns)
    let fit = try leastSquares(design: design, response: randomVector(rows, seed: 66))
    #expect(fit.aliased == [6, 7])
    Self.expectRelationsHold(fit, design)
  }

  /// The covariate centred after the fact is a small difference of long columns: what is left of it
  /// is large against its own length, and yet rounding.
  @Test(arguments: [1e2, 1e4, 1e6, 1e7])
  func centredCopiesAreAliased(_ mean: Double) throws {
    let far = randomVector(5_000, seed: 69).map { mean + $0 }
    let design = Matrix(columns: [
      [Double](repeating: 1, count: 5_000), far, far.map { ($0 - mean) * 1e-3 },
      randomVector(5_000, seed: 70),
    ])
    let fit = try leastSquares(design: design, response: randomVector(5_000, seed: 71))
    #expect(fit.aliased == [2])
    expectClose(
      fit.aliasRelations[0][1], 1e-3,
      within: Tolerance(.relative(1e-15 * mean * 10), because: "rounding of the covariate"))
  }

  @Test(arguments: [1e3, 1e5, 1e7])
  func badlyCentredColumnsKeepTheirCoefficient(_ mean: Double) throws {
    let rows = 20_000
    let far = randomVector(rows, seed: 67).map { mean + $0 }
    let design = Matrix(columns: [[Double](repeating: 1, count: rows), far])
    let response = far.map { 3 + 2 * ($0 - mean) }
    let fit = try leastSquares(design: design, response: response)
    #expect(fit.aliased.isEmpty)
    expectClose(
      fit.coefficients[1], 2,
      within: Tolerance(
        .relative(1e-15 * mean), because: "the response is rounded relative to the mean"))
  }

  @Test(arguments: gears)
  func degenerateSizes(_ method: LeastSquaresMethod) throws {
    let nothing = try leastSquares(
      design: Matrix(rowCount: 0, columnCount: 2), response: [], method: method)
    #expect(nothing.kept.isEmpty && nothing.aliased == [0, 1])
    #expect(nothing.aliasRelations == [[], []])
    #expect(nothing.residualSumOfSquares == 0)

    let none = try leastSquares(
      design: Matrix(rowCount: 3, columnCount: 0), response: [1, 2, 3], method: method)
    #expect(none.coefficients.isEmpty && none.residuals == [1, 2, 3])
    #expect(none.residualSumOfSquares == 14)
    #expect(none.conditionNumber == 1)

    let empty = try leastSquares(
      design: Matrix(rowCount: 0, columnCount: 0), response: [], method: method)
    #expect(empty.residuals.isEmpty)

    let wide = randomMatrix(3, 5, seed: 68)
    let underdetermined = try leastSquares(
      design: wide, response: [1, 2, 3], method: method)
    #expect(underdetermined.kept == [0, 1, 2])
    Self.expectRelationsHold(underdetermined, wide)
    expectClose(underdetermined.residuals, [0, 0, 0], within: Self.rounding)

    let unweighted = try leastSquares(
      design: LeastSquaresTests.design, response: LeastSquaresTests.response,
      weights: [Double](repeating: 0, count: 9), method: method)
    #expect(unweighted.kept.isEmpty && unweighted.residuals == LeastSquaresTests.response)
    #expect(unweighted.residualSumOfSquares == 0)
  }

  /// A column that differs from another in rows of weight 0 only has no coefficient.
  @Test func aliasedUnderTheWeights() throws {
    var design = LeastSquaresTests.design
    design = Matrix(columns: (0..<3).map { design.column($0) } + [design.column(1)])
    design[1, 3] = 77
    let fit = try leastSquares(
      design: design, response: LeastSquaresTests.response, weights: LeastSquaresTests.weights)
    #expect(fit.aliased == [3])
    expectClose(fit.aliasRelations[0], [0, 1, 0], within: Self.rounding)
  }
}
