import TestSupport
import Testing

@testable import LinearAlgebra

/// A design with dense columns, a factor by contrasts and another, and the same spread out.
struct PartitionedSample {
  let design: PartitionedMatrix
  let spreadOut: Matrix
  let response: [Double]
  let weights: [Double]

  init(rows: Int = 600, levels: [Int] = [40, 7], isFull: Bool = false, seed: UInt64 = 71) {
    let dense = randomDesign(rows, 3, seed: seed)
    var columns = [DenseColumn(position: 0, values: .constant(1))]
    var expanded = isFull ? [] : [[Double](repeating: 1, count: rows)]
    if isFull { columns = [] }
    // A dense column before the factors, whole numbers between them, a dense one after.
    var position = isFull ? 0 : 1
    func add(_ values: DenseValues, _ numbers: [Double]) {
      columns.append(DenseColumn(position: position, values: values))
      expanded.append(numbers)
      position += 1
    }
    let first = dense.column(1)
    add(.numbers([0, 0] + first, offset: 2, rows: nil, rows), first)
    var factors: [FactorColumns] = []
    for (index, count) in levels.enumerated() {
      let codes = randomVector(rows, seed: seed + 10 + UInt64(index)).map {
        Int32(min(Double(count - 1), (($0 + 1) / 2 * Double(count)).rounded(.down)))
      }
      let hasReference = !(isFull && index == 0)
      let own = (0..<count).map { level -> Int32 in
        if hasReference && level == 0 { return -1 }
        expanded.append(codes.map { $0 == Int32(level) ? 1 : 0 })
        position += 1
        return Int32(position - 1)
      }
      factors.append(FactorColumns(codes: codes, columnOfLevel: own))
      if index == 0 {
        let whole = (0..<rows).map { Int64($0 % 5) }
        add(.integers(whole.reversed(), rows: (0..<rows).reversed()), whole.map(Double.init))
      }
    }
    let last = dense.column(2)
    let shuffled = (0..<rows).map { ($0 * 11 + 3) % rows }
    var stored = [Double](repeating: 0, count: rows)
    for (row, place) in shuffled.enumerated() { stored[place] = last[row] }
    add(.numbers(stored, rows: shuffled), last)
    design = PartitionedMatrix(
      rowCount: rows, columnCount: position, dense: columns, factors: factors)
    spreadOut = Matrix(columns: expanded)
    response = randomVector(rows, seed: seed + 1)
    weights = randomVector(rows, seed: seed + 2).map { $0.magnitude + 0.1 }
  }
}

@Suite struct PartitionedTests {
  static let fewRoundings = Tolerance(
    .relativeTo(scale: 1, 1e-12), because: "sums of some hundred terms of order 1, in another order"
  )
  static let samples = [
    PartitionedSample(), PartitionedSample(isFull: true),
    PartitionedSample(rows: 3000, levels: [5, 60], seed: 91),
    PartitionedSample(rows: 211, levels: [12], seed: 93),
  ]

  @Test(arguments: samples.indices)
  func spreadsOut(_ index: Int) {
    let sample = Self.samples[index]
    #expect(sample.design.denseMatrix() == sample.spreadOut)
    for column in stride(from: 0, to: sample.design.columnCount, by: 3) {
      #expect(sample.design[17, column] == sample.spreadOut[17, column])
    }
  }

  @Test(arguments: samples.indices)
  func productsAreThoseOfTheSpreadOutMatrix(_ index: Int) {
    let sample = Self.samples[index]
    let v = randomVector(sample.design.columnCount, seed: 5)
    expectClose(
      product(sample.design, v), product(sample.spreadOut, v), within: Self.fewRoundings, "Av")
    let u = randomVector(sample.design.rowCount, seed: 6)
    expectClose(
      weightedTransposedProduct(sample.design, weights: sample.weights, u),
      weightedTransposedProduct(sample.spreadOut, weights: sample.weights, u),
      within: Self.fewRoundings, "A′(w ∘ u)")
  }

  @Test(arguments: samples.indices)
  func crossProductsAreThoseOfTheSpreadOutMatrix(_ index: Int) {
    let sample = Self.samples[index]
    expectClose(
      crossProduct(sample.design).elements, crossProduct(sample.spreadOut).elements,
      within: Self.fewRoundings, "A′A")
    let signed = sample.weights.enumerated().map { $0.offset % 3 == 0 ? -$0.element : $0.element }
    expectClose(
      crossProduct(sample.design, weights: signed).elements,
      crossProduct(sample.spreadOut, weights: signed).elements, within: Self.fewRoundings, "A′WA")
  }

