import TestSupport
import Testing

@testable import LinearAlgebra

/// Stacked problems, and the same ones apart.
private struct Stack {
  var problems: [(design: Matrix, response: [Double], weights: [Double])]

  var rowCounts: [Int] { problems.map(\.response.count) }
  var response: [Double] { problems.flatMap(\.response) }
  var weights: [Double] { problems.flatMap(\.weights) }

  var columns: [[Double]] {
    (0..<problems[0].design.columnCount).map { column in
      problems.flatMap { problem in
        (0..<problem.design.rowCount).map { problem.design[$0, column] }
      }
    }
  }

  var design: PartitionedMatrix {
    PartitionedMatrix(columns: columns, rowCount: response.count)
  }

  /// Problems of 0 to 60 rows and five columns: easy ones, ill-conditioned ones, dependent ones, some
  /// with a constant response, one with tiny units and one of zeros.
  static let mixed = Stack(
    problems: (0..<40).map { index in
      let rows = [0, 3, 5, 6, 17, 60][index % 6]
      var design = randomDesign(rows, 5, seed: UInt64(900 + index))
      var response = randomVector(rows, seed: UInt64(1900 + index))
      for row in 0..<rows {
        switch index % 7 {
        case 2: design[row, 3] = design[row, 1] + 1e-6 * design[row, 3]
        case 3: design[row, 3] = 2 * design[row, 1] - design[row, 0]
        case 4: response[row] = 3
        case 5: design[row, 2] *= 1e-200
        case 6: design[row, 4] += 1e3
        default: break
        }
      }
      if index == 11 { response = response.map { _ in 0 } }
      var generator = SeededGenerator(UInt64(2900 + index))
      let weights = (0..<rows).map { _ in Double(Int.random(in: 0...3, using: &generator)) }
      return (design, response, weights)
    })
}

@Suite struct BatchedTests {
  /// Two ways of the same gear differ by κ · 2⁻⁵³ for a κ of at most 10³, times a few roundings.
  static let sameGear = Tolerance(
    .relativeTo(scale: 1, 1e-11),
    because: "two orders of summation at a condition number of up to 10³, in numbers near 1")

