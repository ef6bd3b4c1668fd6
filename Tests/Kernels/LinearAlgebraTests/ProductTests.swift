import TestSupport
import Testing

@testable import LinearAlgebra

@Suite struct ProductTests {
  @Test(arguments: sizes, sizes)
  func productsAgreeWithTheTripleLoop(_ rows: Int, _ columns: Int) {
    for inner in sizes {
      let a = randomMatrix(rows, inner, seed: 1)
      let b = randomMatrix(inner, columns, seed: 2)
      let want = naiveProduct(a, b)
      expectSmallRatio(product(a, b), want, dimension: inner, scale: 1, "AB")
      expectSmallRatio(
        transposedProduct(a.transposed, b), want, dimension: inner, scale: 1, "A′B")
    }
    let a = randomMatrix(rows, columns, seed: 3)
    let v = randomVector(columns, seed: 4)
    let want = naiveProduct(a, columnMatrix(v))
    expectSmallRatio(columnMatrix(product(a, v)), want, dimension: columns, scale: 1, "Av")
    expectSmallRatio(
      columnMatrix(transposedProduct(a.transposed, v)), want, dimension: columns, scale: 1, "A′v")
  }

  @Test(arguments: sizes, sizes)
  func crossProductsTakeWeightsOfAnySign(_ rows: Int, _ columns: Int) {
    let a = randomMatrix(rows, columns, seed: 5)
    let weights = randomVector(rows, seed: 6)
    var weighted = a
    for i in 0..<rows { for j in 0..<columns { weighted[i, j] *= weights[i] } }
    let got = crossProduct(a, weights: weights)
    expectSmallRatio(
      got, naiveProduct(a.transposed, weighted), dimension: rows, scale: 1, "A′WA")
    #expect(got == got.transposed)
    expectSmallRatio(
      crossProduct(a), naiveProduct(a.transposed, a), dimension: rows, scale: 1, "A′A")
    let v = randomVector(rows, seed: 7)
    expectSmallRatio(
      columnMatrix(weightedTransposedProduct(a, weights: weights, v)),
      naiveProduct(weighted.transposed, columnMatrix(v)), dimension: rows, scale: 1, "A′Wv")
  }

  /// Every remainder of rows by 4 and of columns by 3 and 4, in both versions of the kernel. Sums
  /// of small integers are exact.
  @Test(arguments: [false, true])
  func theKernelHandlesEveryEdge(_ portable: Bool) {
    for rows in 0...9 {
      let response = (0..<rows + 2).map { Double($0 % 5) - 2 }
      let weights = (0..<rows + 2).map { Double($0 % 3) - 1 }
      for columns in 0...13 {
        let a = Matrix(
          rowCount: rows + 2, columnCount: columns,
          elements: (0..<(rows + 2) * columns).map { Double(($0 * 31) % 11) - 5 })
        let used = Array(1..<rows + 1)
        let whole = Matrix(columns: (0..<columns).map { a.column($0) } + [response])
          .selectingRows(used)
        var weighted = whole
        for i in 0..<rows { for j in 0...columns { weighted[i, j] *= weights[i + 1] } }
        for isWeighted in [false, true] {
          var sums = [Double](repeating: 1, count: (columns + 1) * (columns + 1))
          PartitionedMatrix(a).withReader(capacity: rows, response: response) { reader in
            reader.load(1..<rows + 1)
            reader.addCrossProduct(
              weights: isWeighted ? weights : nil, firstWeight: 1, portable: portable, to: &sums)
          }
          let want = naiveProduct(whole.transposed, isWeighted ? weighted : whole)
          for j in 0...columns {
            for i in 0...columns {
              let expected = i <= j ? want[i, j] + 1 : 1
              #expect(sums[i + j * (columns + 1)] == expected, "\(rows) × \(columns)")
            }
          }
        }
      }
    }
  }

  /// More columns than the kernel takes, through dsyrk.
  @Test func wideCrossProducts() {
    let a = randomMatrix(300, widestKernel + 3, seed: 8)
    let weights = randomVector(300, seed: 9)
    var weighted = a
    for i in 0..<300 { for j in 0..<a.columnCount { weighted[i, j] *= weights[i] } }
    expectSmallRatio(
      crossProduct(a), product(a.transposed, a), dimension: 300, scale: a.oneNorm, "A′A")
    expectSmallRatio(
      crossProduct(a, weights: weights), product(a.transposed, weighted), dimension: 300,
      scale: a.oneNorm, "A′WA")
  }

  /// Sums of integers are exact, so every way of cutting the rows must give these values.
  @Test func tallProductsOfIntegersAreExact() {
    let rows = 40_000
    let a = Matrix(
      rowCount: rows, columnCount: 3,
      elements: (0..<3 * rows).map { Double($0 % 7) - Double($0 % 3) })
    let weights = (0..<rows).map { Double($0 % 5) - 1 }
    var gram = [[Int]](repeating: [0, 0, 0], count: 3)
    for i in 0..<rows {
      for j in 0..<3 { for k in 0..<3 { gram[j][k] += Int(a[i, j] * a[i, k]) } }
    }
    #expect(crossProduct(a) == Matrix(rows: gram.map { $0.map(Double.init) }))
    let ones = [Double](repeating: 1, count: rows)
    #expect(
      weightedTransposedProduct(a, weights: weights, ones)
        == (0..<3).map { j in (0..<rows).reduce(0) { $0 + weights[$1] * a[$1, j] } })
  }

  @Test func formsAndSums() {
    let m = Matrix(rows: [[2, 1], [1, 3]])
    #expect(quadraticForm([1, -2], m) == 10)
    #expect(bilinearForm([1, 0], m, [0, 1]) == 1)
    #expect(dot([1, 2, 3], [4, 5, 6]) == 32)
    #expect(dot([], []) == 0)
    #expect(m + m == 2 * m)
    #expect(m - m == Matrix(rowCount: 2, columnCount: 2))
    #expect(Matrix(rows: [[1, 2], [4, 1]]).symmetrized == Matrix(rows: [[1, 3], [3, 1]]))
    #expect(quadraticForm([], Matrix(rowCount: 0, columnCount: 0)) == 0)
  }
}
