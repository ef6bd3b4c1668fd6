import Benchmark
import BenchmarkData
import Concord

/// From the text of a formula to its terms.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(metrics: [.wallClock, .throughput, .peakMemoryResident])
  Benchmark("parse formula, 10 terms") { benchmark in
    for _ in benchmark.scaledIterations { blackHole(try Formula(mixedFormula)) }
  }
  Benchmark("parse formula, 1,000 terms") { benchmark in
    let text = "y ~ " + (1...1_000).map { "x\($0)" }.joined(separator: " + ")
    benchmark.startMeasurement()
    blackHole(try Formula(text))
  }
}
