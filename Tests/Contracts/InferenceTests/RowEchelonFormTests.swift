import LinearAlgebra
import TestSupport
import Testing

@testable import Modeling

@Suite struct RowEchelonFormTests {
  private let rounding = Tolerance(.absolute(1e-13), because: "a dozen roundings of numbers near 1")

  @Test func isTheSameForEveryBasis() {
    let plain = Matrix(rows: [[0, 1, 0, 0.5], [0, 0, 1, -2]])
    let mixed = product(Matrix(rows: [[3, -1], [1e3, 5e2]]), plain)
    for matrix in [plain, mixed] {
      expectClose(
        reducedRowEchelonForm(matrix).elements, plain.elements, within: rounding, "\(matrix)")
    }
  }

  @Test func ofCoordinatesIsUnitRows() {
    let matrix = Matrix(rows: [[0, 0, 1, 1], [0, 0, 1, -1]])
    expectClose(
      reducedRowEchelonForm(matrix).elements,
      Matrix(rows: [[0, 0, 1, 0], [0, 0, 0, 1]]).elements, within: rounding)
  }
}
