import TestSupport
import Testing

@testable import LinearAlgebra

/// The gears, and the choice among them.
let gears = LeastSquaresMethod.allCases

@Suite struct LeastSquaresTests {
  /// Integers, weights 0 included; the solution in rational arithmetic (SymPy 1.13), to 20 digits.
  static let design = Matrix(rows: [
    [1, 1, -5], [1, 3, -8], [1, -7, 8], [1, -6, 2], [1, 9, -8], [1, 7, -3], [1, -8, -7],
    [1, 4, 4], [1, -7, -2],
  ])
  static let response: [Double] = [-15, 15, 7, -17, 16, -13, -6, 20, 20]
  static let weights: [Double] = [4, 0, 4, 0, 3, 0, 1, 0, 4]
  static let fewRoundings = Tolerance(
    .relative(2e-14), because: "condition number about 15 and a few roundings")

  @Test(arguments: gears)
  func exactRationalProblem(_ method: LeastSquaresMethod) throws {
    let fit = try leastSquares(
      design: Self.design, response: Self.response, weights: Self.weights, method: method)
    expectClose(
      fit.coefficients,
      [5.891770504057418329, -0.076712762655280978595, 0.25184626787196168733],
      within: Self.fewRoundings, "b")
    expectClose(
      fit.unscaledCovariance.elements,
      [
        0.098136628256862136464, 0.0093833737702633362684, 0.0096494339885594106133,
        0.0093833737702633362684, 0.0028756675260834035437, 0.0020458130356837430872,
        0.0096494339885594106133, 0.0020458130356837430872, 0.0032177449496069277013,
      ], within: Self.fewRoundings, "(X′WX)⁻¹")
    expectClose(
      fit.residuals,
      [
        -19.555826402042328914, 11.353137926884118105, -1.4435299856200786778,
        -23.855739615733027575, 12.813414502815803977, -17.599242361854566417,
        -10.742548730195934346, 13.407695475075858836, 14.074932693099538195,
      ], within: Self.fewRoundings, "r")
    expectClose(
      fit.residualSumOfSquares, 2938.4245484894747845, within: Self.fewRoundings, "RSS")
    #expect(fit.kept == [0, 1, 2] && fit.aliased.isEmpty && fit.aliasRelations.isEmpty)
    #expect(fit.method == (method == .automatic ? .gram : method))
  }

  @Test(arguments: gears)
  func inverseTriangleBelongsToTheCovariance(_ method: LeastSquaresMethod) throws {
    let fit = try leastSquares(
      design: randomDesign(60, 8, seed: 50), response: randomVector(60, seed: 51), method: method)
    let half = fit.inverseTriangle
    expectSmallRatio(
      naiveProduct(half, half.transposed), fit.unscaledCovariance, dimension: 8,
      scale: fit.unscaledCovariance.oneNorm, "R⁻¹R⁻ᵀ")
    for j in 0..<8 {
      #expect(half[j, j] > 0)
      for i in j + 1..<max(j + 1, 8) { #expect(half[i, j] == 0) }
    }
  }

  @Test(arguments: [(7, 3), (400, 6), (9_000, 20), (30_000, 51), (600, 220)])
  func gearsAgreeOnGoodData(_ rows: Int, _ columns: Int) throws {
    let design = randomDesign(rows, columns, seed: 52)
    let response = randomVector(rows, seed: 53)
    let weights = randomVector(rows, seed: 54).map { $0.magnitude }
    let gram = try leastSquares(
      design: design, response: response, weights: weights, method: .gram)
    let triangle = try leastSquares(
      design: design, response: response, weights: weights, method: .triangle)
    #expect(gram.method == .gram && triangle.method == .triangle)
    let close = Tolerance(
      .relativeTo(scale: 1e-2, 1e-11), because: "condition number below 100, √n roundings")
    expectClose(gram.coefficients, triangle.coefficients, within: close, "b")
    expectClose(
      gram.unscaledCovariance.diagonal, triangle.unscaledCovariance.diagonal,
      within: Tolerance(.relative(1e-11), because: close.reason), "(X′WX)⁻¹")
    expectClose(gram.residuals, triangle.residuals, within: close, "r")
    expectClose(gram.residualSumOfSquares, triangle.residualSumOfSquares, within: close, "RSS")
  }

  /// X′W r = 0 at the solution, in LAPACK's ratio (dqrt17).
  @Test(arguments: sizes, gears)
  func residualsAreOrthogonalToTheColumns(_ columns: Int, _ method: LeastSquaresMethod) throws {
    for rows in sizes {
      let design = randomMatrix(rows, columns, seed: 55)
      let response = randomVector(rows, seed: 56)
      let fit = try leastSquares(design: design, response: response, method: method)
      #expect(fit.kept.count == min(rows, columns))
      let gradient = naiveProduct(design.transposed, columnMatrix(fit.residuals))
      let largest = gradient.elements.reduce(0) { max($0, $1.magnitude) }
      let length = fit.coefficients.reduce(1) { $0 + $1.magnitude }
      expectClose(
        largest / (Double(max(1, rows + columns)) * length * Double.ulpOfOne), 0,
        within: ratioBound, "\(rows) rows")
    }
  }

  @Test(arguments: gears)
  func numbersThatAreNone(_ method: LeastSquaresMethod) {
    for bad in [Double.nan, .infinity, -.infinity] {
      var design = Self.design
      design[4, 1] = bad
      #expect(throws: LinearAlgebraError.notFinite(row: 4, column: 1)) {
        try leastSquares(design: design, response: Self.response, method: method)
      }
      var response = Self.response
      response[8] = bad
      #expect(throws: LinearAlgebraError.responseNotFinite(row: 8)) {
        try leastSquares(design: Self.design, response: response, method: method)
      }
      for weight in [bad, -1] {
        var weights = Self.weights
        weights[2] = weight
        #expect(throws: LinearAlgebraError.invalidWeight(row: 2)) {
          try leastSquares(
            design: Self.design, response: Self.response, weights: weights, method: method)
        }
      }
    }
    // A number that is none is reported in a row that counts for nothing, too.
    var response = Self.response
    response[1] = .nan
    #expect(throws: LinearAlgebraError.responseNotFinite(row: 1)) {
      try leastSquares(
        design: Self.design, response: response, weights: Self.weights, method: method)
    }
  }
}
