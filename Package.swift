// swift-tools-version: 6.1
import PackageDescription

/// One of Concord's own modules. A module depends only on modules of lower layers; siblings never
/// import each other (see Docs/Contributing.md).
func module(_ name: String, on dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies)
}

/// A test target in one of the layers of the test suite: Scalars, Kernels, Contracts or Models.
func tests(
  _ name: String, in layer: String, of dependencies: [Target.Dependency], fixtures: Bool = false
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], path: "Tests/\(layer)/\(name)",
    resources: fixtures ? [.copy("Fixtures")] : [])
}

let realModule = Target.Dependency.product(name: "RealModule", package: "swift-numerics")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "concord",
  platforms: [.macOS(.v15), .iOS(.v18)],
  products: [
    .library(name: "Concord", targets: ["Concord"]),
    .library(name: "ConcordReaders", targets: ["ConcordReaders"]),
    .executable(name: "concord", targets: ["ConcordCLI"]),
    // The command line as a function, for the fuzzing program in Benchmarks.
    .library(name: "ConcordCommand", targets: ["ConcordCommand"]),
  ],
  traits: [
    .default(enabledTraits: []),
    .trait(name: "StatisticalFiles", description: "Read .dta, .sav and .sas7bdat, by ReadStat."),
    .trait(name: "Compression", description: "Read .csv.gz, by zlib."),
    .trait(
      name: "Spreadsheets", description: "Read .xlsx, by zlib and Expat.",
      enabledTraits: ["Compression"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
  ],
  targets: [
    // Layer 0
    .target(
      name: "CLAPACK",
      linkerSettings: [
        .linkedLibrary("openblas", .when(platforms: [.linux])),
        .linkedFramework("Accelerate", .when(platforms: [.macOS, .iOS])),
      ]),
    .target(name: "CFileAttributes"),
    module("Threading"),
    // Layer 1
    module("LinearAlgebra", on: ["CLAPACK", "Threading"]),
    module("Distributions", on: [realModule]),
    module("Tables", on: ["Threading"]),
    module("Optimization", on: ["Threading"]),
    // Layer 2: file formats beyond CSV, each behind a trait, by a system library
    .systemLibrary(
      name: "CReadStat", providers: [.apt(["libreadstat-dev"]), .brew(["readstat"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CExpat", providers: [.apt(["libexpat1-dev"])]),
    module(
      "ConcordReaders",
      on: [
        "Tables",
        .target(name: "CReadStat", condition: .when(traits: ["StatisticalFiles"])),
        .target(name: "CZlib", condition: .when(traits: ["Compression"])),
        .target(name: "CExpat", condition: .when(traits: ["Spreadsheets"])),
      ]),
    // Layer 2
    module("Formulas", on: ["Tables", "LinearAlgebra"]),
    module("Families", on: ["Distributions", "LinearAlgebra", realModule]),
    // Layer 3
    module("Modeling", on: ["Formulas", "Families", "Tables", "LinearAlgebra", "Distributions"]),
    // Layer 4
    module("Regression", on: ["Modeling", "Optimization"]),
    module("Inference", on: ["Modeling", "Optimization"]),
    module("MixedModels", on: ["Modeling", "Optimization"]),
    // Layer 5
    module("Effects", on: ["Inference", "Optimization"]),
    module("Models", on: ["Regression", "MixedModels"]),
    // Layer 6
    module("Reporting"),
    // Layer 7
    module(
      "SchoolStudy", on: ["Reporting", "Effects", "Models", "Optimization", "Threading"]),
    // Layer 8
    module(
      "Concord",
      on: ["SchoolStudy", "Reporting", "Effects", "Models", "Inference"]),
    module(
      "ConcordCommand", on: ["Concord", "ConcordReaders", "CFileAttributes", argumentParser]),
    .executableTarget(name: "ConcordCLI", dependencies: ["ConcordCommand"]),
    // Tests
    .target(name: "TestSupport", path: "Tests/Support/TestSupport"),
    tests("DistributionsTests", in: "Scalars", of: ["Distributions"], fixtures: true),
    tests("OptimizationTests", in: "Scalars", of: ["Optimization"]),
    tests("LinearAlgebraTests", in: "Kernels", of: ["LinearAlgebra"]),
    tests("TablesTests", in: "Contracts", of: ["Tables", "Threading"]),
    tests("ReadersTests", in: "Contracts", of: ["ConcordReaders", "Tables"], fixtures: true),
    tests("FormulasTests", in: "Contracts", of: ["Formulas"]),
    tests("FamiliesTests", in: "Contracts", of: ["Families", realModule]),
    tests("InferenceTests", in: "Contracts", of: ["Inference", "Regression"]),
    tests("EffectsTests", in: "Contracts", of: ["Effects", "Regression"]),
    tests("ReportingTests", in: "Contracts", of: ["Reporting"]),
    tests("ReferenceTests", in: "Models", of: ["Concord", "ConcordCommand"], fixtures: true),
    tests("StudyTests", in: "Models", of: ["SchoolStudy"]),
    tests("MixedModelsTests", in: "Models", of: ["MixedModels", "Inference"]),
    tests("RegressionTests", in: "Models", of: ["Regression", "Inference"]),
    tests("CommandTests", in: "Models", of: ["ConcordCommand", "Concord", "ConcordReaders"]),
    tests("DocumentationTests", in: "Models", of: ["Concord", "ConcordCommand"]),
  ],
  swiftLanguageModes: [.v6]
)
