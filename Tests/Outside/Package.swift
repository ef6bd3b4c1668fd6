// swift-tools-version: 6.1
import PackageDescription

// A package that knows Concord by its public interfaces only: a model of its own gets every question,
// covariance and interval by conforming to `Estimated`.
let package = Package(
  name: "outside",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "concord", path: "../..")],
  targets: [
    .executableTarget(
      name: "Outside", dependencies: [.product(name: "Concord", package: "concord")])
  ],
  swiftLanguageModes: [.v6])
