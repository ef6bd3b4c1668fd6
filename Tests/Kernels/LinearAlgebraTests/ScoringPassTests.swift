import TestSupport
import Testing

@testable import LinearAlgebra

/// One read of the rows against the same sums over the design spread out.
struct ScoringPassTests {
  /// Weights and residuals made of the linear predictors, and the number of rows seen.
  static func pass(
    _ sample: PartitionedSample, _ coefficients: [Double], plan: ScoringPlan = ScoringPlan()
  ) -> ScoringPass<Int> {
    scoringPass(
      sample.design, at: coefficients, offset: sample.weights, plan: plan, empty: 0,
      merge: { $0 += $1 }
    ) { rows, block, count in
      count += rows.count
      for i in 0..<rows.count {
        block.mean[i] = 2 * block.predictor[i]
        block.weight[i] = 1 / (1 + block.predictor[i] * block.predictor[i])
        block.residual[i] = block.predictor[i] - 0.5
        block.score[i] = block.weight[i] * block.residual[i]
      }
    }
  }

  static func coefficients(_ sample: PartitionedSample) -> [Double] {
    (0..<sample.design.columnCount).map { 0.1 * Double($0 % 7) - 0.25 }
  }

  @Test(arguments: [1, 600, 9_000])
  func sumsOverTheDesignSpreadOut(rows: Int) throws {
    let sample = PartitionedSample(rows: max(rows, 50))
    let coefficients = Self.coefficients(sample)
    let pass = Self.pass(sample, coefficients, plan: ScoringPlan(keepsRows: true))
    let predictor = zip(product(sample.spreadOut, coefficients), sample.weights).map { $0 + $1 }
    let weights = predictor.map { 1 / (1 + $0 * $0) }
    let scores = zip(weights, predictor).map { $0 * ($1 - 0.5) }
    let tolerance = Tolerance(.relativeTo(scale: 1, 1e-11), because: "sums of thousands of terms")
    let gram = try #require(pass.gram).gram(of: sample.design)
    let want = crossProduct(sample.spreadOut, weights: weights)
    for (got, want) in zip(gram.elements, want.elements) {
      expectClose(got, want, within: tolerance)
    }
    for column in 0..<sample.design.columnCount {
      let want = zip(sample.spreadOut.column(column), scores).reduce(0) { $0 + $1.0 * $1.1 }
      expectClose(pass.score[column], want, within: tolerance)
    }
    #expect(pass.summary == sample.design.rowCount)
    let kept = try #require(pass.rows)
    for (got, want) in zip(kept.predictor, predictor) {
      expectClose(got, want, within: tolerance)
    }
    #expect(kept.mean == kept.predictor.map { 2 * $0 })
    #expect(kept.residual == kept.predictor.map { $0 - 0.5 })
  }

  @Test func sameBitsForAnyThreads() throws {
    let sample = PartitionedSample(rows: 30_000)
    let coefficients = Self.coefficients(sample)
    let plan = ScoringPlan(keepsRows: true)
    let alone = Parallelism.withThreads(1) { Self.pass(sample, coefficients, plan: plan) }
    let several = Parallelism.withThreads(7) { Self.pass(sample, coefficients, plan: plan) }
    #expect(alone.score == several.score)
    #expect(alone.rows?.weight == several.rows?.weight)
    #expect(alone.gram?.gram(of: sample.design) == several.gram?.gram(of: sample.design))
  }

  @Test func aShareOfTheRows() {
    let sample = PartitionedSample(rows: 40_000)
    let plan = ScoringPlan(share: 16)
    let pass = Self.pass(sample, Self.coefficients(sample), plan: plan)
    #expect(pass.summary >= 2_500 && pass.summary < 2_700)
  }

  @Test(arguments: [false, true])
  func systemsSolve(isDense: Bool) throws {
    let sample = PartitionedSample(rows: 2_000)
    let design = isDense ? PartitionedMatrix(sample.spreadOut) : sample.design
    let sums = partitionedSums(design, response: nil, weights: sample.weights)
    let system = try #require(InformationSystem(sums, of: design))
    let solution = try leastSquares(
      design: sample.spreadOut, response: sample.response, weights: sample.weights,
      method: .triangle)
    let score = weightedTransposedProduct(design, weights: sample.weights, sample.response)
    let tolerance = Tolerance(.relativeTo(scale: 1e-3, 1e-9), because: "cross-products")
    for (got, want) in zip(system.solve(score), solution.coefficients) {
      expectClose(got, want, within: tolerance)
    }
    let factor = system.inverseFactor()
    let again = product(factor, factor.transposed)
    for (index, want) in solution.unscaledCovariance.elements.enumerated() {
      expectClose(system.inverse.elements[index], want, within: tolerance)
      expectClose(again.elements[index], want, within: tolerance)
    }
  }

  @Test func dependentColumnsAreLeftAlone() {
    let x = randomDesign(500, 2, seed: 4)
    let design = PartitionedMatrix(
      Matrix(columns: [
        Array(x.column(0)), Array(x.column(1)), zip(x.column(0), x.column(1)).map(+),
      ]))
    #expect(InformationSystem(partitionedSums(design, response: nil), of: design) == nil)
  }
}
