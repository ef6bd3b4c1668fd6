import TestSupport
import Testing

@testable import LinearAlgebra

/// A symmetric positive definite matrix whose diagonal dominates.
private func definite(_ order: Int) -> Matrix {
  var a = Matrix(rowCount: order, columnCount: order)
  for j in 0..<order {
    for i in 0...j {
      let value = Double((i * 7 + j * 13 + i * j) % 19) / 19 - 0.5
      a[i, j] = value
      a[j, i] = value
    }
    a[j, j] = 2 + Double(order)
  }
  return a
}

private let rounding = Tolerance(
  .absolute(1e-11), because: "some hundred roundings of numbers near 30, and condition below 4")

/// The tiled factorization and inverse against LAPACK's own and the definition.
@Suite struct TiledCholeskyTests {
  @Test(arguments: [1, 7, 383, 384, 500, 641])
  func isTheCholeskyFactor(_ order: Int) {
    let a = definite(order)
    var (tiled, whole) = (a, a)
    #expect(factorTiledCholesky(&tiled) == 0 && factorCholesky(&whole) == 0)
    for j in 0..<order {
      expectClose(
        (0...j).map { tiled[$0, j] }, (0...j).map { whole[$0, j] }, within: rounding, "column \(j)")
    }
  }

  @Test(arguments: [(1, 1), (9, 6), (400, 397), (600, 600)])
  func invertsALeadingBlock(_ size: (whole: Int, order: Int)) {
    let a = definite(size.whole)
    var r = a
    #expect(factorTiledCholesky(&r) == 0)
    var (work, inverse) = (a, a)
    invertTiledCholesky(r, order: size.order, work: &work, to: &inverse)
    let order = size.order
    var (block, found) = (
      Matrix(rowCount: order, columnCount: order), Matrix(rowCount: order, columnCount: order)
    )
    for j in 0..<order {
      for i in 0..<order {
        block[i, j] = a[i, j]
        found[i, j] = inverse[min(i, j), max(i, j)]
      }
    }
    expectClose(
      product(block, found).elements, Matrix.identity(order).elements, within: rounding)
  }

  @Test func saysWhichMinorIsNotPositive() {
    var a = definite(500)
    a[450, 450] = -1
    #expect(factorTiledCholesky(&a) == 451)
  }

  @Test(arguments: [2, 3])
  func bitsDoNotDependOnThreads(_ threads: Int) {
    func found() -> [Double] {
      var r = definite(600)
      _ = factorTiledCholesky(&r)
      var (work, inverse) = (r, r)
      invertTiledCholesky(r, order: 600, work: &work, to: &inverse)
      return r.elements + inverse.elements
    }
    #expect(Parallelism.withThreads(1) { found() } == Parallelism.withThreads(threads) { found() })
  }
}