  @Test(arguments: samples.indices)
  func selectedColumnsAreThoseOfTheSpreadOutMatrix(_ index: Int) {
    let sample = Self.samples[index]
    let kept = (0..<sample.design.columnCount).filter { $0 % 4 != 2 }
    #expect(
      sample.design.selectingColumns(kept).denseMatrix()
        == sample.spreadOut.selectingColumns(kept))
  }
}

@Suite struct EliminationTests {
  static let conditioned = Tolerance(
    .relativeTo(scale: 1e-3, 1e-10),
    because: "cross-products of a condition number below 10³, corrected by residuals")

  @Test(arguments: PartitionedTests.samples.indices, [false, true])
  func solutionIsThatOfTheSpreadOutDesign(_ index: Int, _ isWeighted: Bool) throws {
    let sample = PartitionedTests.samples[index]
    let weights = isWeighted ? sample.weights : nil
    let fit = try leastSquares(design: sample.design, response: sample.response, weights: weights)
    let whole = try leastSquares(
      design: sample.spreadOut, response: sample.response, weights: weights, method: .triangle)
    #expect(fit.method == .gram)
    #expect(fit.kept == whole.kept && fit.aliased.isEmpty)
    expectClose(fit.coefficients, whole.coefficients, within: Self.conditioned, "b")
    expectClose(
      fit.unscaledCovariance.elements, whole.unscaledCovariance.elements,
      within: Self.conditioned, "(X′WX)⁻¹")
    expectClose(
      product(fit.inverseTriangle, fit.inverseTriangle.transposed).elements,
      whole.unscaledCovariance.elements, within: Self.conditioned, "F F′")
    expectClose(fit.residuals, whole.residuals, within: Self.conditioned, "r")
    expectClose(
      fit.residualSumOfSquares, whole.residualSumOfSquares, within: Self.conditioned, "RSS")
    expectClose(
      fit.conditionNumber, whole.conditionNumber,
      within: Tolerance(
        .relative(0.5), because: "columns are scaled to lengths between ½ and 2, not to one"), "κ")
  }

  @Test func solvesTheNormalEquations() throws {
    let sample = PartitionedTests.samples[0]
    let sums = partitionedSums(
      sample.design, response: sample.response, weights: sample.weights)
    let system = try #require(EliminatedSystem(sums, of: sample.design))
    let g = randomVector(sample.design.columnCount, seed: 9)
    let back = product(crossProduct(sample.design, weights: sample.weights), system.solve(g))
    expectClose(back, g, within: Self.conditioned, "X′WX δ")
  }

  @Test(arguments: [1, 2, 3, 7])
  func bitsDoNotDependOnThreads(_ threads: Int) throws {
    let sample = PartitionedTests.samples[2]
    let one = try Parallelism.withThreads(1) {
      try leastSquares(design: sample.design, response: sample.response, weights: sample.weights)
    }
    let many = try Parallelism.withThreads(threads) {
      try leastSquares(design: sample.design, response: sample.response, weights: sample.weights)
    }
    #expect(one == many)
  }

  @Test func aColumnConstantWithinLevelsIsAliased() throws {
    let sample = PartitionedTests.samples[3]
    let factor = sample.design.factors[0]
    let constant = factor.codes.map { Double($0 % 3) }
    let size = sample.design.columnCount
    let design = PartitionedMatrix(
      rowCount: sample.design.rowCount, columnCount: size + 1,
      dense: sample.design.dense + [DenseColumn(position: size, values: .numbers(constant))],
      factors: sample.design.factors)
    let fit = try leastSquares(design: design, response: sample.response)
    #expect(fit.aliased == [size])
    let without = try leastSquares(design: sample.design, response: sample.response)
    expectClose(fit.coefficients, without.coefficients, within: Self.conditioned, "b")
  }

  @Test func aLevelWithoutWeightIsAliased() throws {
    let sample = PartitionedTests.samples[3]
    let weights = sample.design.factors[0].codes.map { $0 == 5 ? 0.0 : 1 }
    let fit = try leastSquares(
      design: sample.design, response: sample.response, weights: weights)
    #expect(fit.aliased == [Int(sample.design.factors[0].columnOfLevel[5])])
  }

  @Test(arguments: [Double.nan, .infinity])
  func nonFiniteNumbersAreLocated(_ value: Double) {
    let sample = PartitionedTests.samples[3]
    var numbers = [Double](repeating: 1, count: sample.design.rowCount)
    numbers[100] = value
    let size = sample.design.columnCount
    let design = PartitionedMatrix(
      rowCount: sample.design.rowCount, columnCount: size + 1,
      dense: sample.design.dense + [DenseColumn(position: size, values: .numbers(numbers))],
      factors: sample.design.factors)
    #expect(throws: LinearAlgebraError.notFinite(row: 100, column: size)) {
      try leastSquares(design: design, response: sample.response)
    }
  }
}
