import Benchmark
import BenchmarkData
import Concord

/// The estimates alone, from a design.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(metrics: [.wallClock, .throughput, .peakMemoryResident])
  for (rows, columns) in [(400, 6), (100_000, 10), (5_000, 300)] {
    Benchmark(
      "least squares, \(rows) × \(columns)",
      closure: { _, data in
        blackHole(try leastSquares(design: data.design, response: data.response))
      },
      setup: {
        let all = benchmarkMatrix(rows: rows, columns: columns + 1)
        return SmallProblem(
          design: all.selectingColumns(Array(0..<columns)), response: all.column(columns))
      })
  }
}

private struct SmallProblem: Sendable {
  let design: Matrix
  let response: [Double]
}
