import TestSupport
import Testing

@testable import LinearAlgebra

/// Products of whole numbers of up to 60 bits are exact in 106 bits, so that the kernels can be held
/// to integer arithmetic.
@Suite struct DoubleDoubleTests {
  /// A whole number of up to 62 bits as a pair, and back.
  static func pair(_ value: Int) -> DoubleDouble {
    let high = Double(value)
    return DoubleDouble(high: high, low: Double(value - Int(high)))
  }

  static func whole(_ value: DoubleDouble) -> Int { Int(value.high) + Int(value.low) }

  static let numbers = [
    0, 1, -1, 3, 7, 1 << 29, (1 << 30) + 1, -(1 << 31) + 5, 123_456_789, -987_654_321,
  ]

  @Test(arguments: numbers, numbers)
  func arithmeticIsExactWhereItFits(_ a: Int, _ b: Int) {
    let (x, y) = (Self.pair(a), Self.pair(b))
    #expect(Self.whole(x + y) == a + b)
    #expect(Self.whole(x - y) == a - b)
    #expect(Self.whole(x * y) == a * b)
    if b != 0 { #expect(Self.whole(Self.pair(a * b) / y) == a) }
    let (sum, low) = (Self.pair(a * b + 1), Self.pair(1))
    #expect(Self.whole(sum - low) == a * b)
  }

  @Test func powersAndRootsAreExactWhereTheyFit() {
    #expect(Self.whole(Self.pair(13).power(16)) == 665_416_609_183_179_841)
    #expect(Self.pair(10).power(-2) * Self.pair(100) == Self.pair(1))
    #expect(Self.pair(7).power(0) == Self.pair(1))
    // (2³⁰ + 1)² needs 61 bits.
    let root = (1 << 30) + 1
    #expect(Self.whole(Self.pair(root * root).squareRoot()) == root)
    #expect(Self.pair(0).squareRoot() == Self.pair(0))
  }

  @Test(arguments: 0...9)
  func kernelsAreExactWhereTheNumbersFit(_ rows: Int) {
    let count = 5
    let spread = { (i: Int) in ((i * 7_919) % 1_000_003) - 500_000 }
    var block = PairBlock(rowCount: rows, columnCount: count)
    var values = [[Int]](repeating: [], count: count)
    for column in 0..<count {
      values[column] = (0..<rows).map { spread($0 + 31 * column) * 8_000_009 }
      for row in 0..<rows {
        let pair = Self.pair(values[column][row])
        block.high[row + column * rows] = pair.high
        block.low[row + column * rows] = pair.low
      }
    }
    // Columns times an upper triangle.
    var upper = Matrix(rowCount: count, columnCount: count)
    for j in 0..<count { for i in 0...j { upper[i, j] = Double((i + 2 * j) % 7 - 3) } }
    var product = PairBlock(rowCount: rows, columnCount: count)
    block.timesUpper(upper, into: &product)
    for row in 0..<rows {
      for j in 0..<count {
        let want = (0...j).reduce(0) { $0 + values[$1][row] * Int(upper[$1, j]) }
        let at = row + j * rows
        #expect(Self.whole(DoubleDouble(high: product.high[at], low: product.low[at])) == want)
      }
    }
    // Cross-products of columns of 20 bits, with weights.
    var small = PairBlock(rowCount: rows, columnCount: count)
    for at in small.high.indices { small.high[at] = Double(spread(at)) }
    for weights in [nil, (0..<rows).map { Double($0 % 4) }] {
      var gram = PairGram(size: count)
      gram.add(small, weights: weights)
      for j in 0..<count {
        for i in 0...j {
          let want = (0..<rows).reduce(0) { sum, row in
            sum + Int(small.high[row + i * rows]) * Int(small.high[row + j * rows])
              * Int(weights?[row] ?? 1)
          }
          #expect(Self.whole(gram[i, j]) == want)
        }
      }
    }
    // Residuals.
    var (high, low) = ([Double](repeating: 0, count: rows), [Double](repeating: 0, count: rows))
    block.subtractProduct((0..<count).map { Self.pair($0 - 2) }, from: &high, low: &low)
    for row in 0..<rows {
      let want = -(0..<count).reduce(0) { $0 + values[$1][row] * ($1 - 2) }
      #expect(Self.whole(DoubleDouble(high: high[row], low: low[row])) == want)
    }
  }
}
