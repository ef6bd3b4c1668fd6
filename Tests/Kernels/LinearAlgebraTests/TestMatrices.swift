import TestSupport
import Testing

@testable import LinearAlgebra

/// The sizes of LAPACK's own tests (xeigtstd, dchkqr), zero included.
let sizes = [0, 1, 2, 3, 5, 10, 50]

/// LAPACK's bound on residual norm / (dimension × norm × machine epsilon).
let ratioBound = Tolerance(
  .absolute(30), because: "the threshold of LAPACK's test programs for backward-stable routines")

/// A seeded generator (SplitMix64, Steele, Lea & Flood 2014): tests draw the same numbers always.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

func randomVector(_ count: Int, seed: UInt64) -> [Double] {
  var generator = SeededGenerator(seed)
  return (0..<count).map { _ in Double.random(in: -1...1, using: &generator) }
}

func randomMatrix(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
  Matrix(
    rowCount: rows, columnCount: columns, elements: randomVector(rows * columns, seed: seed))
}

/// A random design whose first column is an intercept.
func randomDesign(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
  var result = randomMatrix(rows, columns, seed: seed)
  if columns > 0 { for i in 0..<rows { result[i, 0] = 1 } }
  return result
}

func randomPositiveDefinite(_ size: Int, seed: UInt64) -> Matrix {
  let half = randomMatrix(size + 2, size, seed: seed)
  return naiveProduct(half.transposed, half)
}

/// The textbook triple loop, the oracle for products.
func naiveProduct(_ a: Matrix, _ b: Matrix) -> Matrix {
  var result = Matrix(rowCount: a.rowCount, columnCount: b.columnCount)
  for i in 0..<a.rowCount {
    for j in 0..<b.columnCount {
      var sum = 0.0
      for k in 0..<a.columnCount { sum += a[i, k] * b[k, j] }
      result[i, j] = sum
    }
  }
  return result
}

/// ‖A − B‖₁ / (dimension · scale · 2⁻⁵²): LAPACK's ratio. 0 when nothing differs.
func ratio(_ a: Matrix, _ b: Matrix, dimension: Int, scale: Double) -> Double {
  let distance = (a - b).oneNorm
  if distance == 0 { return 0 }
  return distance / (Double(max(1, dimension)) * scale * Double.ulpOfOne)
}

func expectSmallRatio(
  _ a: Matrix, _ b: Matrix, dimension: Int, scale: Double, _ what: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  expectClose(
    ratio(a, b, dimension: dimension, scale: scale), 0, within: ratioBound, what,
    sourceLocation: sourceLocation)
}

/// A column vector.
func columnMatrix(_ v: [Double]) -> Matrix {
  Matrix(rowCount: v.count, columnCount: 1, elements: v)
}
