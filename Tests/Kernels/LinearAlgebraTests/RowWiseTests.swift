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
    let got = orthonormalPass(
      PartitionedMatrix(design), factor: fit.inverseTriangle, leverageWeights: weights,
      squares: weights, share: nil
    ).leverages
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
    let got = groupSums(
      of: PartitionedMatrix(design), times: vector, codes: codes, groupCount: groups + 1)
    #expect(got == want)
  }

  @Test(arguments: PartitionedTests.samples.indices)
  func partsGiveWhatTheSpreadOutMatrixGives(_ index: Int) throws {
    let sample = PartitionedTests.samples[index]
    let codes = (0..<sample.design.rowCount).map { Int32($0 % 11) }
    let whole = PartitionedMatrix(sample.spreadOut)
    expectClose(
      groupSums(of: sample.design, times: sample.response, codes: codes, groupCount: 11).elements,
      groupSums(of: whole, times: sample.response, codes: codes, groupCount: 11).elements,
      within: PartitionedTests.fewRoundings, "sums")
    let rows = [3, 3, 0, 100]
    #expect(sample.design.selectingRows(rows) == sample.spreadOut.selectingRows(rows))
  }

  /// Both for a triangular F and for another, U F′ with U orthogonal would be; here L of L L′.
  @Test(arguments: [false, true])
  func thePassIsItsDefinition(_ isUpper: Bool) throws {
    let design = randomDesign(700, 6, seed: 46)
    let weights = randomVector(700, seed: 47).map { $0 * $0 + 0.1 }
    let squares = randomVector(700, seed: 48)
    let fit = try leastSquares(
      design: design, response: randomVector(700, seed: 49), weights: weights)
    let triangle = fit.inverseTriangle
    let factor = isUpper ? triangle : product(triangle, rotation(6))
    let pass = orthonormalPass(
      PartitionedMatrix(design), factor: factor, leverageWeights: weights, squares: squares
    ) { 1 / (1 - $0) }
    let basis = naiveProduct(design, factor)
    let rounding = Tolerance(
      .relativeTo(scale: 1e-3, 1e-10), because: "a few roundings of each row")
    var want = Matrix(rowCount: 6, columnCount: 6)
    for row in 0..<700 {
      let u = basis.row(row)
      let leverage = weights[row] * u.reduce(0) { $0 + $1 * $1 }
      expectClose(pass.leverages[row], leverage, within: rounding, "h")
      for j in 0..<6 {
        for i in 0..<6 { want[i, j] += squares[row] / (1 - leverage) * u[i] * u[j] }
      }
    }
    expectClose(pass.meat.elements, want.elements, within: rounding, "meat")
  }

  /// Few groups and nearly as many as rows, which are summed in two ways.
  @Test(arguments: [3, 40, 900])
  func groupMeatsAreTheirDefinition(_ groups: Int) {
    let design = randomDesign(1_500, 5, seed: 61)
    let vector = randomVector(1_500, seed: 62)
    let codes = (0..<1_500).map { Int32(($0 * 7_919 + $0 / 2) % groups) }
    let factor = product(randomMatrix(5, 5, seed: 63), rotation(5))
    let scores = naiveProduct(
      groupSums(
        of: PartitionedMatrix(design), times: vector, codes: codes, groupCount: groups + 1),
      factor)
    expectClose(
      groupMeat(
        of: PartitionedMatrix(design), factor: factor, times: vector, codes: codes,
        groupCount: groups + 1
      ).elements, naiveProduct(scores.transposed, scores).elements,
      within: Tolerance(
        .relativeTo(scale: 10, 1e-12), because: "sums of a thousand terms in another order"),
      "meat")
  }

  /// Plane rotations one after the other.
  private func rotation(_ size: Int) -> Matrix {
    var result = Matrix.identity(size)
    for k in 0..<size - 1 {
      var plane = Matrix.identity(size)
      (plane[k, k], plane[k + 1, k + 1]) = (0.6, 0.6)
      (plane[k, k + 1], plane[k + 1, k]) = (-0.8, 0.8)
      result = naiveProduct(result, plane)
    }
    return result
  }

  @Test func noRows() {
    let sums = groupSums(
      of: PartitionedMatrix(Matrix(rowCount: 0, columnCount: 2)), times: [], codes: [],
      groupCount: 3)
    #expect(sums == Matrix(rowCount: 3, columnCount: 2))
    let pass = orthonormalPass(
      PartitionedMatrix(Matrix(rowCount: 0, columnCount: 2)), factor: .identity(2),
      leverageWeights: [], squares: [], share: nil)
    #expect(pass.leverages == [] && pass.meat == Matrix(rowCount: 2, columnCount: 2))
  }
}
