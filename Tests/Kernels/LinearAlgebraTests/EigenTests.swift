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

@Suite struct EigenTests {
  @Test(arguments: sizes)
  func vectorsAndValuesReproduceTheMatrix(_ size: Int) throws {
    let a = randomMatrix(size, size, seed: 21).symmetrized
    let decomposition = try SymmetricEigenDecomposition(a)
    let v = decomposition.vectors
    expectSmallRatio(
      decomposition.matrix { $0 }, a, dimension: size, scale: max(a.oneNorm, 1e-300), "VΛV′")
    expectSmallRatio(
      naiveProduct(v.transposed, v), .identity(size), dimension: size, scale: 1, "V′V")
    #expect(decomposition.values == decomposition.values.sorted())
  }

  /// The second differences of order n have eigenvalues 2 − 2 cos(kπ / (n + 1)).
  @Test(arguments: [1, 2, 10, 50])
  func valuesOfTheSecondDifferences(_ size: Int) throws {
    var a = 2 * Matrix.identity(size)
    for i in 1..<max(1, size) { a[i - 1, i] = -1 }  // only the upper triangle is read
    let got = try SymmetricEigenDecomposition(a).values
    let want = (1...size).map { 2 - 2 * cos(Double($0) * .pi / Double(size + 1)) }
    expectClose(
      got, want,
      within: Tolerance(.absolute(4e-15 * 4), because: "a few ulps of the norm, which is below 4"))
  }

  @Test(arguments: sizes)
  func rootsMultiplyBack(_ size: Int) throws {
    let a = randomPositiveDefinite(size, seed: 22)
    let root = try squareRoot(a)
    expectSmallRatio(naiveProduct(root, root), a, dimension: size, scale: a.oneNorm, "S S")
    #expect(root == root.transposed)
    let inverseRoot = try pseudoInverseSquareRoot(a)
    let inverse = try CholeskyFactorization(a).inverse()
    expectSmallRatio(
      naiveProduct(inverseRoot, inverseRoot), inverse, dimension: size,
      scale: inverse.oneNorm * a.oneNorm * inverse.oneNorm, "S S = A⁻¹")
  }

  /// A projection is its own square root and its own pseudo-inverse.
  @Test func rankDeficientRoots() throws {
    let third = 1.0 / 3
    let projection = Matrix(rowCount: 3, columnCount: 3, repeating: third)
    expectSmallRatio(try squareRoot(projection), projection, dimension: 3, scale: 1, "root")
    expectSmallRatio(
      try pseudoInverseSquareRoot(projection), projection, dimension: 3, scale: 1, "inverse root")
    let zero = Matrix(rowCount: 2, columnCount: 2)
    #expect(try pseudoInverseSquareRoot(zero) == zero)
  }

  @Test func notFiniteIsSaid() {
    #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 1)) {
      try SymmetricEigenDecomposition(Matrix(rows: [[1, .infinity], [0, 1]]))
    }
  }
}
