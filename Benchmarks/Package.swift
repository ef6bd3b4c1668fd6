// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that nobody who imports Concord resolves what only its measurements need.
let package = Package(
  name: "concord-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "concord", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    .executableTarget(
      name: "Validation",
      dependencies: [
        .product(name: "Concord", package: "concord"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
