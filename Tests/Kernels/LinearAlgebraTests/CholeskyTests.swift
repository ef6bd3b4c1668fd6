import TestSupport
import Testing

@testable import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite struct CholeskyTests {
  @Test(arguments: sizes)
  func factorsReproduceTheMatrix(_ size: Int) throws {
    let a = randomPositiveDefinite(size, seed: 11)
    let factorization = try CholeskyFactorization(a)
    let r = factorization.upper
    expectSmallRatio(naiveProduct(r.transposed, r), a, dimension: size, scale: a.oneNorm, "R′R")
    for j in 0..<size {
      #expect(r[j, j] > 0)
      for i in min(j + 1, size)..<size { #expect(r[i, j] == 0) }
    }
  }

  @Test(arguments: sizes)
  func solutionsAndInverses(_ size: Int) throws {
    let a = randomPositiveDefinite(size, seed: 12)
    let factorization = try CholeskyFactorization(a)
    let condition = 1 / factorization.reciprocalConditionNumber(oneNorm: a.oneNorm)
    let identity = Matrix.identity(size)
    let inverse = factorization.inverse()
    expectSmallRatio(
      naiveProduct(a, inverse), identity, dimension: size, scale: condition, "A A⁻¹")
    #expect(inverse == inverse.transposed)
    let half = factorization.inverseFactor()
    expectSmallRatio(
      naiveProduct(half, half.transposed), inverse, dimension: size,
      scale: condition * inverse.oneNorm, "R⁻¹R⁻ᵀ")
    let b = randomMatrix(size, 3, seed: 13)
    let x = factorization.solve(b)
    expectSmallRatio(
      naiveProduct(a, x), b, dimension: size, scale: a.oneNorm * max(1, x.oneNorm), "A X = B")
    if size > 0 {
      expectSmallRatio(
        columnMatrix(factorization.solve(b.column(1))), columnMatrix(x.column(1)),
        dimension: size, scale: condition * x.oneNorm, "A x = b")
    }
  }

  /// The tridiagonal matrix of twos with minus ones beside them has determinant n + 1, and
  /// condition number known through its inverse min(i, j) (n + 1 − max(i, j)) / (n + 1).
  @Test(arguments: [1, 2, 5, 40])
  func determinantAndConditionOfTheSecondDifferences(_ size: Int) throws {
    var a = 2 * Matrix.identity(size)
    for i in 1..<max(1, size) {
      a[i, i - 1] = -1
      a[i - 1, i] = -1
    }
    let factorization = try CholeskyFactorization(a)
    expectClose(
      factorization.logDeterminant, log(Double(size + 1)),
      within: Tolerance(.relative(1e-13), because: "a sum of 40 logarithms"), "log det")
    var largest = 0.0
    for j in 1...size {
      let sum = (1...size).reduce(0.0) { $0 + Double(min($1, j) * (size + 1 - max($1, j))) }
      largest = max(largest, sum / Double(size + 1))
    }
    expectClose(
      factorization.reciprocalConditionNumber(oneNorm: a.oneNorm), 1 / (largest * a.oneNorm),
      within: Tolerance(.relative(1e-10), because: "the estimate is exact for positive inverses"),
      "1 / κ₁")
  }

  @Test func whatIsNotPositiveDefiniteIsSaid() {
    #expect(throws: LinearAlgebraError.notPositiveDefinite(order: 2)) {
      try CholeskyFactorization(Matrix(rows: [[1, 2, 0], [2, 1, 0], [0, 0, 1]]))
    }
    #expect(throws: LinearAlgebraError.notPositiveDefinite(order: 1)) {
      try CholeskyFactorization(Matrix(rows: [[0]]))
    }
    #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 2)) {
      try CholeskyFactorization(Matrix(rows: [[1, 0, 0], [0, 1, .nan], [0, 0, 1]]))
    }
  }
}
