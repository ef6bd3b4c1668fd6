import Testing

@testable import LinearAlgebra

/// Which columns are dependent is the same question for every gear, and has the same answer.
@Suite struct RankAcrossGearsTests {
  /// A design whose last two columns are combinations of those before, but for a remainder.
  static func design(remainder: Double) -> Matrix {
    var columns = (0..<5).map { randomVector(200, seed: 321 + UInt64($0)) }
    columns[0] = [Double](repeating: 1, count: 200)
    let first = (0..<200).map { columns[1][$0] - 2 * columns[2][$0] + remainder * columns[3][$0] }
    let second = (0..<200).map { 1 + columns[1][$0] + remainder * columns[4][$0] }
    return Matrix(columns: [columns[0], columns[1], columns[2], first, second])
  }

  static let remainders = [1, 1e-2, 1e-4, 1e-6, 1e-8, 1e-10, 3e-11, 3e-12, 1e-12, 1e-14, 0]

  @Test(arguments: remainders)
  func gearsAgree(_ remainder: Double) throws {
    let design = Self.design(remainder: remainder)
    let response = randomVector(200, seed: 331)
    let kept = try LeastSquaresMethod.allCases.map {
      try leastSquares(design: design, response: response, method: $0).kept
    }
    #expect(Set(kept).count == 1, "\(kept)")
    #expect(kept[0] == (remainder > 2e-11 ? [0, 1, 2, 3, 4] : [0, 1, 2]))
  }

  @Test(arguments: remainders)
  func unitsAndRowOrderDoNotMatter(_ remainder: Double) throws {
    let design = Self.design(remainder: remainder)
    var generator = SeededGenerator(332)
    let order = Array(0..<200).shuffled(using: &generator)
    let response = randomVector(200, seed: 331)
    let shuffled = design.selectingRows(order)
    let scaled = Matrix(
      columns: [1e-9, 1e6, 3e4, 7e-5, 1e12].enumerated().map { column, unit in
        shuffled.column(column).map { $0 * unit }
      })
    for method in LeastSquaresMethod.allCases {
      let plain = try leastSquares(design: design, response: response, method: method)
      let other = try leastSquares(design: scaled, response: response, method: method)
      #expect(plain.kept == other.kept, "\(method)")
    }
  }

  /// The order of columns says which of them is given up, not how many.
  @Test(arguments: remainders)
  func columnOrderKeepsTheRank(_ remainder: Double) throws {
    let design = Self.design(remainder: remainder)
    let response = randomVector(200, seed: 331)
    for order in [[4, 3, 2, 1, 0], [2, 4, 0, 3, 1]] {
      for method in LeastSquaresMethod.allCases {
        let plain = try leastSquares(design: design, response: response, method: method)
        let other = try leastSquares(
          design: design.selectingColumns(order), response: response, method: method)
        #expect(plain.kept.count == other.kept.count, "\(method) \(order)")
      }
    }
  }
}
