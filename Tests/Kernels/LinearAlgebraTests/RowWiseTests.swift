import TestSupport
import Testing

@testable import LinearAlgebra

@Suite struct RowWiseTests {
  @Test(arguments: sizes)
  func leveragesAreTheDiagonalOfTheHatMatrix(_ columns: Int) throws {
    let design = randomDesign(3 * columns + 1, columns, seed: 41)
    let weights = randomVector(design.rowCount, seed: 42).map { $0 * $0 }
    let fit = try leastSquares(
      design: design, response: randomVector(design.rowCount, seed: 43), weights: weights)
    let got = leverages(
      design: design, inverseTriangle: fit.inverseTriangle, weights: weights)
    let want = (0..<design.rowCount).map { row in
      weights[row] * quadraticForm(design.row(row), fit.unscaledCovariance)
    }
    let rounding = Tolerance(.absolute(1e-12), because: "both ways lose κ · 2⁻⁵² at most")
    expectClose(got, want, within: rounding, "h")
    expectClose(got.reduce(0, +), Double(columns), within: rounding, "Σh")
  }

  @Test(arguments: [1, 5, 300])
  func groupSumsAgreeWithTheLoop(_ groups: Int) {
    let rows = 10_000
    let design = randomMatrix(rows, 9, seed: 44)
    let vector = randomVector(rows, seed: 45)
    let codes = (0..<rows).map { Int32(($0 * 7919) % groups) }
    var want = Matrix(rowCount: groups + 1, columnCount: 9)
    for i in 0..<rows { for j in 0..<9 { want[Int(codes[i]), j] += vector[i] * design[i, j] } }
    // Rows of a group are added in their order either way, so even the bits agree.
    #expect(groupSums(of: design, times: vector, codes: codes, groupCount: groups + 1) == want)
  }

  @Test func noRows() {
    let sums = groupSums(
      of: Matrix(rowCount: 0, columnCount: 2), times: [], codes: [], groupCount: 3)
    #expect(sums == Matrix(rowCount: 3, columnCount: 2))
    #expect(
      leverages(
        design: Matrix(rowCount: 0, columnCount: 2), inverseTriangle: .identity(2)) == [])
  }
}