  @Test(arguments: [false, true])
  func agreesWithEachProblemAlone(_ isWeighted: Bool) throws {
    let stack = Stack.mixed
    let batch = try leastSquaresBatch(
      design: stack.design, response: stack.response, rowCounts: stack.rowCounts,
      weights: isWeighted ? stack.weights : nil)
    #expect(batch.problemCount == 40 && batch.columnCount == 5)
    let errors = batch.standardErrors
    for (index, problem) in stack.problems.enumerated() {
      let alone = try leastSquares(
        design: problem.design, response: problem.response,
        weights: isWeighted ? problem.weights : nil)
      #expect(batch.ranks[index] == alone.kept.count, "problem \(index)")
      let counted =
        isWeighted ? problem.weights.count { $0 > 0 } : problem.response.count
      #expect(batch.residualDegreesOfFreedom[index] == counted - alone.kept.count)
      #expect(
        batch.isFromCrossProducts[index]
          == (alone.method == .gram && !alone.kept.isEmpty
            && hasOrdinarySums(problem, isWeighted)),
        "problem \(index)")
      expectClose(
        batch.residualSumsOfSquares[index], alone.residualSumOfSquares, within: Self.sameGear)
      let freedom = Double(counted - alone.kept.count)
      for column in 0..<5 {
        let place = index * 5 + column
        guard let position = alone.kept.firstIndex(of: column) else {
          #expect(batch.coefficients[place].isNaN && errors[place].isNaN)
          continue
        }
        let unit = problem.design.columnLength(column)
        expectClose(
          batch.coefficients[place] * unit, alone.coefficients[position] * unit,
          within: Self.sameGear, "problem \(index), column \(column)")
        if freedom <= 0 {
          #expect(errors[place].isNaN)
          continue
        }
        let variance = alone.unscaledCovariance[position, position]
        expectClose(
          batch.unscaledVariances[place], variance,
          within: Tolerance(
            .relative(1e-8), because: "κ² · 2⁻⁵³ for a κ of up to 10³, with a margin of 100"),
          "problem \(index), column \(column)")
      }
    }
  }

  /// Whether the sums of squares of a problem are neither 0 nor near the ends of the range.
  private func hasOrdinarySums(
    _ problem: (design: Matrix, response: [Double], weights: [Double]), _ isWeighted: Bool
  ) -> Bool {
    let columns = (0..<5).map { column in
      (0..<problem.design.rowCount).map { problem.design[$0, column] }
    }
    return (columns + [problem.response]).allSatisfy { column in
      let sum = zip(column, problem.weights).reduce(0.0) {
        $0 + $1.0 * $1.0 * (isWeighted ? $1.1 : 1)
      }
      return sum > 0x1p-900
    }
  }

  /// Integers, so that the sums of the closed form are exact.
  @Test func simpleRegressionInClosedForm() throws {
    var (x, y, counts): ([Double], [Double], [Int]) = ([], [], [])
    var expected: [(slope: Double, intercept: Double, squares: Double, error: Double)] = []
    for problem in 0..<30 {
      var generator = SeededGenerator(UInt64(problem))
      let rows = 3 + problem
      let xs = (0..<rows).map { Double(($0 * $0 + problem) % 23) }
      let ys = xs.map { 2 * $0 + Double(Int.random(in: -9...9, using: &generator)) }
      let n = Double(rows)
      let (sx, sy) = (xs.reduce(0, +), ys.reduce(0, +))
      let sxx = n * zip(xs, xs).reduce(0) { $0 + $1.0 * $1.1 } - sx * sx
      let sxy = n * zip(xs, ys).reduce(0) { $0 + $1.0 * $1.1 } - sx * sy
      let syy = n * zip(ys, ys).reduce(0) { $0 + $1.0 * $1.1 } - sy * sy
      let squares = (syy - sxy * sxy / sxx) / n
      expected.append(
        (sxy / sxx, (sy - sxy / sxx * sx) / n, squares, (squares / (n - 2) * n / sxx).squareRoot()))
      (x, y) = (x + xs, y + ys)
      counts.append(rows)
    }
    let batch = try leastSquaresBatch(
      design: PartitionedMatrix(columns: [x], rowCount: x.count), response: y, rowCounts: counts,
      hasIntercept: true)
    let few = Tolerance(
      .relativeTo(scale: 1, 1e-12), because: "exact sums, then differences that lose two digits")
    for (problem, want) in expected.enumerated() {
      let found = Array(batch.coefficients(ofProblem: problem))
      expectClose(found, [want.intercept, want.slope], within: few, "b of \(problem)")
      expectClose(batch.residualSumsOfSquares[problem], want.squares, within: few)
      expectClose(batch.standardErrors[2 * problem + 1], want.error, within: few)
    }
    #expect(batch.isFromCrossProducts.allSatisfy { $0 })
  }

  /// Beside an intercept a constant column has no coefficient; alone it has the mean.
  @Test func constantColumns() throws {
    let response: [Double] = [1, 2, 6, 5, 7]
    let twos = PartitionedMatrix(columns: [[2, 2, 2, 2, 2]], rowCount: 5)
    let alone = try leastSquaresBatch(design: twos, response: response, rowCounts: [3, 2])
    #expect(alone.coefficients == [1.5, 3])
    #expect(alone.residualSumsOfSquares == [14, 2])
    expectClose(
      alone.unscaledVariances, [1.0 / 12, 1.0 / 8],
      within: Tolerance(.ulps(4), because: "a root, its reciprocal and its square"))
    let both = try leastSquaresBatch(
      design: twos, response: response, rowCounts: [3, 2], hasIntercept: true)
    #expect(both.ranks == [1, 1])
    expectClose(
      [both.coefficients[0], both.coefficients[2]], [3, 6],
      within: Tolerance(.ulps(4), because: "one column after a reflection"))
    #expect(both.coefficients[1].isNaN && both.coefficients[3].isNaN)
  }

  @Test func emptyBatchesAndProblems() throws {
    let none = try leastSquaresBatch(
      design: Matrix(rowCount: 0, columnCount: 3), response: [], rowCounts: [])
    #expect(none.problemCount == 0 && none.coefficients.isEmpty)
    let empty = try leastSquaresBatch(
      design: Matrix(rowCount: 0, columnCount: 2), response: [], rowCounts: [0, 0], weights: [])
    #expect(empty.ranks == [0, 0] && empty.residualSumsOfSquares == [0, 0])
    #expect(empty.coefficients.count == 4 && empty.coefficients.allSatisfy(\.isNaN))
    let bare = try leastSquaresBatch(
      design: Matrix(rowCount: 3, columnCount: 0), response: [1, 2, 3], rowCounts: [2, 0, 1])
    #expect(bare.residualSumsOfSquares == [5, 0, 9])
    #expect(bare.residualDegreesOfFreedom == [2, 0, 1] && bare.standardErrors.isEmpty)
  }

  @Test func errorsNameTheProblemAndItsRow() throws {
    let design = randomDesign(40, 3, seed: 5)
    let response = randomVector(40, seed: 6)
    func failure(
      _ design: Matrix, _ response: [Double], _ weights: [Double]? = nil
    ) -> LinearAlgebraError? {
      do throws(LinearAlgebraError) {
        _ = try leastSquaresBatch(
          design: design, response: response, rowCounts: [10, 10, 10, 10], weights: weights)
        return nil
      } catch { return error }
    }
    #expect(failure(design, response) == nil)
    var bad = design
    bad[33, 1] = .infinity
    bad[27, 2] = .nan
    #expect(failure(bad, response) == .inProblem(2, .notFinite(row: 7, column: 2)))
    var lost = response
    lost[19] = .nan
    #expect(failure(design, lost) == .inProblem(1, .responseNotFinite(row: 9)))
    var weights = [Double](repeating: 1, count: 40)
    weights[30] = -1
    #expect(failure(design, response, weights) == .inProblem(3, .invalidWeight(row: 0)))
  }

  /// The bits of a batch as whole numbers, which NaN does not disturb.
  private func bits(_ batch: LeastSquaresBatch) -> [UInt64] {
    (batch.coefficients + batch.unscaledVariances + batch.residualSumsOfSquares).map {
      $0.bitPattern
    }
  }

  @Test func sameBitsForAnyThreads() throws {
    let rows = 400
    let design = randomDesign(rows * 300, 6, seed: 8)
    let response = randomVector(rows * 300, seed: 9)
    let batches = try [1, 2, 5].map { threads in
      try Parallelism.withThreads(threads) {
        try leastSquaresBatch(
          design: design, response: response,
          rowCounts: [Int](repeating: rows, count: 299) + [0, rows])
      }
    }
    #expect(bits(batches[0]) == bits(batches[1]) && bits(batches[0]) == bits(batches[2]))
    // A problem's bits do not depend on those beside it.
    let last = (rows * 299..<rows * 300).map { $0 }
    let alone = try leastSquaresBatch(
      design: PartitionedMatrix(design).selectingRows(last), response: last.map { response[$0] },
      rowCounts: [rows])
    #expect(Array(alone.coefficients) == Array(batches[0].coefficients(ofProblem: 300)))
  }

  @Test func orderOfProblemsDoesNotMatter() throws {
    let stack = Stack.mixed
    let reversed = Stack(problems: stack.problems.reversed())
    let there = try leastSquaresBatch(
      design: stack.design, response: stack.response, rowCounts: stack.rowCounts)
    let back = try leastSquaresBatch(
      design: reversed.design.denseMatrix(), response: reversed.response,
      rowCounts: reversed.rowCounts)
    for problem in 0..<40 {
      let found = back.coefficients(ofProblem: 39 - problem).map(\.bitPattern)
      #expect(there.coefficients(ofProblem: problem).map(\.bitPattern) == found)
    }
    #expect(there.isFromCrossProducts == back.isFromCrossProducts.reversed())
  }

  /// Weights that count repetitions give what the repeated rows give.
  @Test func weightsAreRepetitions() throws {
    let rows = 30
    let design = randomDesign(rows, 4, seed: 14)
    let response = randomVector(rows, seed: 15)
    let weights = (0..<rows).map { Double($0 % 3 + 1) }
    let repeated = (0..<rows).flatMap { [Int](repeating: $0, count: $0 % 3 + 1) }
    let weighted = try leastSquaresBatch(
      design: design, response: response, rowCounts: [rows], weights: weights)
    let plain = try leastSquaresBatch(
      design: PartitionedMatrix(design).selectingRows(repeated),
      response: repeated.map { response[$0] }, rowCounts: [repeated.count])
    expectClose(weighted.coefficients, plain.coefficients, within: Self.sameGear)
    expectClose(weighted.unscaledVariances, plain.unscaledVariances, within: Self.sameGear)
    expectClose(weighted.residualSumsOfSquares, plain.residualSumsOfSquares, within: Self.sameGear)
  }

  /// A perfect fit: what is left is rounding, not the error of the cross-products.
  @Test func perfectFit() throws {
    let design = randomDesign(50, 4, seed: 21)
    let exact: [Double] = [3, -2, 5, 1]
    let response = (0..<50).map { row in (0..<4).reduce(0.0) { $0 + design[row, $1] * exact[$1] } }
    let batch = try leastSquaresBatch(design: design, response: response, rowCounts: [50])
    expectClose(
      batch.coefficients, exact,
      within: Tolerance(.relative(1e-15 * 4), because: "rounding of the response, corrected"))
    #expect(batch.residualSumsOfSquares[0] < 50 * 0x1p-100)
  }

  /// Factors kept as codes are spread out.
  @Test func factorsAreSpreadOut() throws {
    let codes = (0..<60).map { Int32($0 * 7 % 3) }
    let x = randomVector(60, seed: 31)
    let parts = PartitionedMatrix(
      rowCount: 60, columnCount: 3, dense: [DenseColumn(position: 0, values: .numbers(x))],
      factors: [FactorColumns(codes: codes, columnOfLevel: [-1, 1, 2])])
    let response = randomVector(60, seed: 32)
    let kept = try leastSquaresBatch(
      design: parts, response: response, rowCounts: [20, 40], hasIntercept: true)
    let spread = try leastSquaresBatch(
      design: parts.denseMatrix(), response: response, rowCounts: [20, 40], hasIntercept: true)
    #expect(kept == spread && kept.ranks == [4, 4])
  }
}

extension Matrix {
  fileprivate func columnLength(_ column: Int) -> Double {
    (0..<rowCount).reduce(0) { $0 + self[$1, column] * self[$1, column] }.squareRoot()
  }
}
