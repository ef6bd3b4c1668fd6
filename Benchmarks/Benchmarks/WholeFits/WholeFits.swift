import Benchmark
import BenchmarkData
import Concord

/// From a table to a table of coefficients.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(metrics: [.wallClock, .throughput, .peakMemoryResident])
  for rows in [400, 100_000] {
    Benchmark(
      "linear model, \(rows) rows",
      closure: { _, table in
        blackHole(
          try LinearModel(mixedFormula).fit(to: table).inference().coefficientTable(level: 0.95))
      }, setup: { try benchmarkSchools(rows: rows) })
    Benchmark(
      "logistic model, \(rows) rows",
      closure: { _, table in
        let model = try GeneralizedLinearModel(
          "high ~ x1 + x2 + x3 + x4", family: .binomial)
        blackHole(try model.fit(to: table).inference().coefficientTable(level: 0.95))
      }, setup: { try benchmarkSchools(rows: rows) })
    Benchmark(
      "Poisson model with a factor, \(rows) rows",
      closure: { _, table in
        let model = try GeneralizedLinearModel("count ~ x1 + x2 + state", family: .poisson)
        blackHole(try model.fit(to: table).inference().coefficientTable(level: 0.95))
      }, setup: { try benchmarkSchools(rows: rows) })
    Benchmark(
      "linear mixed model, \(rows) rows",
      closure: { _, table in
        let model = try LinearMixedModel("y ~ x1 + x2 + x3 + (x1 | district)")
        blackHole(try model.fit(to: table).inference().coefficientTable(level: 0.95))
      }, setup: { try benchmarkSchools(rows: rows) })
    Benchmark(
      "mixed logistic model, \(rows) rows",
      closure: { _, table in
        let model = try GeneralizedLinearMixedModel(
          "high ~ x1 + x2 + (1 | district)", family: .binomial)
        blackHole(try model.fit(to: table).inference().coefficientTable(level: 0.95))
      }, setup: { try benchmarkSchools(rows: rows) })
  }
}
