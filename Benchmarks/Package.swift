// swift-tools-version: 6.1
import PackageDescription

/// A suite of timings of one stage, run by `swift package benchmark`; its plugin asks for this folder.
func suite(_ name: String) -> Target {
  .executableTarget(
    name: name,
    dependencies: ["BenchmarkData", concord, .product(name: "Benchmark", package: "benchmark")],
    path: "Benchmarks/\(name)",
    plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
}

let concord = Target.Dependency.product(name: "Concord", package: "concord")
let command = Target.Dependency.product(name: "ConcordCommand", package: "concord")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

// A package of its own, so that nobody who imports Concord resolves what only its measurements need.
let package = Package(
  name: "concord-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "concord", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // Without its traits: counts of allocations are not taken.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(name: "Validation", dependencies: [concord, argumentParser, "Documents"]),
    .executableTarget(name: "Fuzz", dependencies: [concord, command, argumentParser, "Documents"]),
    .executableTarget(name: "Workloads", dependencies: [concord, argumentParser]),
    .target(name: "Documents"),
    .target(name: "BenchmarkData", dependencies: [concord]),
    suite("Parse"), suite("Read"), suite("Design"), suite("Factor"), suite("Fit"), suite("Infer"),
    suite("WholeFits"),
  ],
  swiftLanguageModes: [.v6]
)
