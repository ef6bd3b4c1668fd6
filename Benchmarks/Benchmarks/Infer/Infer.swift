import Benchmark
import BenchmarkData
import Concord

/// Covariances and tables of coefficients, from a fit.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(metrics: [.wallClock, .throughput, .peakMemoryResident])
  let estimators: [(String, any CovarianceEstimator)] = [
    ("classical", .classical), ("HC3", .heteroskedastic(.hc3)),
    ("CR1S", .clustered(by: "district", correction: .cr1s)),
    ("CR1S two-way", .clustered(by: ["district", "state"], correction: .cr1s)),
    ("CR2", .clustered(by: "district", correction: .cr2)),
  ]
  for (name, estimator) in estimators {
    Benchmark(
      "infer \(name), 20,000 rows",
      closure: { _, fit in
        blackHole(try fit.inference(using: estimator).coefficientTable(level: 0.95))
      },
      setup: { try LinearModel(numericFormula).fit(to: benchmarkSchools(rows: 20_000)) })
  }
}
