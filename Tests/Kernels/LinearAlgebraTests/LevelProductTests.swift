import TestSupport
import Testing

@testable import LinearAlgebra

/// A joint design of effects of two factors and fixed columns: the effects of the first are a constant and
/// a number, of the second a factor of two columns; the rest is fixed.
private struct LevelSample {
  let design: PartitionedMatrix
  let spreadOut: Matrix
  let response: [Double]
  let factors: [LevelEffects]
  let pairs: [LevelPairs]
  let firstFixed = 4

  /// Codes in runs of `run` rows; of 1 each row has a code that differs from the one before.
  init(rows: Int, run: Int) {
    let numbers = (0..<3).map { randomVector(rows, seed: 300 + UInt64($0)) }
    let kind = (0..<rows).map { Int32($0 % 2) }
    design = PartitionedMatrix(
      rowCount: rows, columnCount: 6,
      dense: [
        DenseColumn(position: 0, values: .constant(1)),
        DenseColumn(position: 1, values: .numbers(numbers[0])),
        DenseColumn(position: 4, values: .numbers(numbers[1])),
        DenseColumn(position: 5, values: .numbers(numbers[2])),
      ], factors: [FactorColumns(codes: kind, columnOfLevel: [2, 3])])
    let ones = [Double](repeating: 1, count: rows)
    spreadOut = Matrix(columns: [
      ones, numbers[0], kind.map { $0 == 0 ? 1 : 0 }, kind.map { $0 == 1 ? 1 : 0 }, numbers[1],
      numbers[2],
    ])
    response = randomVector(rows, seed: 310)
    let first = (0..<rows).map { Int32($0 / run * 7 % 31) }
    let second = (0..<rows).map { Int32($0 / run % 5) }
    factors = [
      LevelEffects(columns: 0..<2, codes: first, levelCount: 31),
      LevelEffects(columns: 2..<4, codes: second, levelCount: 5),
    ]
    pairs = [
      LevelPairs(
        first: 0, second: 1, entryOfRow: zip(first, second).map { $0 * 5 + $1 }, entryCount: 155)
    ]
  }

  func products(_ weights: [Double]?) -> LevelCrossProducts {
    levelCrossProducts(
      design: design, response: response, weights: weights, factors: factors, pairs: pairs,
      firstFixed: firstFixed)
  }

  /// Σ w a b of each column on the left with those on the right, one list of them after the other.
  func expected(
    _ left: Range<Int>, _ right: [[Int]], _ weights: [Double]?, where isMet: (Int) -> Bool
  ) -> [Double] {
    right.flatMap { list in
      left.flatMap { a in list.map { sum(a, $0, weights, where: isMet) } }
    }
  }

  private func sum(_ a: Int, _ b: Int, _ weights: [Double]?, where isMet: (Int) -> Bool) -> Double {
    func value(_ row: Int, _ column: Int) -> Double {
      column == 6 ? response[row] : spreadOut[row, column]
    }
    return response.indices.lazy.filter(isMet).reduce(0) {
      $0 + (weights?[$1] ?? 1) * value($1, a) * value($1, b)
    }
  }
}

@Suite struct LevelProductTests {
  private static let roundings = Tolerance(
    .relativeTo(scale: 1, 1e-11), because: "sums of up to thousands of terms of order 1")

  /// In runs and row by row, with and without weights, in one leaf and in several.
  @Test(arguments: [(900, 1), (900, 40), (70_000, 1), (70_000, 700)], [false, true])
  func sumsAreThoseOfTheRows(_ shape: (rows: Int, run: Int), _ isWeighted: Bool) {
    let sample = LevelSample(rows: shape.rows, run: shape.run)
    let weights = isWeighted ? randomVector(shape.rows, seed: 9).map { $0.magnitude } : nil
    let found = sample.products(weights)
    for factor in 0..<2 {
      let own = sample.factors[factor]
      for level in [0, own.levelCount - 1] {
        let stride = own.columns.count * (own.columns.count + 3)
        let expected = sample.expected(
          own.columns, [Array(own.columns), [4, 5, 6]], weights
        ) { own.codes[$0] == Int32(level) }
        expectClose(
          Array(found.byLevel[factor][level * stride..<(level + 1) * stride]), expected,
          within: Self.roundings, "level \(level) of factor \(factor)")
      }
    }
    for entry in [0, 8, 154] {
      let expected = sample.expected(0..<2, [[2, 3]], weights) {
        sample.pairs[0].entryOfRow[$0] == Int32(entry)
      }
      expectClose(
        Array(found.byPair[0][entry * 4..<entry * 4 + 4]), expected, within: Self.roundings,
        "pair \(entry)")
    }
    expectClose(
      [found.total[4, 6]], sample.expected(4..<5, [[6]], weights) { _ in true },
      within: Self.roundings, "all rows")
  }

  @Test(arguments: [1, 700])
  func theNumberOfThreadsDoesNotShow(_ run: Int) {
    let sample = LevelSample(rows: 70_000, run: run)
    let one = Parallelism.withThreads(1) { sample.products(nil) }
    let three = Parallelism.withThreads(3) { sample.products(nil) }
    #expect(one.total == three.total)
    #expect(one.byLevel == three.byLevel)
    #expect(one.byPair == three.byPair)
  }

  @Test(arguments: [900, 70_000])
  func residualsTakeOutColumnsAndEffects(_ rows: Int) {
    let sample = LevelSample(rows: rows, run: 3)
    let coefficients: [Double] = [0, 0, 0, 0, 0.5, -2]
    let effects = [randomVector(62, seed: 5), randomVector(10, seed: 6)]
    let found = residualsWithinLevels(
      sample.response, design: sample.design, coefficients: coefficients, factors: sample.factors,
      effects: effects)
    let rowsLooked = Array(stride(from: 0, to: rows, by: 37))
    let expected = rowsLooked.map { row in
      var rest = sample.response[row]
      for column in 4..<6 { rest -= coefficients[column] * sample.spreadOut[row, column] }
      for (factor, own) in zip(sample.factors, effects) {
        for (place, column) in factor.columns.enumerated() {
          rest -= sample.spreadOut[row, column] * own[Int(factor.codes[row]) * 2 + place]
        }
      }
      return rest
    }
    expectClose(
      rowsLooked.map { found[$0] }, expected, within: Self.roundings, "y − Dc − Zb")
  }
}
