import Benchmark
import BenchmarkData
import Concord

/// From the bytes of a file to typed columns.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(metrics: [.wallClock, .throughput, .peakMemoryResident])
  for rows in [1_000, 100_000] {
    Benchmark(
      "read CSV, \(rows) rows",
      closure: { _, bytes in blackHole(try Table(csvBytes: bytes)) },
      setup: { benchmarkFile(rows: rows) })
  }
}
