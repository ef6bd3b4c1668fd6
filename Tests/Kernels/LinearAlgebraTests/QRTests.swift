import TestSupport
import Testing

@testable import LinearAlgebra

@Suite struct QRTests {
  @Test(arguments: sizes, sizes)
  func factorsReproduceTheMatrix(_ rows: Int, _ columns: Int) throws {
    let a = randomMatrix(rows, columns, seed: 31)
    let norm = max(a.oneNorm, 1e-300)
    for pivoting in [false, true] {
      let factorization = try QRFactorization(a, pivoting: pivoting)
      let q = factorization.thinQ()
      let r = factorization.upper
      expectSmallRatio(
        naiveProduct(q, r), a.selectingColumns(factorization.pivots),
        dimension: max(rows, columns), scale: norm, "QR")
      expectSmallRatio(
        naiveProduct(q.transposed, q), .identity(min(rows, columns)), dimension: rows, scale: 1,
        "Q′Q")
      #expect(factorization.pivots.sorted() == Array(0..<columns))
      let rotated = factorization.applyTransposedQ(a)
      expectSmallRatio(
        factorization.applyQ(rotated), a, dimension: max(rows, columns), scale: norm, "QQ′A")
      if pivoting {
        let magnitudes = r.diagonal.map(\.magnitude)
        for pair in zip(magnitudes, magnitudes.dropFirst()) {
          #expect(pair.1 <= pair.0 * (1 + 1e-14))
        }
      }
    }
  }

  @Test(arguments: [false, true])
  func solvesAnExactProblem(_ pivoting: Bool) throws {
    // b − A x = (1, −2, 1, 0)′ is orthogonal to both columns, so x = (3, −2) exactly.
    let a = Matrix(rows: [[1, 0], [1, 1], [1, 2], [0, 5]])
    let x = [3.0, -2]
    let b = zip(product(a, x), [1.0, -2, 1, 0]).map(+)
    let got = try QRFactorization(a, pivoting: pivoting).solve(b)
    expectClose(got, x, within: Tolerance(.relative(1e-14), because: "a few roundings"))
  }

  @Test func rankByPivoting() throws {
    let basis = randomMatrix(20, 3, seed: 32)
    let dependent = naiveProduct(basis, randomMatrix(3, 6, seed: 33))
    #expect(try QRFactorization(dependent, pivoting: true).rank(tolerance: 1e-12) == 3)
    let zero = Matrix(rowCount: 4, columnCount: 2)
    #expect(try QRFactorization(zero, pivoting: true).rank(tolerance: 1e-12) == 0)
    #expect(throws: LinearAlgebraError.notPositiveDefinite(order: 1)) {
      try QRFactorization(zero).solve([1, 2, 3, 4])
    }
  }
}
