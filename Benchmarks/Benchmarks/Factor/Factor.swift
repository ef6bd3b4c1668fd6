import Benchmark
import BenchmarkData
import Concord

/// Cross-products and factorizations.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(metrics: [.wallClock, .throughput, .peakMemoryResident])
  for (rows, columns) in [(100_000, 10), (20_000, 200)] {
    for method in [LeastSquaresMethod.gram, .triangle] {
      Benchmark(
        "accumulate \(method.rawValue), \(rows) × \(columns)",
        closure: { _, design in
          var sums = LeastSquaresAccumulator(columnCount: columns - 1, method: method)
          try sums.add(
            design: design.selectingColumns(Array(1..<columns)), response: design.column(0))
          blackHole(sums)
        }, setup: { benchmarkMatrix(rows: rows, columns: columns) })
    }
  }
  Benchmark(
    "Cholesky, 500 × 500", closure: { _, matrix in blackHole(try CholeskyFactorization(matrix)) },
    setup: {
      var matrix = Matrix.identity(500)
      for column in 0..<500 { matrix[column, column] = 2 }
      return matrix
    })
}
