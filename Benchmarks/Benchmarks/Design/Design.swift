import Benchmark
import BenchmarkData
import Concord

/// From a table and a formula to the model frame with its design.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(metrics: [.wallClock, .throughput, .peakMemoryResident])
  for (name, formula) in [("numbers", numericFormula), ("product and factor", mixedFormula)] {
    Benchmark(
      "model frame, 100,000 rows, \(name)",
      closure: { _, table in
        blackHole(try ModelFrame(Formula(formula), table: table, options: ModelOptions()))
      }, setup: { try benchmarkSchools(rows: 100_000) })
  }
}
