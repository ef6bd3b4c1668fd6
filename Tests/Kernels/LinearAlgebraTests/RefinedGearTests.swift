import TestSupport
import Testing

@testable import LinearAlgebra

@Suite struct RefinedGearTests {
  static let asExactAsTheData = Tolerance(
    .relative(4e-15),
    because: "computed to some 25 digits, then rounded and scaled by powers of two")

  /// Whole multiples of the first columns of a Hilbert matrix, of condition number up to 10¹²; the
  /// response is the design times whole coefficients, so the fit is exact.
  @Test(arguments: 2...8)
  func hilbertColumnsGiveTheirCoefficientsBack(_ size: Int) throws {
    let multiple = 360_360.0  // Divisible by 1 … 15.
    var design = Matrix(rowCount: 8, columnCount: size)
    for j in 0..<size { for i in 0..<8 { design[i, j] = multiple / Double(i + j + 1) } }
    let coefficients = [1.0, -3, 3, -5, 5, -7, 7, -9].prefix(size).map { $0 }
    let response = product(design, coefficients)
    let fit = try leastSquares(design: design, response: response, method: .refined)
    #expect(fit.method == .refined && fit.aliased.isEmpty)
    expectClose(fit.coefficients, coefficients, within: Self.asExactAsTheData, "b")
    // Rounded coefficients leave residuals of rounding; coefficients of 32 digits leave none.
    #expect(fit.residualSumOfSquares < 1e-30)
  }

  /// Det and inverse of XᵀX in integers for two columns with a shared leading part.
  @Test(arguments: [1e3, 1e5, 1e7])
  func twoNearlyEqualColumnsHaveTheInverseOfIntegers(_ shift: Double) throws {
    // Columns s + d and s − d: Gram [[a, b], [b, c]] with known whole entries.
    let d: [Double] = [1, -2, 3, 0, 2, -1]
    let design = Matrix(columns: [d.map { shift + $0 }, d.map { shift - $0 * 2 }])
    let fit = try leastSquares(design: design, response: d, method: .refined)
    let s = Int(shift)
    let whole = d.map { Int($0) }
    let a = whole.reduce(0) { $0 + (s + $1) * (s + $1) }
    let b = whole.reduce(0) { $0 + (s + $1) * (s - 2 * $1) }
    let c = whole.reduce(0) { $0 + (s - 2 * $1) * (s - 2 * $1) }
    // det = Σ_{i<j} (xᵢyⱼ − xⱼyᵢ)², whole numbers without cancellation (Cauchy–Binet).
    var determinant = 0
    for i in whole.indices {
      for j in whole.indices where i < j {
        let minor = (s + whole[i]) * (s - 2 * whole[j]) - (s + whole[j]) * (s - 2 * whole[i])
        determinant += minor * minor
      }
    }
    let inverse = [Double(c), -Double(b), -Double(b), Double(a)].map { $0 / Double(determinant) }
    expectClose(
      fit.unscaledCovariance.elements, inverse, within: Self.asExactAsTheData, "(X′X)⁻¹")
    let half = fit.inverseTriangle
    expectClose(
      product(half, half.transposed).elements, inverse,
      within: Tolerance(
        .relative(1e-15 * shift), because: "a product of rounded factors, which cancel"), "R⁻¹R⁻ᵀ")
  }

  /// Filip: powers up to ten, kept to 32 digits. A design of doubles alone allows 7.6 digits.
  @Test func filipWithLowHalvesHasThirteenDigits() throws {
    let problem = NISTProblem.filip
    var halves = LowOrderHalves()
    for power in 2...problem.degree {
      let stored = problem.design.column(power)
      halves.columns[power] = zip(problem.regressors[0], stored).map { x, value in
        let exact = DoubleDouble(x).power(power)
        return (exact.high - value) + exact.low
      }
    }
    let fit = try leastSquares(
      design: PartitionedMatrix(problem.design), response: problem.response, weights: nil,
      method: .automatic, lowOrderHalves: { halves })
    #expect(fit.method == .refined)
    #expect(NISTProblem.digits(fit.coefficients, problem.coefficients) >= 13.5)
    let degrees = Double(problem.response.count - fit.kept.count)
    let sigma = (fit.residualSumOfSquares / degrees).squareRoot()
    let errors = fit.unscaledCovariance.diagonal.map { sigma * $0.squareRoot() }
    #expect(NISTProblem.digits(errors, problem.standardErrors) >= 13.5)
  }

  /// A weight repeats a row, and a weight of 0 leaves it out, to the last digits.
  @Test func weightsAreRepetitions() throws {
    let design = randomDesign(40, 4, seed: 21)
    let response = randomVector(40, seed: 22)
    let counts = (0..<40).map { $0 % 4 }
    let rows = counts.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element) }
    let weighted = try leastSquares(
      design: design, response: response, weights: counts.map(Double.init), method: .refined)
    let repeated = try leastSquares(
      design: design.selectingRows(rows), response: rows.map { response[$0] }, method: .refined)
    expectClose(
      weighted.coefficients, repeated.coefficients, within: Self.asExactAsTheData, "b")
    expectClose(
      weighted.unscaledCovariance.elements, repeated.unscaledCovariance.elements,
      within: Self.asExactAsTheData, "(X′WX)⁻¹")
    expectClose(
      weighted.residualSumOfSquares, repeated.residualSumOfSquares,
      within: Self.asExactAsTheData, "RSS")
  }

  @Test(arguments: [1, 2, 3, 7])
  func bitsDoNotDependOnThreads(_ threads: Int) throws {
    let design = randomDesign(5_000, 12, seed: 31)
    let response = randomVector(5_000, seed: 32)
    let fits = try [1, threads].map { count in
      try Parallelism.withThreads(count) {
        try leastSquares(design: design, response: response, method: .refined)
      }
    }
    #expect(fits[0] == fits[1])
  }

  /// All gears keep and leave out the same columns, whatever the units, on both sides of the bound.
  @Test(arguments: [1e-13, 1e-12, 1e-10, 1e-8, 1e-4], [1, 1e-30, 1e30, 1e-160])
  func ranksAreTheSameForAllGears(_ distance: Double, _ unit: Double) throws {
    let base = randomDesign(200, 5, seed: 41)
    let near = product(base, [1, 2, -1, 0.5, 3])
    let noise = randomVector(200, seed: 42)
    var columns = (0..<5).map { base.column($0) }
    columns.insert(zip(near, noise).map { ($0 + distance * $1) * unit }, at: 3)
    let design = Matrix(columns: columns)
    let response = randomVector(200, seed: 43)
    let kept = try gears.map {
      try leastSquares(design: design, response: response, method: $0).kept
    }
    #expect(Set(kept).count == 1, "\(kept)")
    #expect(kept[0].count == (distance < 1e-11 ? 5 : 6))
  }
}
